"""Packets through random rules: an interpreter of the text against first match over the rows.

Where a row is narrowed it may match or not, so the text's verdict shall be among those possible;
where none is, it shall be the same. What firewall_redundancy says never takes effect, the text
shall never come to.
"""

from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address, ip_network

from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import of

from chahe.checks.firewall_redundancy import firewall_redundancy
from chahe.readers import Row
from chahe.readers.iptables_save import iptables_save

_CHAINS = ("A", "B")
_NETS = ("10.0.0.0/30", "10.0.0.2/31", "10.0.0.1/32", "0.0.0.0/0")


@dataclass(frozen=True)
class Packet:
    source: str
    destination: str
    incoming: str
    outgoing: str
    protocol: str
    port: int


def _maybe(*options: str) -> st.SearchStrategy[str]:
    return st.sampled_from(("",) * 2 * len(options) + options)


_OPTIONS = st.tuples(
    _maybe(*(f"{no}-s {net}" for no in ("", "! ") for net in _NETS)),
    _maybe(*(f"{no}-d {net}" for no in ("", "! ") for net in _NETS)),
    _maybe("-i eth0", "! -i eth0", "-i eth+", "-i tap0"),
    _maybe("-o eth0", "! -o tap0"),
    _maybe("-p tcp", "-p udp", "! -p tcp", "-p tcp --dport 1:2", "-p udp ! --dport 2",
           "-p tcp -m multiport --dports 1,3", "-p icmp"),
    _maybe("-m conntrack --ctstate NEW", "-m state --state ESTABLISHED,RELATED"),
).map(lambda parts: " ".join(part for part in parts if part))  # fmt: skip


def _rules(chain: str, *targets: str) -> st.SearchStrategy[list[tuple[str, str, str]]]:
    target = st.sampled_from(("-j ACCEPT", "-j DROP", *targets))
    return st.lists(st.tuples(st.just(chain), _OPTIONS, target), max_size=4)


_RULESETS = st.tuples(
    _rules("FORWARD", "-j A", "-j B", "-g A", "-j LOG"),
    _rules("A", "-j B", "-j RETURN", "-g B"),
    _rules("B", "-j RETURN", "-j REJECT"),
).map(lambda parts: [rule for part in parts for rule in part])
_PACKETS = st.builds(
    Packet,
    *(st.sampled_from(("10.0.0.0", "10.0.0.1", "10.0.0.3", "192.0.2.1")),) * 2,
    *(st.sampled_from(("eth0", "eth1", "tap0")),) * 2,
    st.sampled_from(("tcp", "udp", "icmp", "47")),
    st.integers(0, 4),
)


def _matches(options: str, packet: Packet) -> bool:
    words, negate, answers = options.split(), False, []
    while words:
        word = words.pop(0)
        if word == "!":
            negate = True
            continue
        value = words.pop(0)
        if word == "-m":
            continue
        answers.append(_one(word, value, packet) is not negate)
        negate = False
    return all(answers)


def _one(word: str, value: str, packet: Packet) -> bool:
    match word:
        case "-s":
            return ip_address(packet.source) in ip_network(value, strict=False)
        case "-d":
            return ip_address(packet.destination) in ip_network(value, strict=False)
        case "-i":
            return packet.incoming.startswith(value[:-1]) and value in (packet.incoming, "eth+")
        case "-o":
            return packet.outgoing == value
        case "-p":
            return packet.protocol == value
        case "--dport":
            low, _, high = value.partition(":")
            return int(low) <= packet.port <= int(high or low)
        case "--dports":
            return str(packet.port) in value.split(",")
    assert word in ("--state", "--ctstate")
    return "NEW" in value.split(",")


def _run(
    rules: list[tuple[str, str, str]], chain: str, packet: Packet, path: tuple[str, ...] = ()
) -> tuple[str, str]:
    """Return accept or deny and the rule that says so, "" where the chain leaves the packet."""
    mine = [(options, target) for held, options, target in rules if held == chain]
    for number, (options, target) in enumerate(mine, start=1):
        if not _matches(options, packet):
            continue
        here = (*path, f"{chain} {number}")
        verb, name = target.split()
        if name in _CHAINS:
            answer = _run(rules, name, packet, here)
            if answer[0] or verb == "-g":
                return answer
        elif name == "RETURN":
            return "", ""
        elif name != "LOG":
            return "accept" if name == "ACCEPT" else "deny", " → ".join(here)
    return "", ""


def _named(name: str, interface: str) -> bool:
    if name.startswith("!"):
        return interface != name[1:]
    return name in ("any", interface) or (name == "eth+" and interface.startswith("eth"))


def _covers(row: Row, packet: Packet) -> bool:
    ends = (("source", packet.source), ("destination", packet.destination))
    number = {"tcp": 6, "udp": 17, "icmp": 1, "47": 47}[packet.protocol]
    return (
        _named(row["source_interfaces"][0], packet.incoming)
        and _named(row["destination_interfaces"][0], packet.outgoing)
        and all(
            any(low <= int(ip_address(address)) <= high for low, high in row[f"{end}_ranges"])
            for end, address in ends
        )
        and any(
            low <= number <= high
            if protocol == "ip"
            else protocol == packet.protocol and (protocol == "icmp" or low <= packet.port <= high)
            for protocol, low, high in row["ports"]
        )
    )


@given(_RULESETS, st.sampled_from(("ACCEPT", "DROP")), st.lists(_PACKETS, min_size=1, max_size=8))
def test_first_match_over_rows_is_what_the_text_does(
    rules: list[tuple[str, str, str]], default: str, packets: list[Packet]
) -> None:
    lines = [f"-A {chain} {options} {target}" for chain, options, target in rules]
    lines += ["-A INPUT -s 192.0.2.9 -j DROP", "COMMIT"]
    declared = f":INPUT DROP [0:0]\n:FORWARD {default} [0:0]\n:A - [0:0]\n:B - [0:0]"
    text = "\n".join(("# Generated by iptables-save v1", "*filter", declared, *lines, ""))

    table = iptables_save.read(of(text))

    forward = [row for row in table.rows if row["vdom"] == "FORWARD"]
    result = firewall_redundancy.run({"firewall_policies": (table,)}, on=date(2026, 11, 21))
    covered = {
        row["policy"]
        for row in result.rows
        if row["vdom"] == "FORWARD" and row["kind"] in ("shadowed", "redundant")
    }
    for packet in packets:
        possible: set[str] = set()
        for row in forward:
            if _covers(row, packet):
                possible.add(row["action"])
                if not row["narrowed"]:
                    break
        else:
            possible.add("deny")
        truth, decided_by = _run(rules, "FORWARD", packet)
        truth = truth or ("accept" if default == "ACCEPT" else "deny")
        assert truth in possible
        assert decided_by not in covered
        if not any(row["narrowed"] for row in forward):
            assert possible == {truth}
