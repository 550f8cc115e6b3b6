"""Print every address of the demonstration's URL map, filled with things that are there, and who
may open it: [{"name", "url", "who": [usernames]}].
"""

import json
from operator import attrgetter

import django

django.setup()

from django.urls import URLResolver, get_resolver, resolve, reverse
from django.utils import timezone

from chahe.web.accounts.actions import create_account
from chahe.web.accounts.models import User
from chahe.web.accounts.roles import Role
from chahe.web.calendar.actions import adjusting, everyone, planning
from chahe.web.calendar.models import Feed, PlanItem
from chahe.web.demo.people import PEOPLE
from chahe.web.engagements.actions import opening, stops
from chahe.web.engagements.actions import reports as assessing
from chahe.web.engagements.actions.people import Invited
from chahe.web.evidence.models import Evidence
from chahe.web.firms.actions import state_fact
from chahe.web.firms.models import Firm
from chahe.web.firms.personal_keys import make_key
from chahe.web.inspections.actions.campaigns import ask_all, open_campaign
from chahe.web.inspections.actions.follow_ups import issue_follow_up
from chahe.web.inspections.actions.packing import make_pack
from chahe.web.inspections.kinds import kind_allows
from chahe.web.inspections.models import (
    CheckRun,
    Exemption,
    Finding,
    FollowUp,
    Inspection,
    Pack,
    Request,
    WorkingPaper,
)
from chahe.web.inspections.queries_follow_ups import follow_ups_due
from chahe.web.journal.models import Entry
from chahe.web.rulebooks.actions_imports import import_document
from chahe.web.rulebooks.models import ImportedEdition
from chahe.web.rulebooks.wanted import Wanted
from chahe.workflow.engagement import EngagementKind, ReportKind

# Routes whose page differs with the state of the thing; of the others one is enough.
VARIED = {
    *("inspection", "paper", "finding", "rule", "fact_state", "report", "report_sign"),
    "calendar_item",
}


def one_of_each(rows, field, first=""):
    """Return the newest row for each value of a field, a certain value first."""
    newest = {getattr(row, field): row.pk for row in rows.order_by("pk")}
    return [newest[value] for value in sorted(newest, key=lambda value: value != first)]


def imported_text():
    """Return an import that waits for decisions, of a regulation we invented."""
    found = ImportedEdition.objects.filter(document="demo/machine-room").first()
    return found or import_document(
        data="1. 門禁管理（CC-16000，年度查核）\n(1) 機房應設置門禁。\n".encode(),
        name="room.txt",
        wanted=Wanted("demo/machine-room", "2024-01-01"),
        by=User.objects.get(username="supervisor"),
    )


def things(firm):
    """Return what a route's argument may be; by route where the argument alone does not say."""
    findings = Finding.objects.filter(firm=firm)
    papers = WorkingPaper.objects.filter(inspection__firm=firm)
    sealed = Inspection.objects.filter(firm=firm, state="sealed").latest("pk")
    imported = imported_text()
    return {
        "import": [imported.pk],
        "rule": [imported.rules.get(path="1.1").pk],
        "code": [firm.code],
        "inspection": one_of_each(Inspection.objects.filter(firm=firm), "state", "open"),
        "paper": [*one_of_each(papers, "state", "draft"), findings.latest("pk").paper_id],
        "finding": one_of_each(findings, "state", "planned"),
        **checked(),
        "pack": [make_pack(inspection=sealed, by=User.objects.get(username="officer")).pk],
        "follow_up": [follow_up_of(firm)],
        "signed": [],  # to sign one takes a certificate
        "certified": [],
        "note": [],  # nothing to see at its addresses, nor at a reference's: they take a form
        "reference": [],
        "evidence": [Evidence.objects.filter(firm=firm).latest("uploaded_at").pk],
        "check": ["firewall_exposure"],
        "parameter": ["named_addresses"],
        "report": ["inspection_report"],
        "export": ["assessment_plan"],
        "suffix": ["docx", "xlsx", "pdf"],
        "kind": ["public_company", "order_channels", "paid_in_capital"],
        "ray": ["conforming_without_evidence", "sealed_mismatch"],
        "seq": [Entry.objects.filter(firm=firm.code).earliest("seq").seq],
        "body": ["twse"],
        "document": ["mechanism"],
        "edition": ["2018-11-30"],
        "path": ["7.1.b.c", "7"],
        "topic": ["level_threshold", "incident_level"],
        "asked": [Request.objects.latest("pk").pk],
        "firm_person": [User.objects.get(username="cpa").pk],
        "campaign": [campaign_of(firm)],
        **planned(firm),
        **engaged(firm),
    }


def checked():
    """Return runs of checks, an exception of the first of them, and an exemption."""
    made = Exemption.objects.first()
    runs = one_of_each(CheckRun.objects.exclude(pk=made.run_id), "verdict")
    return {"run": [made.run_id, *runs], "key": [made.key], "exemption": [made.pk]}


def campaign_of(firm):
    """Return a campaign that asked the firm."""
    today = timezone.localdate()
    campaign = open_campaign(
        by=User.objects.get(username="supervisor"),
        words={"title": "供應商清冊", "reason": "市場事件", "question": "是否留有清冊？"},
        steps=["取得供應商清冊"],
        evidence_kinds=["firewall_config"],
        rules=[],
        since=today,
        until=today,
        due_on=today,
        firms=[firm.code],
    )
    ask_all(campaign.pk)
    return campaign.pk


