"""Palo Alto PAN-OS 設定（running-config.xml、Panorama 匯出）

Kind `firewall_policies`; its columns are in `fortigate.py`. Read is the XML of a whole
configuration, as exported or as the API answers. A row for each security rule, in the order a
packet meets them: Panorama's before, the firewall's own, Panorama's after. Of each column:

    policy, name      the rule's name
    vdom              the vsys; of Panorama, each device group that holds firewalls or has none
                      below it, with all it inherits
    interfaces        zones; within a zone (intrazone), those from are those to
    roles             by route, interface and name (`_parsing/panos/zones.py`)
    action            allow accepts; deny, drop and the resets deny
    destination       a rule names the address before NAT: what destination NAT publishes is in
                      `vips` and stands for where it leads
    ports             of services; service-http and -https are PAN-OS's own. Where the service is
                      any or application-default, an application limits it: its ports are those the
                      file gives, or else it is in `internet_services`. Any application by default
                      ports is any service (narrowed)
    source_kinds      a region is "geography", a list of the vendor's (panw-…) "internet-service"
    users             source-user but for any and unknown
    log               "all" for log-end, which is on unless the file says no, or log-start
    inspected         a group of profiles, or a profile
    comment           the description; without one, the tags, which somebody wrote too
    narrowed          also an application, URL category, HIP, user, kind of rule or target device
    schedule, _ends   the last day of all its periods, where it does not recur
    default rules     a row for interzone-default where it was made to allow. What stays within a
                      zone (intrazone-default) is let through as it is within an interface of a
                      FortiGate: no row

A gap: the firewalls' own rules, in a file of Panorama's; Panorama's rules, in a file that has none
of a firewall it manages; an external list as the source of what is let through; what a rule that
lets through names and the file does not define; and NAT of any destination.
"""

import re
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.panos.places import places_in
from ._parsing.panos.rules import Rules
from ._parsing.panos.tree import read_tree
from ._parsing.panos.zones import Zones
from ._parsing.text import peek
from ._parsing.xml_push import outermost

_OURS = re.compile(
    r'<config\b[^>]*\burldb="'
    r"|<(?:mgt-config|deviceconfig|device-group|rulebase|pre-rulebase|post-rulebase|vsys)\b"
)


def _sniff(head: bytes) -> bool:
    return outermost(head)[0] in ("config", "response") and _OURS.search(peek(head)) is not None


@reader(kind="firewall_policies", sniff=_sniff)
def palo_alto(source: Source) -> Table:
    """Read firewall policies.

    :raises ReadError: if it is not whole XML of this form, has no rule, names one twice, or a value
        that a rule stands on cannot be read
    """
    config = read_tree(source)
    gaps: list[str] = []
    places = places_in(config, gaps)
    networks = list(config.all("devices", "entry", "network"))
    rows: list[dict[str, Any]] = []
    for place in places:
        rows += Rules(place, Zones(list(place.scopes), networks), gaps).rows()
    if not rows:
        raise ReadError("沒有任何安全性規則（security rules），請匯出完整的設定檔")
    return Table("firewall_policies", tuple(rows), source.name, "palo_alto", tuple(gaps))
