"""Each exception of the firewall check, and what must not be one."""

from datetime import date
from typing import Any

import pytest
from tests.readers.sources import DATA, of

from chahe.checks import Result, load_checks
from chahe.readers import Row, Table, read_any
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
ALL = ((0, 2**32 - 1),)
INSIDE = ((167772160, 167772415),)  # 10.0.0.0/24
HOST = ((3325256724, 3325256731),)  # 198.51.100.20–27
HALVES = ((0, 2**31 - 1), (2**31, 2**32 - 1))
ALL6 = ((0, 2**128 - 1),)
GLOBAL6 = ((0x20010DB8 << 96, (0x20010DB9 << 96) - 1),)
ANY = (("ip", 0, 255),)
PUBLISHED = {
    "source_roles": ("wan",),
    "source_ranges": ALL,
    "destination_ranges": INSIDE,
    "destination_addresses": ("vip",),
    "vips": ("vip",),
}


def policy(**changes: Any) -> Row:
    """Return a clean policy: inside to the internet, HTTPS, logged, with a comment."""
    return {
        "policy": "1",
        "name": "out",
        "vdom": "root",
        "line": 10,
        "status": "enable",
        "action": "accept",
        "source_interfaces": ("port1",),
        "destination_interfaces": ("wan1",),
        "source_roles": ("lan",),
        "destination_roles": ("wan",),
        "source_addresses": ("net",),
        "destination_addresses": ("all",),
        "services": ("HTTPS",),
        "source_ranges": INSIDE,
        "destination_ranges": ALL,
        "source_ranges6": (),
        "destination_ranges6": (),
        "ports": (("tcp", 443, 443),),
        "source_negate": False,
        "destination_negate": False,
        "service_negate": False,
        "unresolved": (),
        "source_kinds": (),
        "vips": (),
        "internet_services": (),
        "schedule": "always",
        "schedule_ends": None,
        "log": "all",
        "inspected": False,
        "nat": True,
        "comment": "CHG-1",
        "users": (),
        **changes,
    }


def run(*rows: Row, gaps: tuple[str, ...] = (), **parameters: int) -> Result:
    table = Table("firewall_policies", rows, "fw.conf", "fortigate", gaps)
    check = load_checks()["firewall_exposure"]
    return check.run({"firewall_policies": (table,)}, on=ON, parameters=parameters)


def kinds(**changes: Any) -> list[str]:
    return [row["kind"] for row in run(policy(**changes)).rows]


def test_clean_policy_conforms_and_says_what_was_tested() -> None:
    result = run(policy(), policy(policy="2", action="deny"))

    assert (result.verdict, result.population, result.rows) == (Verdict.CONFORMING, 2, ())
    assert result.reason == (
        "共 2 條政策，逐條檢測其中啟用且放行的 1 條，"
        "未發現任意放行、網際網路直入內部、逾期、無註記、無紀錄或停用未刪者"
        "（核准紀錄與紀錄保存年限不在設定檔內，須另以佐證查核）"
    )


def test_exception_row_names_the_policy_and_where_it_is() -> None:
    result = run(policy(), policy(policy="8", vdom="OA", name="x", line=77, comment=" "))

    assert result.verdict is Verdict.NONCONFORMING
    assert result.reason == "2 條政策中有 1 條不符，共 1 項"
    assert result.rows == (
        {
            "policy": "8",
            "vdom": "OA",
            "name": "x",
            "line": 77,
            "source": "fw.conf",
            "kind": "no_comment",
            "why": "沒有註記用途、申請單號或負責人",
        },
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"source_ranges": ALL, "ports": ANY},
        {"source_ranges": HALVES, "ports": ANY},
        {"source_ranges": ((1, 2**32 - 9),), "ports": ANY},
        {"source_ranges": ALL, "ports": (("tcp", 1, 65535),)},
        {"source_ranges": ALL, "ports": (("udp", 1, 32767), ("udp", 32768, 65535))},
        {"source_ranges": ALL, "ports": (("tcp", 1, 65534),), "action": "ipsec"},
        {"source_ranges": (), "destination_ranges": (), "source_ranges6": ALL6,
         "destination_ranges6": ALL6, "ports": ANY},
    ],
)  # fmt: skip
def test_any_by_any_other_name(changes: dict[str, Any]) -> None:
    assert kinds(**changes) == ["any_any_any"]


