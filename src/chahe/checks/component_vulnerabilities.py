"""元件弱點：系統使用的元件，已公告的弱點期限內更新或經風險接受

Every component of every list of parts (SBOM) is held against every advisory, by ecosystem and name,
and by the vendor and product of its CPE; its version against theirs in its ecosystem's own order
(PyPI, npm, Go, crates.io, Hex, Swift, Pub, Maven, NuGet, RubyGems, Packagist, Debian, Ubuntu,
Alpine, and Linuxes with RPM). Withdrawn advisories are none; those that share an id are one
vulnerability. Kinds of exception:

    vulnerable    a version has a vulnerability published more than `fix_days` before the test
    lapsed        the same, and the acceptance of it ended before the test

It is accepted by an entry for any of its ids, of this system or of any, with a reason, who accepted
it and a last day not before the test. How grave it is makes no difference.

The evidence is insufficient whatever it shows where a day lies after the test, a list is more than
`list_days` old or older than the last release of its system, or the newest advisory of an ecosystem
is more than `feed_days` old. It also is where nothing is broken but a list has no day, a system
of the record of releases no list or lists of several days, a component no version or ecosystem,
an ecosystem no advisory, a package of a Linux no release or a name that no advisory has (advisories
name sources, lists often what was built of them), or where an advisory cannot be compared with a
version or has no day. A component with a CPE needs no ecosystem where there are advisories by CPE.
Whether advisories were left out of the files, a person sees.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from ..deadlines import days_between, format_roc
from ..readers import Row, Table
from ..workflow import Verdict
from ._algorithms.source.releases import release_history
from ._algorithms.source.scans import Accepted
from ._algorithms.versions.advisories import Advisories, Vulnerability
from ._algorithms.versions.parts import Parts
from ._model import Parameter, Result, check

_RULES = ("twse/inspection-points@undated#10.5", "tpex/sto-assessment@undated#3.7.3")
_OURS = "本系統預設"
_GRADES = {"low": "低", "medium": "中", "high": "高", "critical": "嚴重"}


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={"vulnerable": "元件有逾期未處理的弱點", "lapsed": "弱點的風險接受已過期"},
    needs=("components", "component_advisories"),
    may_use=("risk_acceptances", "releases"),
    parameters=(
        Parameter("fix_days", "公告後更新或接受的期限", 30, "日", _OURS),
        Parameter("feed_days", "最新公告距檢測日的天數上限", 31, "日", _OURS),
        Parameter("list_days", "元件清單距檢測日的天數上限", 183, "日", _OURS),
    ),
)
def component_vulnerabilities(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every component with a vulnerability that nobody dealt with in time.

    >>> component_vulnerabilities.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    parts = Parts(tables["components"])
    advisories = Advisories(tables["component_advisories"])
    accepted = Accepted(tables["risk_acceptances"])
    history = release_history(tables["releases"])
    released = {key: max(each.released for each in held) for key, held in history.items()}
    found = [(source, row, advisories.about(row)) for source, row in parts.newest()]
    rows = [
        made
        for source, row, held in found
        for each in held
        if (made := _exception(source, row, each, accepted, on, parameters["fix_days"]))
    ]
    count = len(found)
    if doubt := _unreliable(parts, advisories, released, on, parameters):
        return Result(Verdict.INSUFFICIENT, doubt, count, tuple(rows))
    if rows:
        broken = len({(row["name"], row["component"], row["version"]) for row in rows})
        reason = f"{count} 個元件中有 {broken} 個不符，共 {len(rows)} 項弱點"
        return Result(Verdict.NONCONFORMING, reason, count, tuple(rows))
    missing = [history[key][-1].system for key in released if key not in parts.days]
    if missing:
        doubt = f"{len(missing)} 個上線的系統沒有元件清單（{missing[0]} 等）"
    doubt = doubt or parts.doubt(advisories) or _undecided(found, accepted, on)
    if doubt:
        return Result(Verdict.INSUFFICIENT, doubt, count)
    reason = f"共 {count} 個元件，沒有公告超過 {parameters['fix_days']} 日而未處理的弱點"
    return Result(Verdict.CONFORMING, reason, count)


def _exception(
    source: str, row: Row, found: Vulnerability, accepted: Accepted, on: date, days: int
) -> Row | None:
    if not found.sure or not found.published or days_between(found.published, on) <= days:
        return None
    until = _until(row, found, accepted)
    if until and until >= on:
        return None
    grade = f"（{_GRADES[found.severity]}）" if found.severity else ""
    why = (
        f"{row['component'][:80]} {row['version'][:40]} 有弱點 {found.name[:80]}{grade}，"
        f"{format_roc(found.published)}公告，至檢測日 {days_between(found.published, on)} 日，"
    )
    why += f"風險接受到{format_roc(until)}為止" if until else f"超過 {days} 日，沒有更新或風險接受"
    return {
        "name": row["system"],
        "component": row["component"],
        "version": row["version"],
        "vulnerability": found.name,
        "source": source,
        "line": row["line"],
        "kind": "lapsed" if until else "vulnerable",
        "why": why,
    }


def _until(row: Row, found: Vulnerability, accepted: Accepted) -> date | None:
    system = row["system"].strip().casefold()
    days = (accepted.until(system, each) for each in found.ids)
    return max((day for day in days if day), default=None)


def _unreliable(
    parts: Parts,
    advisories: Advisories,
    released: Mapping[str, date],
    on: date,
    parameters: Mapping[str, int],
) -> str:
    """Say why the evidence cannot be relied on, whatever it shows; "" if it can."""
    made = {key: max(days) for key, days in parts.days.items() if days}
    if any(day > on for day in (*made.values(), *released.values(), advisories.latest)):
        return "1 份以上的資料有檢測日之後的日期，請確認檢測日與匯出時間"
    for key, day in made.items():
        if day < released.get(key, day):
            last = format_roc(released[key])
            return f"{format_roc(day)}的元件清單早於系統 {key} {last}的上線，請重新產生"
        if days_between(day, on) > parameters["list_days"]:
            over = parameters["list_days"]
            return f"{format_roc(day)}的元件清單（{key}）距檢測日超過 {over} 日，請重新產生"
    for ecosystem in sorted(parts.ecosystems & set(advisories.newest)):
        newest, limit = advisories.newest[ecosystem], parameters["feed_days"]
        if days_between(newest, on) > limit:
            said = "沒有日期" if newest == date.min else format_roc(newest)
            return f"{ecosystem or 'CPE'} 最新的公告（{said}）距檢測日超過 {limit} 日，請重新下載"
    return ""


def _undecided(
    found: list[tuple[str, Row, list[Vulnerability]]], accepted: Accepted, on: date
) -> str:
    open_ones: Iterator[tuple[Row, Vulnerability]] = (
        (row, each)
        for _, row, held in found
        for each in held
        if (not each.sure or not each.published) and (_until(row, each, accepted) or date.min) < on
    )
    names = [f"{row['component']} {row['version']} 的 {each.name}" for row, each in open_ones]
    if not names:
        return ""
    return f"{len(names)} 項弱點無法認定是否影響所用的版本或何時公告（{names[0][:160]} 等）"
