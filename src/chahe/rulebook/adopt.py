"""Make an edition of what people decided of each rule: kept, reworded, renumbered or new.

The official text says what the rules are; questions, evidence and procedure are carried over from
the edition before, or are general words of our own until somebody writes better ones.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..deadlines import Cadence
from .book import EVERYONE, details_of, read_book, scopes_of
from .model import Change, Edition, Method, Rule, Strength
from .tree import ref_of

GENERAL_EVIDENCE = ("policy_document", "interview_record")
GENERAL_PROCEDURE = (
    (Method.OBTAIN, "取得公司就這一條所訂的規定、使用的表單，以及最近一期的執行紀錄。"),
    (Method.INSPECT, "以匯入的官方條文逐款對照，看規定與紀錄有無缺漏。"),
    (Method.INQUIRE, "詢問承辦人員實際的作法，再以紀錄核對。"),
)


class AdoptError(Exception):
    """The decisions do not make an edition; in Traditional Chinese: which rule, and what to do."""


@dataclass(frozen=True)
class Adopted:
    """A rule of the new edition as it was decided.

    `cadence` () and `scope` "" are those of the rule above; a scope is a wording of the base's, or
    EVERYONE. `keeps`: the origin's procedure, thresholds, sources and checks hold as well.
    """

    path: str
    code: str
    title: str
    question: str
    strength: Strength
    cadence: tuple[Cadence, ...]
    scope: str
    evidence: tuple[str, ...]
    inspected: bool
    change: Change
    keeps: bool = True


def adopt(
    base: Edition | None,
    *,
    document: str,
    start: date,
    title: str,
    body: str,
    source: str,
    rules: Iterable[Adopted],
) -> Edition:
    """Return the edition that begins on a day, of decided rules in any order.

    :raises AdoptError: if a rule is decided twice, has no rule above it, or, being a leaf, has no
        question, cadence or evidence
    :raises BookError: for what no decision should be able to say, such as an unknown evidence kind
    """
    decided = sorted(rules, key=lambda rule: order_of(rule.path))
    _hold(decided)
    names = {text: name for name, (text, _) in scopes_of(base).items()} | {EVERYONE: EVERYONE}
    becomes_a_rule = {rule.path for rule in decided} - set(base.by_path if base else ())
    groups = {rule.path.rpartition(".")[0] for rule in decided}
    book = {
        "document": document,
        "edition": start.isoformat(),
        "title": title,
        "body": body,
        "source": source,
        "start": start.isoformat(),
        "own_codes": base.own_codes if base else not any(rule.code for rule in decided),
        "scopes": {n: {"text": text, "when": when} for n, (text, when) in scopes_of(base).items()},
        "definitions": [
            vars(each)
            for each in (base.definitions if base else ())
            if each.path not in becomes_a_rule
        ],
        "notices": [],
        "rules": [_raw(rule, base, names, document, group=rule.path in groups) for rule in decided],
    }
    return read_book(book)


def order_of(path: str) -> tuple[tuple[bool, int, str], ...]:
    """Return what sorts paths as documents number them: parents first, 10 after 9.

    >>> sorted(["10", "9.b", "9", "9.1"], key=order_of)
    ['9', '9.1', '9.b', '10']
    """
    return tuple(
        (False, int(part), "") if part.isdecimal() else (True, 0, part) for part in path.split(".")
    )


def line_of(path: str) -> list[str]:
    """Return a path and all above it, the topmost first.

    >>> line_of("7.1.b")
    ['7', '7.1', '7.1.b']
    """
    parts = path.split(".")
    return [".".join(parts[: length + 1]) for length in range(len(parts))]


def _raw(
    rule: Adopted, base: Edition | None, scopes: Mapping[str, str], document: str, *, group: bool
) -> dict[str, Any]:
    origin = _origin(rule, base)
    kept = details_of(origin) if origin and rule.keeps else {}
    general = _general_procedure() if rule.inspected and not group else []
    raw: dict[str, Any] = {
        **kept,
        "path": rule.path,
        "title": rule.title,
        "question": rule.question,
        "strength": rule.strength.value,
        "inspected": rule.inspected,
        "evidence": list(rule.evidence),
        "procedure": kept.get("procedure") or general,
        "change": {
            "kind": rule.change.kind.value,
            "from": rule.change.origin,
            "reason": rule.change.reason,
        },
        "lineage": [base.cite(origin), *origin.lineage] if base and origin and rule.keeps else [],
    }
    if origin and origin.path == rule.path:
        raw["ref"] = origin.ref
    if rule.code or "." not in rule.path:
        raw["code"] = rule.code or own_code(document, rule.path)
    if rule.cadence:
        raw["cadence"] = [word.value for word in rule.cadence]
    if rule.scope:
        raw["applies"] = scopes[rule.scope]
    return raw


def own_code(document: str, path: str) -> str:
    """Make a code for a rule of a document that has none.

    >>> own_code("tsa/emerging-technology", "3")
    'ET-3'
    """
    initials = "".join(word[:1] for word in document.partition("/")[2].split("-"))
    return f"{initials.upper()[:8]}-{path.partition('.')[0]}"


def _origin(rule: Adopted, base: Edition | None) -> Rule | None:
    return base.by_path.get(rule.change.origin) if base and rule.change.origin else None


def _general_procedure() -> list[dict[str, str]]:
    return [{"method": method.value, "text": text} for method, text in GENERAL_PROCEDURE]


def _hold(rules: list[Adopted]) -> None:
    by_path: dict[str, Adopted] = {}
    parents = {above for rule in rules for above in line_of(rule.path)[:-1]}
    for rule in rules:
        ref, parent = ref_of(rule.path), rule.path.rpartition(".")[0]
        if rule.path in by_path:
            raise AdoptError(f"條號 {ref} 有兩條，請把其中一條改為不採納")
        if parent and parent not in by_path:
            raise AdoptError(
                f"{ref} 的上層 {ref_of(parent)} 不在新版本中，請先採納上層或不採納這一條"
            )
        by_path[rule.path] = rule
        if rule.path in parents or not rule.inspected:
            continue
        if not any(by_path[path].cadence for path in line_of(rule.path)):
            raise AdoptError(f"{ref}「{rule.title}」沒有週期，它的上層也沒有，請為其中一條選擇週期")
        if not rule.question or not rule.evidence:
            raise AdoptError(f"{ref}「{rule.title}」要逐項查核，請填寫題目並選擇應備佐證")