def follow_up_of(firm):
    """Return a report on the findings of an inspection, issued for the first day it was due."""
    due = follow_ups_due(firm, on=timezone.localdate())[0]
    auditor = User.objects.get(username="auditor")
    issued = issue_follow_up(
        inspection=due.inspection, by=auditor, due_on=due.due_on, sent_to="審計委員會"
    )
    return issued.pk


def planned(firm):
    """Return an item of next year's plan, an adjustment that waits, a run of all, and a feed."""
    officer = User.objects.get(username="officer")
    year = timezone.localdate().year + 1
    planning.plan_year(firm=firm, year=year, by=officer)
    item = PlanItem.objects.filter(firm=firm, adjustments=None, state="planned").latest("pk")
    adjustment = adjusting.ask(item=item, act="skip", reason="停業", by=officer)
    supervisor = User.objects.get(username="supervisor")
    run = everyone.plan_everyone(year=year, by=supervisor, enqueue=False)
    everyone.perform_run(run.pk)
    return {
        "item": one_of_each(PlanItem.objects.filter(firm=firm), "state", "planned"),
        "adjustment": [adjustment.pk],
        "planning_run": [run.pk],
        "token": [make_key(Feed, firm=firm, user=officer)],
    }


def engaged(firm):
    """Return an engagement, one of its people, its issued report, a stop, and leave asked for."""
    today, people = timezone.localdate(), {user.username: user for user in User.objects.all()}
    services = {"kind": "services", "value": ["brokerage", "dealing", "security_token"]}
    said = {"firm": firm, "by": people["officer"], "source": "示範資料"}
    state_fact(**services, **said, since=today)
    second, _ = create_account(
        by=None, username="cpa2", name="許雅婷", memberships=[(Role.CPA, firm)], firm=firm.code
    )
    engagement = opening.open_engagement(
        firm=firm,
        by=people["ciso"],
        terms=opening.Terms(
            kind=EngagementKind.YEARLY, platform="示範代幣平臺",
            accounting_firm="示範會計師事務所", year=today.year,
        ),
        people=[Invited(cpa, today, today, "第 1 號") for cpa in (people["cpa"], second)],
    )  # fmt: skip
    report = assessing.propose_report(
        engagement=engagement, kind=ReportKind.INTERIM, by=people["cpa"]
    )
    for cpa in (people["cpa"], second):
        assessing.sign_report(report=report, by=cpa, seen=report.digest)
    assessing.issue_report(report=report, by=second)
    for cause in ("第一次攻擊", "第二次攻擊"):
        stop = stops.note_stop(stopped_on=today, cause=cause, **said)
        if cause == "第一次攻擊":
            stops.resume_trading(
                stop=stop, resumed_on=today, measures="已修補", source="公告", by=said["by"]
            )
    return {
        "engagement": [engagement.pk],
        "person": [engagement.people.get(user=people["cpa"]).pk],
        "assessment": [report.pk],
        "stop": [stop.pk],
        "override": [stops.ask_reopening(stop=stop, reason="急", by=said["by"]).pk],
    }


def routes(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        else:
            yield pattern


def addresses(name, known):
    """Return a route's addresses: the first of each thing, then each other thing in turn."""
    (arguments,) = {tuple(each) for _, each in get_resolver().reverse_dict.getlist(name)[0][0]}
    of_route = next((known[prefix] for prefix in known if name.startswith(prefix)), [])
    options = {each: of_route if each == "pk" else known[each] for each in arguments}
    if not all(options.values()):
        return []
    first = {argument: values[0] for argument, values in options.items()}
    rest = [{**first, each: other} for each, values in options.items() for other in values[1:]]
    return [reverse(name, kwargs=said) for said in [first, *(rest if name in VARIED else ())]]


WITHIN = {
    "paper": (WorkingPaper, "inspection"),
    "finding": (Finding, "paper.inspection"),
    "run": (CheckRun, "paper.inspection"),
    "exemption": (Exemption, "run.paper.inspection"),
    "pack": (Pack, "inspection"),
    "asked": (Request, "inspection"),
    "follow_up": (FollowUp, "inspection"),
}


def inspection_of(said):
    """Return the inspection that an address is of, or within; None when it is of none."""
    if "inspection" in said:
        return Inspection.objects.get(pk=said["inspection"])
    for name, (rows, way) in WITHIN.items():
        if name in said:
            return attrgetter(way)(rows.objects.get(pk=said[name]))
    return None


def kind_lets_in(user, permission, inspection):
    """Say whether an inspection's kind lets a user through a door."""
    seen = permission == "requests.answer" or inspection.is_seen_by(user)
    return seen and kind_allows(user, inspection.firm, permission, inspection.kind)


def main() -> None:
    firm = Firm.objects.get()
    known, found = things(firm), []
    users = {user.username: user for user in User.objects.all()}
    for pattern in routes(get_resolver().url_patterns):
        door = pattern.callback.door
        who = [
            person.username
            for person in PEOPLE
            if door.permission is None
            or users[person.username].has_perm(door.permission, firm if door.of_firm else None)
        ]
        for url in addresses(pattern.name, known):
            inspection = inspection_of(resolve(url).kwargs)
            let_in = [
                name
                for name in who
                if inspection is None or kind_lets_in(users[name], door.permission, inspection)
            ]
            found.append({"name": pattern.name, "url": url, "who": let_in})
    print(json.dumps(found))


if __name__ == "__main__":
    main()
