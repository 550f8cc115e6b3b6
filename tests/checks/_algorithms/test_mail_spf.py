import pytest

from chahe.checks._algorithms.mail.spf import Spf, parse_spf


@pytest.mark.parametrize(
    ("text", "spf"),
    [
        ("v=spf1", Spf("", 0, "", "", "")),
        ("v=spf1 -ALL", Spf("-", 0, "", "", "")),
        ("v=spf1 a/24 mx:b.example.com//64 ptr exists:%{i}.x ~all", Spf("~", 4, "", "", "")),
        ("v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 ?all", Spf("?", 0, "", "", "")),
        ("v=spf1 redirect=A.example.com.", Spf("", 1, "a.example.com", "", "")),
        ("v=spf1 redirect=a.example.com -all", Spf("-", 0, "", "", "")),
        ("v=spf1 exp=x.example.com other=1 -all mx", Spf("-", 0, "", "", "")),
        ("v=spf1 redirect=a redirect=b", Spf("", 1, "b", "redirect=b", "")),
        ("v=spf1 incl:a.example.com ipv4:1 all", Spf("+", 0, "", "incl:a.example.com", "")),
        ("v=spf1 ip4:192.0.2.300 -all", Spf("-", 0, "", "ip4:192.0.2.300", "")),
        ("v=spf1 ip4:192.0.2.0/255.255.255.0 -all",
         Spf("-", 0, "", "ip4:192.0.2.0/255.255.255.0", "")),
        ("v=spf1 ip6:192.0.2.1 -all", Spf("-", 0, "", "ip6:192.0.2.1", "")),
        ("v=spf1 ip4: ip6 -all", Spf("-", 0, "", "ip4:", "")),
        ("v=spf1 include: -all", Spf("-", 1, "", "include:", "")),
        ("v=spf1 -ip4:0.0.0.0/0 ip4:0.0.0.0/0 -all", Spf("-", 0, "", "", "ip4:0.0.0.0/0")),
        ("v=spf1 -all ip6:::/0", Spf("-", 0, "", "", "")),
    ],
)  # fmt: skip
def test_records(text: str, spf: Spf) -> None:
    assert parse_spf(text) == spf
