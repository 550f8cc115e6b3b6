from base64 import b64encode
from datetime import date
from functools import cache

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chahe.checks import Result
from chahe.checks.mail_authentication import mail_authentication
from chahe.deadlines import days_after
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
ME = "example.com.tw"


@cache
def key(bits: int) -> str:
    public = generate_private_key(65537, bits).public_key()
    raw = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return f"v=DKIM1; p={b64encode(raw).decode()}"


def record(
    type_: str, text: str, domain: str = ME, selector: str = "", asked: date | None = ON
) -> Row:
    return {
        "domain": domain, "type": type_, "selector": selector, "text": text, "asked": asked,
        "line": 3,
    }  # fmt: skip


MX = record("mx", "10 mail.example.com.tw")
SPF = record("spf", "v=spf1 mx -all")
DMARC = record("dmarc", "v=DMARC1; p=reject")
DKIM = record("dkim", key(2048), selector="s1")


def run(rows: list[Row], brands: tuple[str, ...] = (), **parameters: int) -> Result:
    tables = {"mail_records": (Table("mail_records", tuple(rows), "mail.txt", "x"),)}
    if brands:
        row = {"name": "甲", "domains": brands, "keywords": (), "app": "", "handled": (), "line": 2}
        tables["brands"] = (Table("brands", (row,), "brands.csv", "x"),)
    return mail_authentication.run(tables, on=ON, parameters=parameters)


def spf(text: str, domain: str = ME) -> Row:
    return record("spf", f"v=spf1 {text}", domain)


def dmarc(text: str, domain: str = ME) -> Row:
    return record("dmarc", f"v=DMARC1; {text}", domain)


KEPT: list[list[Row]] = [
    [MX, SPF, DMARC, DKIM],
    [SPF, DMARC],
    [record("mx", "0 ."), SPF, DMARC],
    [MX, SPF, DMARC, DKIM, record("dkim", "v=DKIM1; p=", selector="old")],
    [MX, SPF, DMARC, record("dkim", key(1024), selector="s")],
    [MX, SPF, DMARC, record("dkim", f"k=ed25519; p={b64encode(b'k' * 32).decode()}", selector="e")],
    [spf("~all"), dmarc("p=quarantine; sp=none; pct=100; adkim=s")],
    [spf(" ".join(f"include:a{n}.example.net" for n in range(10)) + " -all"), DMARC],
    [spf("ip4:192.0.2.1 -all include:x.example.net bogus=1"), DMARC],
    [spf("-all ?all"), DMARC],
    [SPF, SPF, DMARC, DMARC],
    [SPF, dmarc("p=reject;; rua mailto:a@example.com; pct=100%")],
    [SPF, DMARC, spf("ip4:192.0.2.0/24", "_spf.example.net")],
]


@pytest.mark.parametrize("rows", KEPT)
def test_kept(rows: list[Row]) -> None:
    result = run(rows)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)


@pytest.mark.parametrize(
    ("rows", "brands"),
    [
        ([SPF, DMARC], (ME,)),
        ([SPF, DMARC, spf("-all", f"a.{ME}")], ()),
        ([SPF, DMARC, spf("-all", f"a.{ME}"), record("dmarc", "", f"a.{ME}")], ()),
        ([SPF, dmarc("p=none; sp=reject", "b.tw"), DMARC, spf("-all", "a.b.tw"), dmarc("p=reject",
         "a.b.tw")], ()),
        ([spf(f"redirect=a.{ME}"), DMARC, spf("-all", f"a.{ME}")], ()),
    ],
)  # fmt: skip
def test_kept_of_several_domains(rows: list[Row], brands: tuple[str, ...]) -> None:
    result = run(rows, brands)

    assert (result.verdict, result.rows) == (Verdict.CONFORMING, ())


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([record("spf", ""), DMARC], "spf_missing"),
        ([spf("-all"), spf("mx -all"), DMARC], "spf_broken"),
        ([spf("ipv4:192.0.2.1 -all"), DMARC], "spf_broken"),
        ([spf(" ".join(f"include:a{n}.example.net" for n in range(11)) + " -all"), DMARC],
         "spf_broken"),
        ([spf("mx +all"), DMARC], "spf_open"),
        ([spf("mx all"), DMARC], "spf_open"),
        ([spf("?all"), DMARC], "spf_open"),
        ([spf("mx"), DMARC], "spf_open"),
        ([record("spf", "v=spf1"), DMARC], "spf_open"),
        ([SPF, record("dmarc", "")], "dmarc_missing"),
        ([SPF, DMARC, dmarc("p=none")], "dmarc_broken"),
        ([SPF, dmarc("rua=mailto:a@example.com")], "dmarc_broken"),
        ([SPF, dmarc("p=block")], "dmarc_broken"),
        ([SPF, dmarc("p=reject; sp=block")], "dmarc_broken"),
        ([SPF, record("dmarc", "p=reject; v=DMARC1")], "dmarc_broken"),
        ([SPF, record("dmarc", "hello")], "dmarc_broken"),
        ([SPF, dmarc("p=none")], "dmarc_open"),
        ([SPF, dmarc("p=reject; pct=50")], "dmarc_open"),
        ([SPF, dmarc("p=reject;; pct=50")], "dmarc_open"),
        ([spf("ip4:192.0.2.300 -all"), DMARC], "spf_broken"),
        ([spf("ip4:0.0.0.0/0 -all"), DMARC], "spf_open"),
        ([SPF, DMARC, record("dkim", key(2048).replace("p=M", "p=!"), selector="s")],
         "dkim_broken"),
        ([SPF, DMARC, record("dkim", "v=DKIM1", selector="s")], "dkim_broken"),
    ],
)  # fmt: skip
def test_broken(rows: list[Row], kind: str) -> None:
    result = run(rows)

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["kind"], row["name"], row["source"], row["line"]) for row in result.rows] == [
        (kind, ME, "mail.txt", 3)
    ]


