"""Cisco ASA 設定（show running-config，含 FTD 的 LINA）

Kind `firewall_policies`; its columns are in `fortigate.py`. Read is a whole running configuration,
from its version to its checksum; of a device with contexts, one a context, each a file or together,
and `show access-list` of each before or after it. A row for each entry of an extended list that is
applied: on the way in, then everywhere (global), then on the way out. Of each column:

    policy            list and number, as `show access-list` counts: "OUTSIDE_IN 3"
    vdom              "root"; with contexts, the context's hostname; of lists on the way out with
                      （out）, since what they let through has passed another list; of those that
                      filter a VPN (vpn-filter) with （VPN）
    interfaces        what the list is applied to, "any" on the other side; of FTD, `ifc`; of a VPN,
                      the group policies and users it filters, whose role is tunnel
    roles             by route, name and security level (`_parsing/asa/interfaces.py`); of a list
                      that names no egress, those of the interfaces its addresses lead to. On the
                      way out the source is "private": what comes from the internet was let in by a
                      row of its own
    comment           the remarks right above an entry, and of no other
    log               "all" where a message about it is kept (`_parsing/asa/recording.py`)
    vips              destinations that static NAT publishes (lists name real addresses:
                      real_destination)
    hits, last_hit    of `show access-list`, where its entry is the same
    schedule, _ends   the time-range; the last day it is absolute to
    narrowed          also source ports, a type of ICMP, TrustSec, and port names (sqlnet, kerberos)
                      that releases differ over
    implicit          an interface with no list reaches those of a lower level: a row where there is
                      no global list. The deny at the end of every list is no row
    disabled          `inactive`, and lists that nothing names; where RADIUS lets VPN users in, it
                      may name one: a gap
    FTD               an entry of trust, deny or an L4 rule is a row, named as the rule. What is
                      permitted to an L7 rule, Snort decides: a gap, and no row. What a prefilter
                      permits goes on to the rules. Comments are not in the file: a gap

A gap: lists to the device itself (control-plane), per user, of type ethertype, webtype or standard,
where they are applied; ASA before 8.3, whose lists name addresses before NAT. Not seen is what
passes no list: a VPN's traffic under `sysopt connection permit-vpn` and no filter.
"""

import re
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.asa.config import Device, devices_of
from ._parsing.asa.lists import Lists
from ._parsing.text import lines, peek

_OURS = re.compile(
    r"^(?:(?:ASA|PIX|NGFW) Version \d"
    r"|access-list \S+ (?:line \d+ )?(?:extended|advanced) (?:permit|deny|trust) )",
    re.M,
)
_REAL_ADDRESSES = (8, 3)


def _sniff(head: bytes) -> bool:
    return _OURS.search(peek(head)) is not None


@reader(kind="firewall_policies", sniff=_sniff)
def cisco_asa(source: Source) -> Table:
    """Read firewall policies.

    :raises ReadError: if the configuration is cut short, holds no policy, names a context twice, or
        a value that a policy stands on cannot be read
    """
    devices = devices_of(lines(source))
    gaps: list[str] = []
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    for device in devices:
        if device.mode == "<system>":
            continue
        vdom = device.name if device.mode or len(devices) > 1 else "root"
        if vdom in seen:
            raise ReadError(f"「{vdom[:40]}」的設定出現兩次，請一台設備一個檔案", line=device.line)
        seen.add(vdom)
        rows += Lists(device, vdom, gaps).rows()
        gaps += _told_elsewhere(device, vdom)
    gaps += _unseen_contexts(devices)
    if not rows and not gaps:
        raise ReadError("沒有任何套用中的存取規則，請確認是否為上線設備的完整設定")
    return Table("firewall_policies", tuple(rows), source.name, "cisco_asa", tuple(gaps))


def _told_elsewhere(device: Device, vdom: str) -> list[str]:
    if device.product == "NGFW":
        return [f"「{vdom}」是 FTD，規則的註記在管理中心（FMC、FDM），不在檔案中"]
    if device.version < _REAL_ADDRESSES:
        return [f"「{vdom}」的版本早於 8.3，規則寫的是 NAT 前的位址，實際對象不在規則中"]
    return []


def _unseen_contexts(devices: list[Device]) -> list[str]:
    named = {
        block.words[1]: device
        for device in devices
        if device.mode == "<system>"
        for block in device.of("context")
        if block.words[1:]
    }
    held = sum(device.mode == "<context>" for device in devices)
    if held >= len(named):
        return []
    return [f"系統設定列有 {len(named)} 個 context（{'、'.join(named)}），檔案中只有 {held} 個"]
