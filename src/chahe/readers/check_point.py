"""Check Point 存取規則（show access-rulebase，R80 以上）

Kind `firewall_policies`; its columns are in `fortigate.py`. Read is the JSON of `mgmt_cli show
access-rulebase name … details-level full --format json` (best with dereference-group-members true):
one page, several one after another, or a list of them, of one layer and of the inline layers its
rules apply. A row for each rule, sections in order; in place of a rule that applies a layer, those
of the layer, each asking for what both ask for:

    policy, vdom      the rule's number, of an inline layer's 5.2; the layer's name
    interfaces, roles any, as a rule has none, unless all a side names are security zones: those
                      Check Point ships (ExternalZone …) have a role. Traffic of a VPN community
                      comes from a tunnel
    users             access roles, where all the sources are
    action            Accept, and Ask, Inform and other questions to the user (narrowed), accept
    log               "disable" where track is None, else "all"
    comment           comments, then custom fields
    internet_services applications and categories
    source_kinds      updatable objects and Internet are "internet-service": a list of the vendor's
    vips              destinations with automatic static NAT
    schedule, _ends   names of time objects; the last day of the latest
    hits, last_hit    of `show-hits true`; None where the file has none
    narrowed          also VPN, time, content, install-on but Policy Targets, source ports, a type
                      of ICMP
    undecided         also a gateway: it has more addresses than its own

A gap: rules that a page missing holds; an inline layer that the file does not have, or that does
not end in a rule for all; several layers that no rule applies; what a rule that lets through names
and the file does not describe; and a public destination open to all, since where NAT leads it is
not in the file.
Of an Application layer alone, its cleanup is what it says: any to any.
"""

import re

from ._model import ReadError, Source, Table, reader
from ._parsing.check_point.pages import layers_in
from ._parsing.check_point.rules import rows_of
from ._parsing.firewall.json_text import Text
from ._parsing.text import peek

_OURS = re.compile(r'"(?:rulebase|objects-dictionary)"\s*:\s*\[')
_RULE = re.compile(r'"type"\s*:\s*"(?:access-rule|access-section|CpmiAnyObject|RulebaseAction)"')


def _sniff(head: bytes) -> bool:
    text = peek(head)
    return (
        text.lstrip()[:1] in ("{", "[")
        and _OURS.search(text) is not None
        and _RULE.search(text) is not None
    )


@reader(kind="firewall_policies", sniff=_sniff)
def check_point(source: Source) -> Table:
    """Read firewall policies.

    :raises ReadError: if it is not whole JSON of this form, a rule is there twice or lacks a field,
        a value cannot be read, or there is no rule at all
    """
    gaps: list[str] = []
    layers = layers_in(Text(source), gaps)
    rows = tuple(row for base in layers.outer for row in rows_of(base, layers, gaps))
    if not rows:
        raise ReadError("沒有任何存取規則，請確認規則層的名稱後重新匯出")
    if len({row["vdom"] for row in rows}) > 1:
        gaps.append("檔案裡有多個規則層，合起來的效果尚無法判讀，請每一層一個檔案")
    return Table("firewall_policies", rows, source.name, "check_point", tuple(dict.fromkeys(gaps)))
