"""Look-alikes that dnstwist makes of invented brands (`uv sync --inexact --group oracles`)."""

from collections import Counter
from datetime import date
from importlib import import_module

import pytest

from chahe.checks import load_checks
from chahe.readers import Row, Table
from chahe.readers._parsing.domain_names import parse_domain

pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore")]  # its own warnings

ON = date(2026, 11, 21)
BRANDS = ("jadehill", "formosa", "lotus-sec", "tamsui", "northgate")
TYPOS = {
    "addition", "bitsquatting", "hyphenation", "insertion", "omission", "repetition", "replacement",
    "subdomain", "tld-swap", "transposition", "vowel-swap",
}  # fmt: skip


def made_of(brand: str) -> dict[str, tuple[str, str]]:
    """Return names as registered, each with its technique and as people see it."""
    fuzzer = import_module("dnstwist").Fuzzer(
        f"{brand}.com", dictionary=["login", "support"], tld_dictionary=["top", "xyz"]
    )
    fuzzer.generate()
    made: dict[str, tuple[str, str]] = {}
    for each in fuzzer.domains:
        parsed = parse_domain(each["domain"])
        if parsed and each["fuzzer"] != "*original":
            made.setdefault(parsed[0], (each["fuzzer"], parsed[1]))
    return made


def found_of(brand: str, made: dict[str, tuple[str, str]]) -> set[str]:
    rows: list[Row] = [
        {"domain": name, "unicode": shown, "seen": ON, "line": line}
        for line, (name, (_, shown)) in enumerate(made.items(), start=1)
    ]
    own = {
        "name": brand, "domains": (f"{brand}.com",), "keywords": (), "app": "", "handled": (),
        "line": 2,
    }  # fmt: skip
    tables = {
        "domains": (Table("domains", tuple(rows), "new.txt", "x"),),
        "brands": (Table("brands", (own,), "brands.csv", "x"),),
    }
    result = load_checks()["lookalike_domains"].run(tables, on=ON)
    return {row["name"] for row in result.rows}


def test_every_slip_that_dnstwist_makes_is_found_and_nearly_every_other_letter() -> None:
    made, found = Counter[str](), Counter[str]()

    for brand in BRANDS:
        names = made_of(brand)
        seen = found_of(brand, names)
        made.update(technique for technique, _ in names.values())
        found.update(names[name][0] for name in seen)

    assert {technique for technique in TYPOS if found[technique] < made[technique]} == set()
    assert found["homoglyph"] >= 0.97 * made["homoglyph"] > 0
