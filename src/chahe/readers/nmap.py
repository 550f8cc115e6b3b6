"""nmap 埠掃描結果（XML）

Kind `open_ports`, a row for each port of a host that nmap lists, whatever its state:

    host                        str, the name nmap has for it, else its address
    address                     str
    port                        int; None for a host that is up and has no port listed
    protocol                    "tcp", "udp", "sctp", …; "" where `port` is None
    state                       nmap's word: "open", "closed", "filtered", "open|filtered", …; or ""
    service, product, version   str, "" where nmap does not say
    probed                      bool, nmap asked the service, and did not tell it by its port alone
    tunnel                      "ssl" where the service speaks through TLS, else ""
    tried                       tuple of (protocol, low, high), the ports the whole scan tried,
                                sorted and separate; () where the file does not say
    answered                    bool, a port of the host, listed or counted, was open or closed
    filtered                    bool, a port of the host, listed or counted, was filtered
    scanned                     date in Taipei the scan of the host ended, or None
    line                        int

Hosts that are down have no row, nor have ports that nmap only counts (`extraports`). Gaps (elements
of nmap.dtd): a scan that did not end in success, targets that were skipped, hosts whose ports were
not scanned (given up for time, or only pinged, -sn, or listed, -sL), and hosts with ports that are
only counted though they may be open (`open|filtered`).
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.ranges import merge
from ._parsing.scanned_host import port_of
from ._parsing.xml_push import Attributes, Element, Push, outermost

_TAIPEI = timezone(timedelta(hours=8))
_SERVICE = {"service": "name", "product": "product", "version": "version"}
_FILTERED = ("filtered", "open|filtered", "closed|filtered")
_SHOWN = 3
_MOST_INFOS, _MOST_SPANS = 16, 65536  # of one scan; nmap writes one for each protocol
_Span = tuple[str, int, int]


def _sniff(head: bytes) -> bool:
    return outermost(head)[0] == "nmaprun"


@reader(kind="open_ports", sniff=_sniff)
def nmap(source: Source) -> Table:
    """Read ports.

    :raises ReadError: for what `Push.run` refuses, a host without an address, a port or time that
        cannot be read, or no host that is up
    """
    scan = _Scan(source)
    if not scan.rows:
        raise ReadError("掃描結果裡沒有任何開機中的主機，請確認掃描範圍後重新掃描")
    return Table("open_ports", tuple(scan.rows), source.name, "nmap", tuple(scan.gaps()))


class _Scan:
    """The rows so far, how the scan ended, and the host being read."""

    def __init__(self, source: Source) -> None:
        self.rows: list[dict[str, Any]] = []
        self.ended = ""
        self._push = Push(source)
        self._line = 0
        self._host: dict[str, Any] = {}
        self._up = self._scanned = self._timed_out = self._uncertain = False
        self._unscanned: list[str] = []
        self._skipped: list[str] = []
        self._counted: list[str] = []
        self._ports: list[dict[str, Any]] = []
        self._infos = 0
        self._tried: list[_Span] = []
        self._shared: tuple[_Span, ...] = ()
        port = Element(
            {"state": Element(opened=self._state), "service": Element(opened=self._service)},
            opened=self._port,
        )
        host = Element(
            {
                "status": Element(opened=self._status),
                "address": Element(opened=self._address),
                "hostnames": Element({"hostname": Element(opened=self._name)}),
                "ports": Element(
                    {"port": port, "extraports": Element(opened=self._count)},
                    opened=self._open_ports,
                ),
            },
            opened=self._open,
            closed=self._close,
        )
        finished = Element({"finished": Element(opened=self._finished)})
        target = Element(opened=self._target)
        info = Element(opened=self._scan_info)
        whole = Element({"scaninfo": info, "host": host, "target": target, "runstats": finished})
        self._push.run({"nmaprun": whole}, "nmap 的 XML")

    def gaps(self) -> Iterator[str]:
        if self.ended != "success":
            yield "掃描沒有正常結束，請重新掃描"
        for names, what in (
            (self._unscanned, "台主機沒有掃描連接埠，或逾時未掃描完，請重新掃描"),
            (self._counted, "台主機有可能開放的連接埠只列出數目，請改用能判斷的掃描方式"),
            (self._skipped, "個掃描對象被略過，請更正後重新掃描"),
        ):
            if names:
                yield f"{len(names)} {what}（例如 {'、'.join(names[:_SHOWN])}）"

    def _scan_info(self, attributes: Attributes) -> None:
        protocol, parts = attributes.get("protocol", ""), attributes.get("services", "").split(",")
        try:
            self._infos += 1
            if self._infos > _MOST_INFOS or len(parts) > _MOST_SPANS:
                raise ValueError(protocol)
            spans = merge(_span(part) for part in parts if part)
        except ValueError:
            raise self._push.error("看不懂掃描了哪些連接埠，請重新匯出", "services") from None
        self._tried += [(protocol, low, high) for low, high in spans]
        self._shared = tuple(sorted(self._tried))

    def _target(self, attributes: Attributes) -> None:
        if attributes.get("status") == "skipped":
            self._skipped.append(attributes.get("specification", "")[:80])

    def _open(self, attributes: Attributes) -> None:
        self._line, self._up, self._ports = self._push.line, True, []
        self._scanned = self._uncertain = False
        self._timed_out = attributes.get("timedout") == "true"
        self._host = {
            **{"host": "", "address": "", "answered": False, "filtered": False},
            "scanned": self._day(attributes.get("endtime")),
        }

    def _status(self, attributes: Attributes) -> None:
        self._up = attributes.get("state") != "down"

    def _address(self, attributes: Attributes) -> None:
        if attributes.get("addrtype") != "mac":
            self._host["address"] = self._host["address"] or attributes.get("addr", "")

    def _name(self, attributes: Attributes) -> None:
        self._host["host"] = self._host["host"] or attributes.get("name", "")

    def _open_ports(self, _: Attributes) -> None:
        self._scanned = not self._timed_out

    def _count(self, attributes: Attributes) -> None:
        state = attributes.get("state", "")
        self._uncertain = self._uncertain or state.startswith("open")
        self._note(state)

    def _note(self, state: str) -> None:
        self._host["answered"] = self._host["answered"] or state in ("open", "closed")
        self._host["filtered"] = self._host["filtered"] or state in _FILTERED

    def _port(self, attributes: Attributes) -> None:
        try:
            port = port_of(attributes.get("portid", ""))
        except ValueError:
            raise self._push.error("連接埠應為 0 至 65535，請重新匯出", "portid") from None
        self._ports.append(self._row(port, attributes.get("protocol", ""), self._push.line))

    def _state(self, attributes: Attributes) -> None:
        self._ports[-1]["state"] = attributes.get("state", "")
        self._note(self._ports[-1]["state"])

    def _service(self, attributes: Attributes) -> None:
        for column, name in _SERVICE.items():
            self._ports[-1][column] = attributes.get(name, "")
        self._ports[-1]["probed"] = attributes.get("method") == "probed"
        self._ports[-1]["tunnel"] = attributes.get("tunnel", "")

    def _close(self) -> None:
        host = self._host
        if not self._up:
            return
        if not host["address"]:
            raise ReadError("主機沒有位址，請重新匯出", line=self._line, column="address")
        host["host"] = host["host"] or host["address"]
        if not self._scanned:
            self._unscanned.append(host["host"][:80])
        if self._uncertain:
            self._counted.append(host["host"][:80])
        host["tried"] = self._shared
        for row in self._ports or [self._row(None, "", self._line)]:
            self.rows.append(row | host)

    def _finished(self, attributes: Attributes) -> None:
        self.ended = attributes.get("exit", "success")

    def _row(self, port: int | None, protocol: str, line: int) -> dict[str, Any]:
        return {
            **self._host,
            "port": port,
            "protocol": protocol,
            **dict.fromkeys(("state", *_SERVICE, "tunnel"), ""),
            "probed": False,
            "line": line,
        }

    def _day(self, epoch: str | None) -> date | None:
        if not epoch:
            return None
        try:
            if int(epoch) < 0:
                raise ValueError(epoch)
            return datetime.fromtimestamp(int(epoch), _TAIPEI).date()
        except (ValueError, OverflowError, OSError):
            raise self._push.error("看不懂掃描結束的時間，請重新匯出", "endtime") from None


def _span(text: str) -> tuple[int, int]:
    """Read "22" or "1-1000".

    :raises ValueError: for anything else
    """
    low, _, high = text.partition("-")
    first, last = port_of(low) or 0, port_of(high or low) or 0
    if first > last:
        raise ValueError(text)
    return first, last
