"""Propose, rule by rule, what becomes of an edition when an official text of the next is read."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..deadlines import Cadence
from .adopt import GENERAL_EVIDENCE, Adopted, line_of, order_of
from .book import EVERYONE
from .compare import compare, nodes_of
from .compared import Compared, Node
from .likeness import likeness
from .model import Change, ChangeKind, Edition, Rule, Strength
from .tree import ref_of

UNBOUND = "前一版本沒有匯入官方條文，無從逐字比對"
NO_HEADING = "官方文件沒有這一層的文字"
UNNAMED = "官方文件沒有提到，沿用前一版本"
DEFINED = "前一版本把它列為用詞定義，不逐項查核"
GONE = "官方文件沒有對應的條文"
_STRUCK = re.compile(r"[（(]?\s*本?[條款項點目]?\s*刪\s*除\s*[）)]?。?")
_CLAUSE = re.compile(r"[，。；：、,;:]")
TITLE = 30  # characters of a text that serve as its title


@dataclass(frozen=True)
class Stated:
    """A rule as the official text states it."""

    path: str
    code: str
    title: str
    text: str
    cadence: tuple[Cadence, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Proposal:
    """What is proposed for a rule: `adopted` as it would be in the new edition, or, of a removed
    one, as it would be if it were kept.

    `named` by the document, or only by the base. `carried` needs no decision; `likeness` is 0 to 1.
    """

    adopted: Adopted
    text: str
    named: bool
    carried: bool
    likeness: float

    @property
    def path(self) -> str:
        return self.adopted.path

    @property
    def change(self) -> Change:
        return self.adopted.change


def propose(
    base: Edition | None, stated: Iterable[Stated], *, texts: Mapping[str, str], partial: bool
) -> tuple[Proposal, ...]:
    """Return a proposal for every rule of the new edition and for every one it would lose.

    `texts` are the official texts bound to the base, by path. `partial`: points the document does
    not name stay as they are.
    """
    kept = with_parents(without_struck(stated), base)
    compared = _compared(base, kept, texts) if base else {}
    named = [propose_one(base, rule, compared.get(rule.path), kept, texts=texts) for rule in kept]
    origins = {each.path: each.change.origin for each in named}
    struck = struck_paths(stated)
    return (*named, *derive(base, origins, texts=texts, struck=struck, partial=partial))


def struck_paths(stated: Iterable[Stated]) -> frozenset[str]:
    """Return the points a document only names to say that they are deleted."""
    return frozenset(rule.path for rule in stated if _STRUCK.fullmatch(rule.text.strip()))


def without_struck(stated: Iterable[Stated]) -> tuple[Stated, ...]:
    return tuple(rule for rule in stated if not _STRUCK.fullmatch(rule.text.strip()))


def with_parents(stated: Sequence[Stated], base: Edition | None) -> tuple[Stated, ...]:
    """Add the rules above an excerpt's that neither it nor the base has, without any text."""
    known = {rule.path for rule in stated} | set(base.by_path if base else ())
    wanted = {path for rule in stated for path in line_of(rule.path)} - known
    added = (Stated(path, "", "", "") for path in wanted)
    return tuple(sorted((*stated, *added), key=lambda rule: order_of(rule.path)))


def propose_one(
    base: Edition | None,
    stated: Stated,
    found: Compared | None,
    every: Sequence[Stated],
    *,
    texts: Mapping[str, str],
) -> Proposal:
    """Return the proposal for a rule that came from the rule of the base `found` says, or none."""
    group = any(other.path.startswith(f"{stated.path}.") for other in every)
    origin = base.by_path.get(found.origin) if base and found and found.origin else None
    if origin is None and base and (term := _term(base, stated.path)):
        change = Change(ChangeKind.NEW, None, DEFINED)
        said = replace(stated, title=term)
        adopted = replace(prefill(said, None, change, group=True, inspected=False), question="")
        return Proposal(adopted, stated.text, True, False, 0)
    if origin is None or found is None:
        change = Change(ChangeKind.NEW, None, stated.reason if stated.text else NO_HEADING)
        return Proposal(prefill(stated, None, change, group=group), stated.text, True, False, 0)
    change = Change(found.kind, origin.path, stated.reason)
    if not stated.text:
        change = replace(change, reason=NO_HEADING)
    elif origin.path not in texts:
        change = Change(ChangeKind.REWORDED, origin.path, stated.reason or UNBOUND)
    carried = change.kind is ChangeKind.SAME and origin.path in texts and bool(stated.text)
    inspected = origin.leaf or _has_children(base, origin)
    adopted = prefill(stated, origin, change, group=group, inspected=inspected)
    if carried:
        adopted = _as_it_was(base, origin, origin.path, change)
    return Proposal(adopted, stated.text, True, carried, found.likeness or 0)


