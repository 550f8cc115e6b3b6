"""Every check on a folder of evidence: what each rule that binds a firm comes to.

A file that a reader claims and cannot read leaves every check that would use it insufficient. A
file that no reader claims is named, and changes nothing.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..checks import Check, Result, load_checks
from ..readers import SNIFF_BYTES, ReadError, Source, Table, load_readers, read_any
from ..rulebook import Standing, load_editions, scope
from ..workflow import Verdict
from ._model import UsageError

_ORDER = (Verdict.NONCONFORMING, Verdict.INSUFFICIENT, Verdict.CONFORMING)


@dataclass(frozen=True)
class Evidence:
    """Tables by kind; by kind too, why a file of it cannot be relied on; files no reader knows.

    `unread` is what is wrong with each file that a reader claims and cannot read.
    """

    tables: Mapping[str, tuple[Table, ...]]
    damaged: Mapping[str, str]
    unread: tuple[str, ...]
    unknown: tuple[str, ...]
    inputs: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Answer:
    """What the checks of a rule say of it together; None where finding nothing shows nothing."""

    standing: Standing
    checks: tuple[str, ...]
    verdict: Verdict | None
    reason: str


def read_folder(folder: Path) -> Evidence:
    """Read every file below a folder, in the order of their names; what is hidden is left alone.

    :raises UsageError: if it is no folder, is empty, a folder or file in it cannot be opened, or a
        folder in it is a link, which could lead anywhere
    """
    if not folder.is_dir():
        raise UsageError(f"「{folder}」不是資料夾，請指定放證據檔的資料夾")
    try:
        paths = sorted(_files(folder))
    except OSError as error:
        raise UsageError(f"讀不到「{error.filename}」，請確認權限") from None
    if not paths:
        raise UsageError(f"資料夾「{folder}」裡沒有檔案")
    tables: dict[str, tuple[Table, ...]] = {}
    damaged: dict[str, str] = {}
    unread, unknown, inputs, seen = [], [], [], set()
    for path in paths:
        name = str(path.relative_to(folder))
        try:
            digest, claimed = _identified(path)
        except OSError:
            raise UsageError(f"讀不到檔案「{name}」，請確認權限") from None
        if digest in seen:
            continue  # the same bytes twice are one piece of evidence
        seen.add(digest)
        reader = None
        if not claimed:
            unknown.append(name)
        else:
            try:
                table = read_any(_source(path, name))
                reader = table.reader
                tables[table.kind] = (*tables.get(table.kind, ()), table)
            except ReadError as error:
                unread.append(f"{name} {error}")
                damaged |= dict.fromkeys(claimed, unread[-1])
        inputs.append({"name": name, "sha256": digest, "reader": reader})
    return Evidence(tables, damaged, tuple(unread), tuple(unknown), tuple(inputs))


def _files(folder: Path) -> Iterator[Path]:
    for within, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = (name for name in folders if name[0] != ".")
        for path in (Path(within, name) for name in folders):
            if path.is_symlink():
                raise UsageError(f"資料夾「{path}」是連結，請改放資料夾本身，或改成 . 開頭略過")
        for path in (Path(within, name) for name in names if name[0] != "."):
            if not path.is_file():
                raise UsageError(f"「{path}」不是檔案，或是連到不存在的檔案，請換成檔案本身")
            yield path


def _raise(error: OSError) -> None:
    raise error


def _source(path: Path, name: str) -> Source:
    return Source(name, lambda: path.open("rb"))


def _identified(path: Path) -> tuple[str, list[str]]:
    """Return the SHA-256 of a file, and the kinds of table that readers claim it to hold."""
    with path.open("rb") as stream:
        head = stream.read(SNIFF_BYTES)
        stream.seek(0)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return digest, [reader.kind for reader in load_readers().values() if reader.sniff(head)]


def run_every(evidence: Evidence, *, on: date) -> dict[str, Result]:
    """Run every check that has something to read or to miss; by id."""
    return {name: _run(check, evidence, on) for name, check in load_checks().items()}


def _run(check: Check, evidence: Evidence, on: date) -> Result:
    for kind in (*check.needs, *check.may_use):
        if why := evidence.damaged.get(kind):
            return Result(Verdict.INSUFFICIENT, why, 0)
    return check.run(evidence.tables, on=on)


def answers(
    results: Mapping[str, Result], evidence: Evidence, *, facts: Mapping[str, Any], on: date
) -> tuple[Answer, ...]:
    """Return what checks say of each rule in force that binds the firm, in the books' order.

    A check for which one of the kinds it needs was not handed in is silent where another of the
    rule has what it needs.
    """
    given = {*evidence.tables, *evidence.damaged}
    ready = {name for name, check in load_checks().items() if given.issuperset(check.needs)}
    testing: dict[str, list[str]] = {}
    for name, check in load_checks().items():
        for rule in check.rules:
            testing.setdefault(rule, []).append(name)
    return tuple(
        _answer(standing, _speaking(testing[cited], ready), cited, results)
        for standing in scope(load_editions(), facts=facts, on=on)
        if standing.applies and (cited := _cited(standing)) in testing
    )


def _speaking(names: list[str], ready: set[str]) -> list[str]:
    return [name for name in names if name in ready] or names


def _cited(standing: Standing) -> str:
    edition = standing.edition
    return f"{edition.document}@{edition.edition}#{standing.rule.path}"


def _answer(
    standing: Standing, names: Sequence[str], cited: str, results: Mapping[str, Result]
) -> Answer:
    said = [(_said(name, results[name], cited), name) for name in names]
    for verdict in _ORDER:
        if saying := [name for said_one, name in said if said_one is verdict]:
            return Answer(standing, tuple(names), verdict, _reasons(saying, results, verdict))
    return Answer(standing, tuple(names), None, _open(names, cited, results))


def _said(name: str, result: Result, rule: str) -> Verdict | None:
    found = {row["kind"] for row in result.rows}
    check = load_checks()[name]
    return check.proposes(result.verdict, rule=rule, found=found, complete=result.complete)


def _reasons(names: Iterable[str], results: Mapping[str, Result], verdict: Verdict) -> str:
    """Say what the checks found; what they found against other rules only is not this one's."""
    return "；".join(
        f"{name}：找到的不符與這一條無關"
        if (verdict, results[name].verdict) == (Verdict.CONFORMING, Verdict.NONCONFORMING)
        else f"{name}：{results[name].reason}"
        for name in names
    )


def _open(names: Iterable[str], rule: str, results: Mapping[str, Result]) -> str:
    """Say what is left to people; rows to look at are told where all of a check is of the rule."""
    checks = [check for name in names if rule not in (check := load_checks()[name]).refuted_by]
    review = sum(
        row["kind"] in check.for_review for check in checks for row in results[check.id].rows
    )
    listed = f"列出 {review} 項請人檢視，" if review else ""
    return f"檢測沒有找到違反這一條的；{listed}這一條還要看其他佐證。"