@pytest.mark.parametrize(
    "changes",
    [
        {"ports": ANY},
        {"source_ranges": ALL, "ports": ANY, "users": ("alice",)},
        {"source_ranges": ((2**31, 2**32 - 1),), "ports": ANY},
        {"source_ranges": (), "source_negate": True, "ports": ANY},
        {"source_ranges": ALL, "destination_ranges": HOST, "ports": (("tcp", 1024, 65535),)},
    ],
)
def test_any_service_alone(changes: dict[str, Any]) -> None:
    assert kinds(**changes) == ["any_service"]


@pytest.mark.parametrize(
    "changes",
    [
        {"source_ranges": ALL},
        {"ports": (("tcp", 1025, 65535),)},
        {"ports": (("icmp", 0, 255), ("ip", 47, 47))},
        {"ports": (), "internet_services": ("Microsoft-Office365",), "destination_ranges": ()},
        {"action": "deny", "source_ranges": ALL, "ports": ANY, "log": "disable", "comment": ""},
    ],
)
def test_what_is_not_any(changes: dict[str, Any]) -> None:
    assert run(policy(), policy(policy="2", **changes)).rows == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"source_roles": ("wan",), "destination_roles": ("lan",), "source_ranges": ALL},
        {"source_roles": ("lan", "wan"), "destination_roles": ("lan",), "source_ranges": HALVES},
        {"source_roles": ("any",), "destination_roles": ("lan",), "source_ranges": ALL},
        {"source_roles": ("wan",), "destination_roles": ("any",), "source_ranges": ALL},
        {"source_roles": ("wan",), "destination_roles": (None,), "source_ranges": ALL,
         "destination_ranges": INSIDE},
        {"source_roles": ("wan",), "destination_roles": ("lan",), "source_ranges": (),
         "source_kinds": ("geography",)},
        {"source_roles": ("wan",), "destination_roles": ("lan",), "source_ranges": (),
         "destination_ranges": (), "source_ranges6": GLOBAL6, "destination_ranges6": GLOBAL6},
        {**PUBLISHED, "destination_roles": ("lan",)},
    ],
)  # fmt: skip
def test_internet_to_inside(changes: dict[str, Any]) -> None:
    assert kinds(**changes) == ["internet_to_inside"]


@pytest.mark.parametrize("kind", ["dynamic", "external-list", "ipset", "dynamic-object"])
def test_a_source_from_outside_whose_content_is_elsewhere_is_not_known(kind: str) -> None:
    source = {"source_ranges": (), "source_kinds": (kind,), "destination_roles": ("lan",)}

    outside = run(policy(**source, source_roles=("wan",)))
    inside = run(policy(**source, source_roles=("lan",)))

    assert outside.verdict is Verdict.INSUFFICIENT and "來源的內容不在檔案中" in outside.reason
    assert inside.verdict is Verdict.CONFORMING


@pytest.mark.parametrize(
    "changes",
    [
        {"source_roles": ("wan",), "destination_roles": ("lan",), "source_ranges": HOST},
        {"source_roles": ("wan",), "destination_roles": ("lan",), "source_ranges": INSIDE},
        {"source_roles": ("wan",), "destination_roles": ("lan",), "source_ranges": (),
         "source_kinds": ("fqdn",)},
        {"source_roles": ("tunnel",), "destination_roles": ("lan",), "source_ranges": ALL},
        {"source_roles": ("private",), "destination_roles": ("lan",), "source_ranges": ALL},
        {"source_roles": ("wan",), "destination_roles": ("dmz",), "source_ranges": ALL},
        {"source_roles": ("wan",), "destination_roles": (None,), "source_ranges": ALL,
         "destination_ranges": HOST},
        {**PUBLISHED, "destination_roles": ("dmz",)},
    ],
)  # fmt: skip
def test_what_is_not_internet_to_inside(changes: dict[str, Any]) -> None:
    assert run(policy(**changes)).verdict is Verdict.CONFORMING


