"""開放的服務：主機上開放的連接埠都經核准，沒有高風險的服務

Every port that nmap found open is held against the firm's list of services that may be open, if
it is there: an entry about the machine (by name, address, network, zone, or all), the protocol and
the port, with a purpose and an approver, whose last day is not past. An entry for more than
`wide_ports` ports allows nothing. Kinds of exception:

    cleartext          FTP, Telnet, TFTP, POP3, IMAP, VNC or an r-command, which no entry allows
    cleartext_login    of these, a remote log-in at a public address
    exposed            a database, remote administration or file sharing at a public address, which
                       no entry allows
    database_in_dmz    a database on a machine of a dmz, which no entry allows
    not_listed         any other open port, where the list is there and no entry allows it
    expired            an entry allowed it until a day that is past
    iot_open           any of these on what the register calls IoT (a camera, a copier, …)
    iot_public         such a device at a public address
    unexpected_host    a machine that answers, and is not in the register
    retired_host       one that answers, though the register says it is retired by then
    cleartext_listed   an entry allows what is in clear text: whether it is guarded, a person sees

Where a scan was made from is not in its file: a public address is taken to be scanned from outside,
as the how-to asks. A machine that was retired since it last answered is left alone. What is not in
the register and lies in a zone of guests or partners is not the firm's. Without the list only what
is risky is judged (`_algorithms/services/risky.py`), without the register every machine that
answered.

The evidence is insufficient whatever it shows where a scan lies after the day of the test, or the
newest is more than `evidence_days` before it; older scans count for nothing. It also is where
nothing is broken but a machine of the register that is part of an information system was not
scanned, or all its ports were filtered, fewer than `tcp_ports` ports of TCP were tried, a scan has
no day or did not end, a host could be two machines, the hosts that are not in the register are no
more than its machines without an address that were not seen, a public address that answers is not
in the register, or a port only may be open, or the entry that would allow it names what nobody
knows. UDP is judged as far as it was scanned. A port that a firewall hides from where the scan was
made is not seen, so nothing here shows that a rule is kept.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from ..deadlines import format_roc
from ..readers import Table
from ..workflow import Verdict
from ._algorithms.machines.register import Machine, Register
from ._algorithms.services.allowed import Entry, Zones, entries_on
from ._algorithms.services.covered import incomplete, machines_covered
from ._algorithms.services.placed import Seen, place
from ._algorithms.services.risky import CLEAR, DATABASE, INNER, LOGIN, risk_of
from ._algorithms.services.sweeps import Sweeps
from ._model import Parameter, Result, Row, check

_UNAUTHORISED = (
    *("cleartext", "cleartext_login", "exposed", "database_in_dmz", "not_listed", "expired"),
    "iot_open",
)
_IOT = ("iot_open", "iot_public")
_EDITIONS = ("2018-11-30", "before-2018-11-30")
_REFUTED_BY = {
    "tpex/sto-assessment@undated#3.10.5": _UNAUTHORISED,
    "twse/inspection-points@undated#4.1": ("unexpected_host", "retired_host"),
    "twse/inspection-points@undated#7.5": ("cleartext_login",),
    **{
        f"twse/mechanism@{edition}#{path}": kinds
        for edition in _EDITIONS
        for path, kinds in (
            ("1.1", ("unexpected_host",)),
            ("4.1", ("unexpected_host", "retired_host")),
            ("7.1.b.d", ("cleartext_login", "exposed")),
        )
    },
    "twse/mechanism@2018-11-30#12.4.c": _IOT,
    "twse/control-standard-2018@undated#1.4.3": _IOT,
    "tsa/emerging-technology@2026-03-04#7.1.4": _IOT,
}
_REVIEW = "cleartext_listed"
_TOLD = {
    "cleartext": "以明文傳送登入資訊與資料",
    "cleartext_login": "在公開位址提供明文的遠端登入",
    "exposed": "在公開位址提供只該內部使用的服務",
    "database_in_dmz": "DMZ 的主機開放資料庫",
    "not_listed": "不在允許開放的服務清單上",
}


@check(
    rules=tuple(_REFUTED_BY),
    only_refutes=tuple(_REFUTED_BY),
    refuted_by=_REFUTED_BY,
    kinds={
        "cleartext": "明文服務",
        "cleartext_login": "公開位址的明文遠端登入",
        "exposed": "內部服務對外開放",
        "database_in_dmz": "DMZ 開放資料庫",
        "not_listed": "未經核准的服務",
        "expired": "核准已到期",
        "iot_open": "物聯網設備的多餘服務",
        "iot_public": "物聯網設備用公開位址",
        "unexpected_host": "不在清冊上的主機",
        "retired_host": "已停用卻仍在線上的主機",
        _REVIEW: "經核准的明文服務",
    },
    for_review=(_REVIEW,),
    needs=("open_ports",),
    may_use=("allowed_services", "hosts", "network_zones"),
    parameters=(
        Parameter(
            "evidence_days",
            "掃描距檢測日的天數上限",
            183,
            "日",
            "本系統預設（比照每半年一次的弱點掃描）",
        ),
        Parameter(
            "tcp_ports",
            "每台主機應掃描的 TCP 連接埠數下限",
            65535,
            "個連接埠",
            "本系統預設（全部，nmap -p-）",
            stricter="more",
        ),
        Parameter(
            "wide_ports",
            "清單一列可允許的連接埠數上限",
            16384,
            "個連接埠",
            "本系統預設（49152–65535 全部，RFC 6335 §6）",
        ),
    ),
)
def open_services(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every open port that nobody approved or that is a risk, and every unknown machine.

    >>> open_services.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    register = Register(tables["hosts"], on)
    sweeps = Sweeps(tables["open_ports"], on, parameters["evidence_days"])
    listed, registered = (
        any(table.rows for table in tables[kind]) for kind in ("allowed_services", "hosts")
    )
    placed = place(sweeps, register, Zones(tables["network_zones"]), tables["allowed_services"])
    seen = list(placed)
    judge = _Judge(on, parameters["wide_ports"], listed)
    ports = [found for each in seen for found in judge.ports(each)]
    rows = [row for sure, row in ports if sure]
    unknown = [each for each in seen if registered and _is_unknown(each)]
    nameless = _unplaced(seen, register)
    if len(unknown) > len(nameless):
        rows += [_unexpected(each) for each in unknown]
    rows += [_retired(each) for each in seen if _is_retired(each)]
    rows += [row for each in seen for row in _public_thing(each)]
    broken = [row for row in rows if row["kind"] != _REVIEW]
    covered = machines_covered(seen, registered=registered)
    count = len(covered)
    if doubt := sweeps.unreliable():
        return Result(Verdict.INSUFFICIENT, doubt, count, tuple(rows))
    if broken:
        held = len({row["name"] for row in broken})
        reason = f"{len(seen)} 台掃描到的主機中有 {held} 台不符，共 {len(broken)} 項"
        return Result(Verdict.NONCONFORMING, reason, count, tuple(rows))
    doubt = incomplete(sweeps, seen, register, covered, parameters["tcp_ports"]) or _unsure(ports)
    doubt = doubt or _maybe_listed(unknown, nameless)
    if doubt or not count:
        reason = doubt or "掃描結果裡沒有可以檢測的主機，請確認掃描範圍與清冊"
        return Result(Verdict.INSUFFICIENT, reason, count, tuple(rows))
    how = "都經核准" if listed else "沒有高風險的服務；沒有允許開放的服務清單，其他的未比對"
    hidden = sum(each.host.filtered for each in seen)
    also = f"；{hidden} 台有連接埠被過濾，從掃描點看不到" if hidden else ""
    return Result(
        Verdict.CONFORMING, f"共 {count} 台主機，開放的連接埠{how}{also}", count, tuple(rows)
    )


class _Judge:
    """What open ports are, on a day."""

    def __init__(self, on: date, wide: int, listed: bool) -> None:
        self._on, self._wide, self._listed = on, wide, listed

    def ports(self, seen: Seen) -> Iterator[tuple[bool, Row]]:
        """Yield each exception of a host's open ports, and whether it surely is one."""
        if seen.is_guest and not seen.machines:
            return
        for source, port in seen.host.open_ports():
            at = f"{port['port']}/{port['protocol']}"
            service = " ".join(filter(None, (port["service"], port["product"])))[:80]
            where = {"name": seen.name, "port": at, "source": source, "line": port["line"]}
            for sure, kind, why in self._judged(seen, port):
                told = f"{at}（{service or '服務不明'}）{why}"
                sure = sure and (port["state"] == "open" or kind == _REVIEW)
                yield sure, {**where, "kind": kind, "why": told}

    def _judged(self, seen: Seen, port: Row) -> Iterator[tuple[bool, str, str]]:
        risk = risk_of(port)
        held = entries_on(seen.entries, port)
        narrow = [each for each in held if each.width <= self._wide and each.approved]
        ours = [each for each in narrow if not each.unplaced]
        if any(self._holds(each) for each in ours):
            if risk in (LOGIN, CLEAR):
                yield True, _REVIEW, "經核准，但以明文傳送，請確認有補償措施"
            return
        sure = not any(each.unplaced and self._holds(each) for each in narrow)
        kind = self._kind(seen, risk, bool(ours))
        if kind:
            why = _TOLD[kind] + self._nearly(held)
            yield sure, ("iot_open" if seen.is_thing else kind), why
        if ours:
            last = format_roc(max(each.row["until"] for each in ours))
            yield sure, ("iot_open" if seen.is_thing else "expired"), f"的核准到{last}為止"

    def _holds(self, entry: Entry) -> bool:
        return entry.row["until"] is None or bool(entry.row["until"] >= self._on)

    def _kind(self, seen: Seen, risk: str, was_listed: bool) -> str:
        if risk == LOGIN and seen.is_public:
            return "cleartext_login"
        if risk in (LOGIN, CLEAR):
            return "cleartext"
        if risk in (DATABASE, INNER) and seen.is_public:
            return "exposed"
        if risk == DATABASE and "dmz" in seen.uses:
            return "database_in_dmz"
        return "not_listed" if self._listed and not was_listed else ""

    def _nearly(self, held: list[Entry]) -> str:
        """Say why an entry of the list that holds a port does not allow it."""
        for each in held:
            if not each.unplaced and not (each.approved and each.width <= self._wide):
                what = "一次開放的連接埠太多" if each.approved else "沒有用途或核准人"
                return f"；{each.source} 第 {each.row['line']} 行{what}，不算核准"
        return ""


