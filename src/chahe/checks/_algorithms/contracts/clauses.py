"""Which clauses the text of a contract has, told by words.

Words show that a contract speaks of a thing, not that what it says suffices: a person must read
each passage, and no contract ever passes. The words are many, since a clause that is there under
another word must not be called missing.

A clause is missing for certain only where the text is whole: the place of signing is reached, and
every annex it names is there (a paragraph after the signing that begins with its name). Otherwise
the evidence is insufficient, as it is where the title does not say that work is given to others, or
the contract was signed after the day of the check.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ....deadlines import format_roc
from ....readers import Table
from ....workflow import Verdict
from ..._model import Result, Row

_GIVEN_TO_OTHERS = re.compile(
    "委外|委託|委任|外包|承攬|維護|維運|服務|代管|託管|雲端|開發|建置|租用|主機|顧問|支援"
)
_ANNEX = re.compile(r"附(?:件|錄|表|約)(?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2}|[a-z])?")
_SIGNING = re.compile(r"中華民國.{0,20}年.{0,8}月.{0,8}日|立(?:契約書|合約書|約)人.{0,200}")
_UNNUMBERED = ("附件", "附錄", "附表", "附約")
_SHOWN = 40


@dataclass(frozen=True)
class Clause:
    """A clause a rule asks for: a 第…條 has it that has one of the words of every group."""

    title: str
    words: tuple[tuple[str, ...], ...]

    def passage(self, rows: tuple[Row, ...]) -> Row | None:
        """Return the first paragraph, after the title, of the first 第…條 that has it."""
        for _, paragraphs in groupby(_body(rows), key=lambda row: row["clause"]):
            held = list(paragraphs)
            text = "".join(_plain(row["text"]) for row in held)
            if all(_has(text, group) for group in self.words):
                first = (row for row in held if _has(_plain(row["text"]), self.words[0]))
                return next(first, held[0])
        return None


def judge(tables: tuple[Table, ...], on: date, clauses: Mapping[str, Clause]) -> Result:
    """Name every clause that is not in a contract; never conforming."""
    held = [table for table in tables if table.rows]
    rows: list[Row] = []
    sure: list[int] = []
    said: list[str] = []
    for table in held:
        missing = [kind for kind, clause in clauses.items() if not clause.passage(table.rows)]
        doubt = _doubt(table, on)
        rows += [_row(table, kind, clauses[kind], doubt) for kind in missing]
        if missing and not doubt:
            sure.append(len(missing))
        passages = "、".join(_found(table.rows, clauses)) or "這些條文一項也找不到"
        said.append(f"{_name(table)}：{doubt or passages}")
    if sure:
        lacking = f"{len(held)} 份契約中有 {len(sure)} 份缺少條文，共 {sum(sure)} 項"
        reason = f"{lacking}；{'；'.join(said[:3])}"
        return Result(Verdict.NONCONFORMING, reason, len(held), tuple(rows))
    reason = f"{len(held)} 份契約須請人工確認條文內容；{'；'.join(said[:3])}"
    return Result(Verdict.INSUFFICIENT, reason, len(held), tuple(rows))


def _body(rows: tuple[Row, ...]) -> Iterator[Row]:
    return (row for row in rows if _plain(row["text"]) != _plain(row["contract"]))


def _has(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


def _row(table: Table, kind: str, clause: Clause, doubt: str) -> Row:
    why = f"契約全文 {len(table.rows)} 段找不到「{clause.title}」的條文，請人工複核用語"
    if doubt:
        why = f"{len(table.rows)} 段裡找不到「{clause.title}」的條文，但{doubt}"
    first = table.rows[0]
    where = {"name": _name(table), "source": table.source, "line": first["line"]}
    return {**where, "kind": kind, "why": why}


def _found(rows: tuple[Row, ...], clauses: Mapping[str, Clause]) -> Iterator[str]:
    ends = next(iter(_signing(rows)), len(rows))
    annexed = {row["line"] for row in rows[ends:]}
    for clause in clauses.values():
        row = clause.passage(rows)
        if row:
            numbered = row["clause"] and row["line"] not in annexed
            where = row["clause"] if numbered else f"第 {row['line']} 行"
            yield f"{clause.title}見{where}「{_plain(row['text'])[:_SHOWN]}」"


def _name(table: Table) -> str:
    first = table.rows[0]
    by = f"（{first['contractor']}）" if first["contractor"] else ""
    return f"{first['contract']}{by}"


def _doubt(table: Table, on: date) -> str:
    first = table.rows[0]
    if table.gaps:
        return table.gaps[0]
    if not _GIVEN_TO_OTHERS.search(first["contract"]):
        return "名稱看不出是委外契約，請人工認定"
    if first["signed"] and first["signed"] > on:
        return f"簽約日{format_roc(first['signed'])}在檢測日之後"
    texts = [_plain(row["text"]) for row in table.rows]
    signing = _signing(table.rows)
    if not signing:
        return "沒有簽約日期或立契約書人，全文可能不完整"
    named = {found for text in texts for found in _ANNEX.findall(text)}
    there = {found[0] for text in texts[signing[0] :] if (found := _ANNEX.match(text))}
    absent = sorted(name for name in named - there if not (there and name in _UNNUMBERED))
    return f"提到{'、'.join(absent[:3])}但檔案裡沒有，請附在全文之後" if absent else ""


def _signing(rows: tuple[Row, ...]) -> list[int]:
    """Return the places of the paragraphs in which a contract is signed, after its clauses."""
    return [
        at
        for at, row in enumerate(rows)
        if row["clause"] and _SIGNING.fullmatch(_plain(row["text"]))
    ]


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
