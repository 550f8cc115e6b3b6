"""Lists of firewall rules: golden rows, what people write, and what is refused."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.firewalls import ON, found, is_table_or_error
from tests.readers.sources import DATA, of

from chahe.checks.firewall_exposure import firewall_exposure
from chahe.checks.firewall_redundancy import firewall_redundancy
from chahe.readers import ReadError, Row, Source, Table, read_any
from chahe.readers.firewall_rules_csv import firewall_rules_csv

SAMPLE = (DATA / "firewall_rules_csv.csv").read_bytes()
ALL4, ALL6 = ((0, 2**32 - 1),), ((0, 2**128 - 1),)
FIELDS = {
    "編號": "1", "來源區域": "LAN", "目的區域": "DMZ", "來源": "10.0.0.1", "目的": "10.0.0.2",
    "服務": "tcp/443", "動作": "允許", "狀態": "啟用", "記錄": "是", "到期日": "", "備註": "甲",
}  # fmt: skip


def read(content: bytes | str) -> Table:
    return firewall_rules_csv.read(of(content, "fw.csv"))


def listing(*rules: dict[str, str], without: str = "") -> str:
    names = [name for name in {**FIELDS, **(rules[0] if rules else {})} if name != without]
    lines = [names, *([{**FIELDS, **rule}.get(name, "") for name in names] for rule in rules)]
    return "".join(",".join(f'"{cell}"' for cell in line) + "\n" for line in lines)


def one(**fields: str) -> Row:
    (row,) = read(listing(fields)).rows
    return row


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "firewall_rules_csv.csv"))

    assert (table.reader, table.kind) == ("firewall_rules_csv", "firewall_policies")
    assert table.gaps == ()
    assert [
        (row["policy"], row["line"], row["status"], row["action"], row["ports"], row["comment"])
        for row in table.rows
    ] == [
        ("101", 2, "enable", "accept", (("tcp", 443, 443), ("tcp", 8443, 8443)),
         "對外網路下單、CHG-0812、王小明"),
        ("102", 3, "enable", "accept", (("tcp", 80, 80), ("tcp", 443, 443)), "CHG-0900、李大華"),
        ("103", 4, "enable", "accept", (("tcp", 443, 443),), "CHG-0901、李大華"),
        ("104", 5, "enable", "accept", (("tcp", 3389, 3389),), ""),
        ("105", 6, "enable", "accept", (("ip", 0, 255),), "切換演練、CHG-0777、王小明"),
        ("106", 8, "disable", "accept", (("udp", 5000, 5010),), "CHG-0101"),
        ("107", 9, "enable", "deny", (("ip", 0, 255),), "預設"),
    ]  # fmt: skip
    assert table.rows[0] == {
        "policy": "101", "name": "網路下單", "vdom": "root", "line": 2, "status": "enable",
        "action": "accept", "source_interfaces": ("WAN",), "destination_interfaces": ("DMZ",),
        "source_roles": ("wan",), "destination_roles": ("dmz",), "source_addresses": ("any",),
        "destination_addresses": ("交易主機(10.20.1.5)",), "services": ("HTTPS", "tcp/8443"),
        "source_ranges": ALL4, "destination_ranges": ((169083141, 169083141),),
        "source_ranges6": ALL6, "destination_ranges6": (),
        "ports": (("tcp", 443, 443), ("tcp", 8443, 8443)), "source_negate": False,
        "destination_negate": False, "service_negate": False, "unresolved": (),
        "source_kinds": (), "vips": (), "internet_services": (), "schedule": "always",
        "schedule_ends": None,
        "hours": (), "hits": None, "last_hit": None, "real_destination": False,
        "log": "all", "inspected": False, "nat": False,
        "comment": "對外網路下單、CHG-0812、王小明", "users": (), "narrowed": False,
        "undecided": False,
    }  # fmt: skip


def test_both_checks_on_the_sample() -> None:
    table = read(SAMPLE)

    assert found(table, firewall_exposure) == [
        ("104", "internet_to_inside"),
        ("104", "no_comment"),
        ("104", "no_log"),
        ("105", "any_service"),
        ("105", "expired"),
        ("106", "disabled"),
    ]
    assert found(table, firewall_redundancy) == [("103", "redundant")]


def test_a_clean_list_conforms() -> None:
    table = read(listing({}))

    for check in (firewall_exposure, firewall_redundancy):
        assert check.run({"firewall_policies": (table,)}, on=ON).verdict.label == "符合"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp950"])
def test_encodings(encoding: str) -> None:
    assert read_any(of(SAMPLE.decode().encode(encoding))).rows == read(SAMPLE).rows


def test_english_headers_and_semicolons_between_columns() -> None:
    text = (
        "Rule ID;Source Zone;Destination Zone;Source;Destination;Service;Action;"
        "Enabled;Log;Comment\n"
        "7;untrust;trust;any;10.0.0.1,10.0.0.2;HTTPS;Allow;Yes;No;x\n"
    )

    (row,) = read(text).rows

    assert (row["policy"], row["source_roles"], row["destination_roles"]) == (
        "7", ("wan",), ("lan",),
    )  # fmt: skip
    assert (row["destination_addresses"], row["log"]) == (("10.0.0.1", "10.0.0.2"), "disable")


@pytest.mark.parametrize(
    ("cell", "ranges", "ranges6"),
    [
        ("0.0.0.9", ((9, 9),), ()),
        ("0.0.0.0/30", ((0, 3),), ()),
        ("0.0.0.0 255.255.255.252", ((0, 3),), ()),
        ("0.0.0.1-0.0.0.4", ((1, 4),), ()),
        ("0.0.0.1 ~ 0.0.0.4", ((1, 4),), ()),
        ("0.0.0.1-4", ((1, 4),), ()),
        ("0.0.0.1;0.0.0.2、0.0.0.3\n0.0.0.4,0.0.0.5", ((1, 5),), ()),
        ("::9", (), ((9, 9),)),
        ("主機（0.0.0.9）", ((9, 9),), ()),
        ("ANY", ALL4, ALL6),
        ("不限", ALL4, ALL6),
        ("0.0.0.0/0", ALL4, ()),
        ("0.0.0.0", ALL4, ()),
        ("::", (), ALL6),
    ],
)
def test_addresses(cell: str, ranges: Any, ranges6: Any) -> None:
    row = one(來源=cell)

    assert (row["source_ranges"], row["source_ranges6"]) == (ranges, ranges6)
    assert (row["unresolved"], row["narrowed"]) == ((), False)


@pytest.mark.parametrize(
    ("cell", "ports", "narrowed"),
    [
        ("tcp/443", (("tcp", 443, 443),), False),
        ("443/TCP", (("tcp", 443, 443),), False),
        ("TCP 8000-8010,8443", (("tcp", 8000, 8010), ("tcp", 8443, 8443)), False),
        ("TCP:80;UDP:53", (("tcp", 80, 80), ("udp", 53, 53)), False),
        ("TCP/UDP 53", (("tcp", 53, 53), ("udp", 53, 53)), False),
        ("tcp", (("tcp", 0, 65535),), False),
        ("UDP any", (("udp", 0, 65535),), False),
        ("any", (("ip", 0, 255),), False),
        ("任意", (("ip", 0, 255),), False),
        ("HTTPS、ssh", (("tcp", 22, 22), ("tcp", 443, 443)), False),
        ("FIX(TCP 9876)", (("tcp", 9876, 9876),), False),
        ("ip/47", (("ip", 47, 47),), False),
        ("ESP", (("ip", 50, 50),), False),
        ("icmp", (("icmp", 0, 255),), False),
        ("PING", (("icmp", 0, 255),), True),
        ("8080", (("tcp", 8080, 8080), ("udp", 8080, 8080)), True),
    ],
)
def test_services(cell: str, ports: Any, narrowed: bool) -> None:
    row = one(服務=cell)

    assert (row["ports"], row["narrowed"], row["undecided"]) == (ports, narrowed, False)


@pytest.mark.parametrize(
    ("fields", "gap"),
    [
        ({"來源": "交易主機群組"}, "第 2 行的「交易主機群組」不是位址或通訊埠，無法判斷範圍"),
        ({"目的": "!10.0.0.0/8"}, "第 2 行的「!10.0.0.0/8」不是位址或通訊埠，無法判斷範圍"),
        ({"服務": "下單服務"}, "第 2 行的「下單服務」不是位址或通訊埠，無法判斷範圍"),
        ({"服務": "tcp/70000"}, "第 2 行的「tcp/70000」不是位址或通訊埠，無法判斷範圍"),
        ({"服務": "ip/300"}, "第 2 行的「ip/300」不是位址或通訊埠，無法判斷範圍"),
        ({"來源區域": ""}, "第 2 行沒有寫來源區域與目的區域，請補上（不分區域請填 any）"),
        ({"記錄": ""}, "第 2 行看不出是否留存紀錄，請補上記錄欄位"),
    ],
)
def test_what_tells_nothing_is_a_gap_where_it_lets_through(
    fields: dict[str, str], gap: str
) -> None:
    assert read(listing(fields)).gaps == (gap,)
    assert read(listing({**fields, "動作": "拒絕"})).gaps == ()
    assert read(listing({**fields, "狀態": "停用"})).gaps == ()


@pytest.mark.parametrize(
    ("cell", "kind"),
    [("網際網路", "internet-service"), ("api.example.com", "fqdn"), ("*.example.com", "fqdn"),
     ("某部門", "name")],
)  # fmt: skip
def test_names_are_unresolved(cell: str, kind: str) -> None:
    row = one(來源=cell)

    assert (row["unresolved"], row["source_kinds"], row["source_ranges"]) == ((cell,), (kind,), ())


@pytest.mark.parametrize(
    ("zone", "role"),
    [("WAN1", "wan"), ("dmz", "dmz"), ("外網", "wan"), ("內網", "lan"), ("any", "any"),
     ("不限", "any"), ("VPN", None), ("交易區", None), ("", None), ("port3", None)],
)  # fmt: skip
def test_zones_have_a_role_by_name_only(zone: str, role: str | None) -> None:
    assert one(來源區域=zone)["source_roles"] == (role,)


def test_without_zones_nothing_is_called_covered() -> None:
    wide = {"編號": "0", "來源": "any", "目的": "any"}

    assert found(read(listing(wide, {})), firewall_redundancy) == [("1", "redundant")]
    assert found(read(listing(wide, {}, without="來源區域")), firewall_redundancy) == []


def test_rows_go_by_order_where_there_is_one() -> None:
    rules = [{"順序": "10", "編號": "a"}, {"順序": "9", "編號": "b"}]

    assert [row["policy"] for row in read(listing(*rules)).rows] == ["b", "a"]


def test_the_number_is_the_order_or_the_place_where_no_other_is_given() -> None:
    ordered = listing({"順序": "5"}, {"順序": "6"}, without="編號")

    assert [row["policy"] for row in read(ordered).rows] == ["5", "6"]
    assert [row["policy"] for row in read(listing({}, {}, without="編號")).rows] == ["1", "2"]


def test_devices_are_lists_of_their_own() -> None:
    table = read(listing({"設備": "甲"}, {"設備": "乙"}))

    assert [row["vdom"] for row in table.rows] == ["甲", "乙"]
    assert found(table, firewall_redundancy) == []


@pytest.mark.parametrize(
    ("cell", "ends", "schedule"),
    [
        ("115/11/20", date(2026, 11, 20), "到期日 115/11/20"),
        ("2026-11-21", date(2026, 11, 21), "到期日 2026-11-21"),
        ("永久", None, "always"),
        ("", None, "always"),
        ("-", None, "always"),
    ],
)
def test_expiry(cell: str, ends: date | None, schedule: str) -> None:
    row = one(到期日=cell)

    assert (row["schedule_ends"], row["schedule"]) == (ends, schedule)


@pytest.mark.parametrize(("cell", "kinds"), [("115/11/20", ["expired"]), ("115/11/21", [])])
def test_a_rule_expires_the_day_after_its_last(cell: str, kinds: list[str]) -> None:
    held = found(read(listing({"到期日": cell})), firewall_exposure)

    assert [kind for _, kind in held] == kinds


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (listing(), "清單裡沒有任何規則"),
        *((listing({}, without=name), f"欄位「{name}」：缺少欄位")
          for name in ("來源", "目的", "服務", "動作", "備註")),
        *((listing({name: ""}), f"第 2 行、欄位「{name}」：這一欄不可空白")
          for name in ("來源", "目的", "服務", "動作")),
        (listing({"動作": "也許"}), "第 2 行、欄位「動作」：看不懂「也許」，應為允許或拒絕"),
        (listing({"狀態": "也許"}), "第 2 行、欄位「狀態」：看不懂「也許」，應為啟用或停用"),
        (listing({"記錄": "也許"}), "第 2 行、欄位「記錄」：看不懂「也許」，應為是或否"),
        (listing({"到期日": "115/13/01"}), "第 2 行、欄位「到期日」：看不懂日期「115/13/01」"),
        (listing({"順序": ""}), "第 2 行、欄位「順序」：看不懂「」，應為整數"),
        (listing({"順序": "甲"}), "第 2 行、欄位「順序」：看不懂「甲」，應為整數"),
        (listing({}, {}), "第 3 行：規則 1 出現兩次"),
        (listing({"順序": "1"}, {"順序": "1", "編號": "2"}), "第 3 行：規則 2 出現兩次"),
        (listing({}) + "x,y\n", "第 3 行：這一列有 2 欄"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(text)

    assert message in str(caught.value)


@given(st.integers(0, len(SAMPLE)), st.binary(max_size=6), st.integers(0, 40))
def test_damage_is_a_table_or_a_read_error(at: int, put: bytes, cut: int) -> None:
    damaged = SAMPLE[:at] + put + SAMPLE[at + cut :]

    assert is_table_or_error(read, damaged)


@given(st.text("0123456789.-/~:()（tcpudiany, ;*！", max_size=14))
def test_odd_cells_are_a_table_or_a_read_error(cell: str) -> None:
    assert is_table_or_error(read, listing({"來源": cell, "服務": cell}).encode())
