"""A list of rules as CSV: columns other firewalls export, and those that narrow or turn a rule."""

from datetime import date

import pytest
from tests.readers.sources import of

from chahe.readers import ReadError, Row
from chahe.readers.firewall_rules_csv import firewall_rules_csv


def one(column: str, cell: str) -> Row:
    text = (
        f"policyid,srcintf,dstintf,srcaddr,dstaddr,service,action,logtraffic,comments,{column}\n"
        f"7,untrust,trust,any,10.0.0.1,HTTPS,accept,utm,x,{cell}\n"
    )
    (row,) = firewall_rules_csv.read(of(text)).rows
    return row


def test_fortios_names_of_columns() -> None:
    row = one("name", "web")

    assert (row["policy"], row["source_roles"], row["destination_roles"], row["log"]) == (
        "7", ("wan",), ("lan",), "utm",
    )  # fmt: skip
    assert (row["destination_addresses"], row["narrowed"]) == (("10.0.0.1",), False)


@pytest.mark.parametrize(
    ("column", "cell", "narrowed"),
    [
        ("來源埠", "1024-65535", True),
        ("來源使用者", "ops", True),
        ("Application", "web-browsing", True),
        ("排程", "上班時間", True),
        ("Schedule", "always", False),
        ("來源埠", "Any", False),
        ("目的反向", "否", False),
    ],
)
def test_what_else_a_rule_asks_narrows_it(column: str, cell: str, narrowed: bool) -> None:
    assert one(column, cell)["narrowed"] is narrowed


def test_a_negated_column_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        one("來源反向", "是")

    assert caught.value.message == "尚無法判讀反向選取，請改寫成實際的範圍"


@pytest.mark.parametrize(
    ("column", "cell", "name", "value"),
    [
        ("命中次數", "0", "hits", 0),
        ("Hit Count", '"1,234"', "hits", 1234),
        ("命中次數", "-", "hits", None),
        ("最後命中", "115/11/02", "last_hit", date(2026, 11, 2)),
        ("Last Used", "", "last_hit", None),
    ],
)
def test_counters(column: str, cell: str, name: str, value: object) -> None:
    assert one(column, cell)[name] == value


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [("命中次數", "很多", "看不懂次數「很多」"), ("最後命中", "昨天", "看不懂日期「昨天」")],
)
def test_a_counter_that_cannot_be_read_is_refused(column: str, cell: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        one(column, cell)
