"""The hours of a week a policy matches in, as FortiGate and PAN-OS write schedules."""

import pytest
from tests.readers.cisco_asa_config import BOUND, HEAD, PERMIT
from tests.readers.palo_alto_config import entries, firewall, members, rule
from tests.readers.sources import of

from chahe.readers.cisco_asa import cisco_asa
from chahe.readers.fortigate import fortigate
from chahe.readers.palo_alto import palo_alto

MONDAY, FRIDAY = 1440, 5 * 1440
NINE, FIVE = 9 * 60, 17 * 60
ON_MONDAY = ((MONDAY + NINE, MONDAY + FIVE - 1),)


def fortigate_hours(schedules: str, name: str = "x") -> object:
    text = f"""config firewall schedule recurring
{schedules}
end
config firewall schedule group
edit "both"
set member "x" "y"
next
edit "mixed"
set member "x" "once"
next
end
config firewall policy
edit 1
set action accept
set srcintf "a"
set dstintf "b"
set srcaddr "all"
set dstaddr "all"
set service "ALL"
set schedule "{name}"
next
end
"""
    return fortigate.read(of(text)).rows[0]["hours"]


@pytest.mark.parametrize(
    ("settings", "name", "hours"),
    [
        ("set day monday\nset start 09:00\nset end 17:00", "x", ON_MONDAY),
        ("set day monday", "x", ((MONDAY, MONDAY + 1439),)),
        ("set day monday\nset start 22:00\nset end 06:00", "x", ((MONDAY + 1320, MONDAY + 1799),)),
        ("set start 09:00\nset end 17:00", "x", ()),  # of no day
        ("set day monday\nset start nine\nset end 17:00", "x", ()),
        ("set day monday\nset start 09:00\nset end 17:00", "always", ()),
        ("set day monday\nset start 09:00\nset end 17:00", "mixed", ()),
        ("set day monday\nset start 09:00\nset end 17:00", "both",
         (*ON_MONDAY, (FRIDAY, FRIDAY + 1439))),
    ],
)  # fmt: skip
def test_fortigate(settings: str, name: str, hours: object) -> None:
    schedules = f'edit "x"\n{settings}\nnext\nedit "y"\nset day friday\nnext'

    assert fortigate_hours(schedules, name) == hours


@pytest.mark.parametrize(
    ("kind", "hours"),
    [
        (f"<recurring><weekly><monday>{members('09:00-17:00')}</monday></weekly></recurring>",
         ON_MONDAY),
        (f"<recurring><daily>{members('00:00-24:00')}</daily></recurring>", ((0, 10079),)),
        (f"<recurring><daily>{members('nine')}</daily></recurring>", ()),
        (f"<non-recurring>{members('2026/10/01@00:00-2026/10/31@23:59')}</non-recurring>", ()),
    ],
)  # fmt: skip
def test_palo_alto(kind: str, hours: object) -> None:
    held = entries("schedule", s=f"<schedule-type>{kind}</schedule-type>")
    text = firewall(rule(more="<schedule>s</schedule>"), vsys=held)

    assert palo_alto.read(of(text)).rows[0]["hours"] == hours


@pytest.mark.parametrize(
    ("periods", "hours"),
    [
        (" periodic Monday 9:00 to 16:59", ON_MONDAY),
        (" periodic weekend 0:00 to 23:59", ((0, 1439), (6 * 1440, 7 * 1440 - 1))),
        (" periodic daily 0:00 to 23:59", ((0, 10079),)),
        (" periodic Monday 9:00 to Friday 16:59", ((MONDAY + NINE, FRIDAY + FIVE - 1),)),
        (" periodic Monday Friday 9:00 to 16:59",
         (*ON_MONDAY, (FRIDAY + NINE, FRIDAY + FIVE - 1))),
        (" periodic weekdays nine to five", ()),
        (" absolute end 0:00 1 May 2027\n periodic weekdays 9:00 to 16:59", ()),
    ],
)  # fmt: skip
def test_cisco_asa(periods: str, hours: object) -> None:
    text = f"{HEAD}time-range T\n{periods}\n{PERMIT}ip any any time-range T\n{BOUND}: end\n"

    assert cisco_asa.read(of(text)).rows[0]["hours"] == hours
