"""Fill a site: a firm with a year of history, some findings open, some cured, one half done."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.deadlines import Cadence, days_after, period_of
from chahe.web.accounts.models import User
from chahe.web.evidence.actions import receive_bytes
from chahe.web.firms.models import Fact, Firm
from chahe.web.inspections.actions import findings, papers, planning, sealing
from chahe.web.inspections.actions import requests as asking
from chahe.web.inspections.models import Finding, Inspection
from chahe.web.journal.actions import record, sign_head
from chahe.web.reminders.actions.reminding import remind

from . import files
from .acts import Office
from .clock import clock_at
from .people import make_people, own_passwords
from .year import ask_about, plan_the_year, take_a_sample

FACTS: tuple[tuple[str, Any], ...] = (
    ("order_channels", ["internet", "voice", "traditional"]),
    ("services", ["brokerage", "dealing"]),
    ("public_company", True),
    ("api_service", True),
    ("cloud_user", False),
    ("cloud_provider", False),
    ("electronic_password_slip", True),
    ("web_quotes", True),
    ("web_recommendations", False),
    ("paid_in_capital", 4_500_000_000),
)
NETWORK, ACCESS = "twse/mechanism#7.1", "twse/mechanism#8"
HALF_YEARLY = ("twse/mechanism#4", "twse/mechanism#6", "twse/mechanism#11")
MONTHS = 12
EXPOSED = {9: "closed", 5: "overdue", 1: "planned"}  # months ago: what became of the finding


def fill_site(*, say: Callable[[str], object] = lambda _: None) -> Firm:
    """Fill an empty site with an invented firm and its year."""
    today = timezone.localdate()
    months = _months(today)
    with clock_at(days_after(months[0], -20)), transaction.atomic():
        firm, people = _begin(months[0])
    for ago, month in zip(range(MONTHS, 0, -1), months, strict=True):
        say(f"{month.year - 1911} 年 {month.month} 月的查核")
        with transaction.atomic():
            _a_month(firm, people, month, ago, today)
    with clock_at(max(today.replace(day=1), days_after(today, -3))), transaction.atomic():
        _this_month(firm, people, today)
    own_passwords()
    sign_head()
    return firm


def _months(today: date) -> list[date]:
    first = today.replace(day=1)
    found = []
    for _ in range(MONTHS):
        first = period_of(Cadence.MONTHLY, on=days_after(first, -1)).start
        found.append(first)
    return found[::-1]


def _begin(since: date) -> tuple[Firm, dict[str, User]]:
    firm = Firm.objects.create(code="8888", name="示範證券")
    record("firm.created", subject=f"firm:{firm.pk}", firm=firm.code)
    people = make_people(firm)
    for kind, value in FACTS:
        Fact.objects.create(
            firm=firm,
            kind=kind,
            value=value,
            since=days_after(since, -30),
            source="示範資料：公司登記與業務申報",
            stated_by=people["officer"],
            stated_at=timezone.now(),
        )
        record(
            "firm.fact_stated",
            subject=f"firm:{firm.pk}",
            by=people["officer"],
            firm=firm.code,
            detail={"fact": kind},
        )
    return firm, people


def _a_month(firm: Firm, people: dict[str, User], month: date, ago: int, today: date) -> None:
    on = days_after(month, 9)
    office = Office(firm, people, on, exposed=ago in EXPOSED)
    sections = [NETWORK, *(HALF_YEARLY if ago == MONTHS // 2 else ())]
    found: list[Finding] = []
    with clock_at(on):
        for section in sections:
            found += _whole(office, section, on)
    for finding in found:
        _follow(office, finding, EXPOSED[ago], today)


def _whole(office: Office, section: str, on: date) -> list[Finding]:
    inspection = planning.plan_inspection(
        firm=office.firm, section=section, on=on, by=office.people["officer"], today=on
    )
    found = []
    for paper in inspection.papers.select_related("inspection__firm"):
        if finding := office.prepare(paper):
            found.append(finding)
        office.sign_off(paper)
    sealing.seal_inspection(inspection=inspection, by=office.people["ciso"])
    return found


def _follow(office: Office, finding: Finding, fate: str, today: date) -> None:
    owner = office.people["owner"]
    due = days_after(today, 14) if fate == "planned" else days_after(office.on, 30)
    with clock_at(days_after(office.on, 2)):
        findings.plan_remediation(
            finding=finding,
            by=owner,
            owner=owner,
            due_on=due,
            response="刪除臨時規則，並把關閉規則納入變更單的結案檢查。",
        )
    if fate == "closed":
        _cure(office, finding, days_after(office.on, 8))


def _cure(office: Office, finding: Finding, on: date) -> None:
    owner = office.people["owner"]
    with clock_at(on):
        findings.report_cure(
            finding=finding, by=owner, cured_on=on, cure="已刪除 7、8、9 號政策並還原設定。"
        )
        newer = receive_bytes(
            name=f"FW-DEMO-01_{on:%Y%m%d}_改善後.conf",
            content=files.firewall(exposed=False),
            firm=office.firm,
            by=owner,
            kind="firewall_config",
            collected_on=on,
            where_from="資訊部匯出",
            tool="FortiOS 7.4.3",
            purpose="缺失改善佐證",
        )
        findings.add_cure_evidence(finding=finding, evidence=newer, by=owner)
        findings.close_finding(
            finding=finding, by=office.people["auditor"], closing="複查設定檔，規則已刪除。"
        )


def _this_month(firm: Firm, people: dict[str, User], today: date) -> None:
    """Leave this month half done: access control at every stage, the network just planned."""
    office = Office(firm, people, timezone.localdate(), exposed=True)
    access = _plan(office, ACCESS, today)
    for number, paper in enumerate(access.papers.select_related("inspection__firm")):
        if paper.checks:
            office.look_at(paper)
        if number % 3 == 2 or paper.checks:
            continue
        office.prepare(paper)
        if number % 3 == 0:
            office.sign_off(paper)
        elif number % 4 == 1:
            papers.return_paper(paper=paper, by=people["auditor"], comment="請補上母體從哪裡取得。")
    network = _plan(office, NETWORK, today)
    asking.ask_for_evidence(
        inspection=network,
        kind="firewall_config",
        asked_of=people["owner"],
        due_on=days_after(today, 5),
        by=people["officer"],
        note="請匯出 FW-DEMO-01 的完整備份。",
    )
    take_a_sample(access, people)
    ask_about(access, people)
    plan_the_year(firm, people, timezone.localdate())
    remind(on=timezone.localdate())


def _plan(office: Office, section: str, today: date) -> Inspection:
    return planning.plan_inspection(
        firm=office.firm, section=section, on=today, by=office.people["officer"], today=today
    )