@pytest.mark.parametrize(
    "changes",
    [
        {"source_roles": (None,), "destination_roles": ("lan",), "source_ranges": ALL},
        {"source_roles": (), "destination_roles": ("lan",), "source_ranges": ALL},
        {**PUBLISHED, "destination_roles": (None,)},
        {"source_roles": ("wan",), "destination_roles": (None,), "source_ranges": ALL,
         "destination_ranges": (), "unresolved": ("a.example",)},
        {"source_roles": ("wan",), "destination_roles": ("private",), "source_ranges": (),
         "destination_ranges": (), "source_ranges6": ALL6, "destination_ranges6": GLOBAL6},
    ],
)  # fmt: skip
def test_interfaces_without_a_role_leave_the_evidence_insufficient(changes: dict[str, Any]) -> None:
    result = run(policy(**changes))

    assert result.verdict is Verdict.INSUFFICIENT
    assert result.reason.startswith("有 1 條政策因介面未設定 role")
    assert "另有 1 條" in run(policy(**changes), policy(comment="")).reason


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"schedule": "s", "schedule_ends": date(2026, 11, 20)}, "expired"),
        ({"comment": "\n "}, "no_comment"),
        ({"log": "disable", "inspected": True}, "no_log"),
        ({"log": "utm"}, "no_log"),
        ({"status": "disable", "comment": "", "log": "disable"}, "disabled"),
    ],
)
def test_other_exceptions(changes: dict[str, Any], kind: str) -> None:
    assert kinds(**changes) == [kind]


def test_what_ends_today_or_logs_threats_is_kept() -> None:
    rows = run(policy(schedule_ends=ON), policy(policy="2", log="utm", inspected=True)).rows

    assert rows == ()


def test_parameters_tighten() -> None:
    wan = policy(source_roles=("wan",), destination_roles=("lan",), source_ranges=HOST)

    assert run(wan, named_addresses=7).rows[0]["kind"] == "internet_to_inside"
    assert run(policy(ports=(("tcp", 1, 100),)), wide_ports=100).rows[0]["kind"] == "any_service"
    with pytest.raises(KeyError):
        run(wan, nothing=1)


@pytest.mark.parametrize(
    ("rows", "gaps", "reason"),
    [
        ((), (), "缺少資料：防火牆政策（firewall_policies）"),
        ((policy(action="deny"),), (), "1 條政策中沒有任何啟用的放行政策"),
        ((policy(),), ("x",), "有內容無法判讀，不能認定符合：fw.conf：x（共 1 處）"),
    ],
)
def test_empty_or_partial_evidence_is_insufficient(
    rows: tuple[Row, ...], gaps: tuple[str, ...], reason: str
) -> None:
    result = run(*rows, gaps=gaps)

    assert result.verdict is Verdict.INSUFFICIENT
    assert result.reason.startswith(reason)


def test_a_gap_does_not_hide_an_exception() -> None:
    assert run(policy(comment=""), gaps=("x",)).verdict is Verdict.NONCONFORMING


def test_one_empty_file_among_others_is_insufficient() -> None:
    check = load_checks()["firewall_exposure"]
    full = Table("firewall_policies", (policy(),), "a.conf", "fortigate")
    empty = Table("firewall_policies", (), "b.conf", "fortigate")

    result = check.run({"firewall_policies": (full, empty)}, on=ON)

    assert result.verdict is Verdict.INSUFFICIENT


def test_real_shaped_backup_end_to_end() -> None:
    content = (DATA / "fortigate_vdoms.conf").read_bytes()
    check = load_checks()["firewall_exposure"]

    result = check.run({"firewall_policies": (read_any(of(content, "fw.conf")),)}, on=ON)

    assert result.population == 12
    assert [(row["vdom"], row["policy"], row["kind"]) for row in result.rows] == [
        ("root", "3", "any_any_any"),
        ("root", "3", "internet_to_inside"),
        ("root", "3", "no_comment"),
        ("root", "3", "no_log"),
        ("root", "4", "disabled"),
        ("root", "6", "internet_to_inside"),
        ("root", "7", "any_service"),
        ("root", "7", "expired"),
        ("root", "7", "no_log"),
        ("root", "9", "any_service"),
    ]
    assert result.rows[-1]["why"] == "開放任意服務：HTTPS以外"