def _is_unknown(seen: Seen) -> bool:
    ours = seen.host.answered and not seen.is_guest and not seen.is_public
    return ours and not seen.machines


def _unexpected(seen: Seen) -> Row:
    return _whole(seen, "unexpected_host", f"{seen.host.address} 有回應，卻不在清冊上")


def _is_retired(seen: Seen) -> bool:
    machines = seen.machines if seen.host.answered and not seen.is_guest else []
    return bool(machines) and not any(each.in_use for each in machines)


def _retired(seen: Seen) -> Row:
    return _whole(seen, "retired_host", f"{seen.host.address} 在清冊上已停用，卻仍有回應")


def _unplaced(seen: list[Seen], register: Register) -> list[Machine]:
    """Return the machines in use without an address that no host is known to be."""
    placed = {machine for each in seen for machine in each.machines}
    return [each for each in register.in_use if not each.addresses and each not in placed]


def _maybe_listed(unknown: list[Seen], nameless: list[Machine]) -> str:
    if not unknown:
        return ""
    which = f"（{unknown[0].name} 等）可能是清冊上沒有位址的主機（{nameless[0].name} 等）"
    return f"{len(unknown)} 台有回應的主機{which}，請在清冊補上位址"


def _public_thing(seen: Seen) -> Iterator[Row]:
    if seen.host.answered and seen.is_thing and seen.is_public:
        yield _whole(seen, "iot_public", f"使用公開位址 {seen.host.address}")


def _whole(seen: Seen, kind: str, why: str) -> Row:
    where = {"name": seen.name, "source": seen.host.source, "line": seen.host.line}
    return {**where, "kind": kind, "why": why}


def _unsure(ports: list[tuple[bool, Row]]) -> str:
    left = [f"{row['name']} 的 {row['port']}" for sure, row in ports if not sure]
    if not left:
        return ""
    return f"{len(left)} 個連接埠無法判斷是否開放或是否經核准（{left[0]} 等），請補充掃描或更正清單"