def prefill(
    stated: Stated, origin: Rule | None, change: Change, *, group: bool, inspected: bool = True
) -> Adopted:
    """Return a rule as we would write it: with the question of its origin, or a plain one."""
    ref = ref_of(stated.path)
    title = stated.title or (origin.title if origin else "") or _CLAUSE.split(stated.text)[0]
    evidence = origin.evidence if origin else ()
    return Adopted(
        path=stated.path,
        code=stated.code or (origin.code if origin else ""),
        title=title.strip()[: 100 if stated.title or origin else TITLE] or ref,
        question=_question(origin, stated.path),
        strength=origin.strength if origin else Strength.SHALL,
        cadence=stated.cadence or (origin.cadence if origin else ()),
        scope=(origin.scope_text or EVERYONE) if origin else "",
        evidence=evidence if evidence or group or not inspected else GENERAL_EVIDENCE,
        inspected=inspected,
        change=change,
        keeps=origin is not None,
    )


def derive(
    base: Edition | None,
    origins: Mapping[str, str | None],
    *,
    texts: Mapping[str, str],
    struck: Collection[str],
    partial: bool,
) -> tuple[Proposal, ...]:
    """Return what becomes of the rules of the base that no rule of the document came from.

    `origins`: of every rule of the document, by its path, the one of the base it came from. A rule
    below one that moved moves with it.
    """
    moved = {origin: path for path, origin in origins.items() if origin}
    found: list[Proposal] = []
    lost: set[str] = set()
    needed = {above for path in origins for above in line_of(path)}
    for rule in base.rules if base else ():
        if rule.path in moved:
            continue
        above = rule.parent or ""
        replaced = rule.path in struck or rule.path in origins
        path = _moved_with(rule.path, moved)
        named_below = path in needed and not replaced
        if not (partial or named_below) or replaced or above in lost or path in origins:
            lost.add(rule.path)
            change = Change(ChangeKind.REMOVED, rule.path, GONE)
        elif path != rule.path:
            change = Change(ChangeKind.RENUMBERED, rule.path, UNNAMED)
        else:
            change = Change(ChangeKind.SAME, rule.path, UNNAMED)
        kept = _as_it_was(base, rule, path, change)
        stays = change.kind is not ChangeKind.REMOVED
        found.append(Proposal(kept, texts.get(rule.path, ""), False, stays, 0))
    return tuple(found)


def _moved_with(path: str, moved: Mapping[str, str]) -> str:
    for above in reversed(line_of(path)):
        if above in moved:
            return moved[above] + path.removeprefix(above)
    return path


def _as_it_was(base: Edition | None, rule: Rule, path: str, change: Change) -> Adopted:
    return Adopted(
        path=path,
        code=rule.code,
        title=rule.title,
        question=_question(rule, path) if rule.question else "",
        strength=rule.strength,
        cadence=rule.cadence,
        scope=rule.scope_text or EVERYONE,
        evidence=rule.evidence,
        inspected=rule.leaf or _has_children(base, rule),
        change=change,
    )


def _question(origin: Rule | None, path: str) -> str:
    """Return the origin's question; a plain one names the rule's own number."""
    asked = origin.question if origin else ""
    return (
        plain_question(path) if not origin or asked in ("", plain_question(origin.path)) else asked
    )


def plain_question(path: str) -> str:
    """Return the question for a rule that nobody has written a better one for.

    >>> plain_question("4.3")
    '公司是否已依官方條文 4(3) 辦理？'
    """
    return f"公司是否已依官方條文 {ref_of(path)} 辦理？"


def _term(base: Edition, path: str) -> str:
    terms = (each.term for each in base.definitions if each.path == path)
    return "" if path in base.by_path else next(terms, "")


def _has_children(base: Edition | None, rule: Rule) -> bool:
    return any(other.parent == rule.path for other in base.rules) if base else False


def _compared(
    base: Edition, stated: Sequence[Stated], texts: Mapping[str, str]
) -> dict[str, Compared]:
    after = [Node(rule.path, rule.code, "", rule.text, ref_of(rule.path)) for rule in stated]
    compared = compare(nodes_of(base, texts=texts), after)
    found = {each.path: each for each in compared if each.path}
    free = {each.origin for each in compared if not each.path}
    for path, each in found.items():
        if each.origin is None and path in free and path not in texts:
            found[path] = _by_path(each, base.by_path[path], stated)
    return found


def _by_path(each: Compared, rule: Rule, stated: Sequence[Stated]) -> Compared:
    """Take a rule for the one of the same number, where our own words are all there is to go by."""
    named = next(named for named in stated if named.path == each.path)
    alike = max(likeness(named.text, rule.title), likeness(named.text, rule.question))
    return replace(each, origin=rule.path, kind=ChangeKind.REWORDED, likeness=alike)