def test_the_policy_for_subdomains_counts_below() -> None:
    result = run([SPF, dmarc("p=reject; sp=none"), spf("-all", f"a.{ME}")])

    assert [(row["kind"], row["name"]) for row in result.rows] == [("dmarc_open", f"a.{ME}")]


@pytest.mark.parametrize(
    ("rows", "brands", "why"),
    [
        ([], (), "缺少資料：郵件網域驗證設定"),
        ([DMARC], (), "沒有任何網域的 SPF 或 MX"),
        ([MX, DMARC, DKIM], (), f"{ME} 沒有查詢 SPF"),
        ([SPF], (), f"{ME} 或它的上層網域沒有查詢 DMARC"),
        ([spf("-all", "a.b.com"), record("dmarc", "", "a.b.com")], (), "沒有查詢 DMARC"),
        ([MX, SPF, DMARC], (), "沒有查到使用中的 DKIM 公鑰"),
        ([MX, SPF, DMARC, record("dkim", "p=", selector="s")], (), "沒有查到使用中的 DKIM"),
        ([spf("redirect=_spf.example.net"), DMARC], (), "轉到 _spf.example.net"),
        ([SPF, DMARC], ("other.tw",), "other.tw 沒有查詢 SPF"),
        ([record("spf", "v=spf1 +all", asked=None)], (), "沒有寫查詢日"),
        ([record("spf", "v=spf1 +all", asked=days_after(ON, 1))], (), "在檢查日之後"),
        ([record("spf", "v=spf1 +all", asked=days_after(ON, -32))], (), "超過 31 日"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_insufficient(
    rows: list[Row], brands: tuple[str, ...], why: str
) -> None:
    result = run(rows, brands)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


OLD = days_after(ON, -20)


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ([SPF, dmarc("p=none")], [SPF, DMARC], []),
        ([SPF, record("dmarc", "")], [SPF, DMARC], []),
        ([SPF, DMARC], [SPF, dmarc("p=none")], ["dmarc_open"]),
        ([SPF, DMARC], [record("spf", ""), DMARC], ["spf_missing"]),
        ([spf("+all"), DMARC], [DMARC], ["spf_open"]),
    ],
)
@pytest.mark.parametrize("asked", [OLD, days_after(OLD, -1)])
def test_of_several_days_the_last_answer_counts(
    old: list[Row], new: list[Row], kinds: list[str], asked: date
) -> None:
    result = run([*new, *({**row, "asked": asked} for row in old)])

    assert [row["kind"] for row in result.rows] == kinds
    assert result.verdict is (Verdict.NONCONFORMING if kinds else Verdict.CONFORMING)


def test_old_answers_that_newer_ones_replace_are_not_stale() -> None:
    stale = {"asked": days_after(ON, -32)}

    assert run([SPF, DMARC, {**SPF, **stale}]).verdict is Verdict.CONFORMING
    assert run([SPF, DMARC, {**MX, **stale}, DKIM]).verdict is Verdict.INSUFFICIENT


def test_a_part_of_other_records_must_only_be_sound() -> None:
    part = f"_spf.{ME}"

    broken = run([SPF, DMARC, spf("ip4:192.0.2.300", part)])
    redirected = run([spf(f"redirect={part}"), DMARC, spf("?all", part)])

    assert [(row["kind"], row["name"]) for row in broken.rows] == [("spf_broken", part)]
    assert broken.reason == "2 個網域中有 1 個不符，共 1 項"
    assert [(row["kind"], row["name"]) for row in redirected.rows] == [("spf_open", part)]


def test_what_was_asked_a_month_ago_still_counts() -> None:
    asked = days_after(ON, -31)

    result = run([{**SPF, "asked": asked}, {**DMARC, "asked": asked}])

    assert result.verdict is Verdict.CONFORMING


def test_a_gap_never_passes() -> None:
    gap = Table("mail_records", (SPF, DMARC), "mail.txt", "x", ("看不懂",))

    result = mail_authentication.run({"mail_records": (gap,)}, on=ON)

    assert result.verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_longer_keys() -> None:
    result = run([MX, SPF, DMARC, record("dkim", key(1024), selector="s")], dkim_bits=2048)

    assert [row["kind"] for row in result.rows] == ["dkim_short"]
