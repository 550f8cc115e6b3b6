"""憑證效期：使用中的憑證都在效期內，且由憑證機構簽發

Every certificate of the lists, once. Kinds of exception:

    expired        it ended before the day of the test; the last day still counts
    not_begun      it begins after the day of the test
    self_signed    it is a server's or a person's, and names itself as its issuer
    ending         it ends within `warn_days`, and no later one of its names is listed: for a
                   person to see to, for it breaks nothing yet

A certificate that is not valid is set aside where another of the same names, or of these and more
(or of the same subject, where there are none), is valid on the day of the test: it was replaced.
One of an authority may be its own issuer, and one that ended is told as well, since what it signed
is then no longer trusted. One that has alternative names is a server's, even where it says that it
may sign others: so OpenSSL makes them by default (req -x509).

The lists are not dated and do not show what a server presents (`tls_configuration` does), so they
never show that a rule is kept. Where they hold authorities only, the evidence is insufficient.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from ..deadlines import days_between, format_roc
from ..readers import Table
from ..workflow import Verdict
from ._model import Parameter, Result, Row, check

_RULES = (
    "twse/mechanism@2018-11-30#7.1.c",
    "twse/mechanism@2018-11-30#8.6.c",
    "twse/mechanism@before-2018-11-30#7.1.c",
    "tsa/emerging-technology@2026-03-04#9.4",
)


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={
        "expired": "已到期",
        "not_begun": "尚未生效",
        "self_signed": "自簽憑證",
        "ending": "即將到期",
    },
    for_review=("ending",),
    needs=("certificates",),
    parameters=(
        Parameter("warn_days", "提示即將到期的天數", 30, "日", "本系統預設", stricter="more"),
    ),
)
def certificate_expiry(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every certificate that is not valid, or that nobody vouches for.

    >>> certificate_expiry.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    listed = {
        row["fingerprint"]: (table.source, row)
        for table in reversed(tables["certificates"])
        for row in reversed(table.rows)
    }
    found = list(reversed(listed.values()))
    valid = _Names(_key(row) for _, row in found if row["begins"] <= on <= row["ends"])
    ending = _ending([row for _, row in found], on, parameters["warn_days"])
    rows = [
        {
            "name": row["subject"],
            "source": source,
            "line": row["line"],
            "kind": kind,
            "why": why,
        }
        for source, row in found
        for kind, why in (
            *_broken(row, on, replaced=bool(valid.holding(_key(row)))),
            *_soon(row, on, ending),
        )
    ]
    broken = [row for row in rows if row["kind"] != "ending"]
    soon = f"；另有 {len(ending)} 張在 {parameters['warn_days']} 日內到期" if ending else ""
    if broken:
        reason = f"{len(found)} 張憑證中有 {len(broken)} 項不符{soon}"
        return Result(Verdict.NONCONFORMING, reason, len(found), tuple(rows))
    if all(_is_authority(row) for _, row in found):
        reason = f"{len(found)} 張都是憑證機構的憑證，沒有伺服器的憑證，請匯出完整"
        return Result(Verdict.INSUFFICIENT, reason, len(found), tuple(rows))
    reason = f"共 {len(found)} 張憑證，都在效期內或已換新，沒有自簽者{soon}"
    return Result(Verdict.CONFORMING, reason, len(found), tuple(rows))


_Key = tuple[bool, frozenset[str]]


def _key(row: Row) -> _Key:
    return _is_authority(row), frozenset(row["names"] or (row["subject"],))


def _is_authority(row: Row) -> bool:
    return row["is_ca"] and not row["names"]


class _Names:
    """What certificates are made out to, by each of their names."""

    def __init__(self, keys: Iterable[_Key]) -> None:
        self._by: dict[tuple[bool, str], set[_Key]] = {}
        for key in keys:
            for name in key[1]:
                self._by.setdefault((key[0], name), set()).add(key)

    def holding(self, key: _Key) -> list[_Key]:
        """Return those that hold all the names of a key."""
        fewest = min((self._by.get((key[0], name), set()) for name in key[1]), key=len)
        return [each for each in fewest if each[1] >= key[1]]


def _broken(row: Row, on: date, *, replaced: bool) -> Iterator[tuple[str, str]]:
    if row["ends"] < on and not replaced:
        yield (
            "expired",
            f"已於{format_roc(row['ends'])}到期，{days_between(row['ends'], on)} 日前",
        )
    if row["begins"] > on and not replaced:
        yield "not_begun", f"自{format_roc(row['begins'])}才生效"
    if row["self_signed"] and not _is_authority(row) and row["begins"] <= on <= row["ends"]:
        yield "self_signed", f"「{row['subject']}」由自己簽發，沒有憑證機構可驗證"


def _ending(rows: list[Row], on: date, days: int) -> set[str]:
    """Return the fingerprints of the valid that end soon and have no successor."""
    last: dict[_Key, Row] = {}
    for row in rows:
        if _key(row) not in last or last[_key(row)]["ends"] < row["ends"]:
            last[_key(row)] = row
    names = _Names(last)
    return {
        row["fingerprint"]
        for key, row in last.items()
        if 0 <= days_between(on, row["ends"]) <= days
        and all(last[each]["ends"] <= row["ends"] for each in names.holding(key))
    }


def _soon(row: Row, on: date, ending: set[str]) -> Iterator[tuple[str, str]]:
    if row["fingerprint"] in ending:
        left = days_between(on, row["ends"])
        yield "ending", f"將於{format_roc(row['ends'])}到期，還有 {left} 日，請安排換新"
