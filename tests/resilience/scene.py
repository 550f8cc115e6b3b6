"""A firm with a year of planned inspections, all papers drafts: work for many kills."""

from datetime import date

from bench.firewall_exposure import backup

POLICIES = 1500  # in the configuration that is checked: about half a second of work
MONTHS = 12
SECTIONS = ("twse/mechanism#7.1", "twse/mechanism#8")


def make_scene(today: date) -> tuple[list[int], list[int]]:
    """Fill an empty site; return its papers without a check, and this month's of a firewall."""
    from django.utils import timezone

    from chahe.deadlines import days_after
    from chahe.web.demo.people import make_people, own_passwords
    from chahe.web.evidence.actions import receive_bytes
    from chahe.web.firms.models import Fact, Firm
    from chahe.web.inspections.actions.evidence import attach_evidence
    from chahe.web.inspections.actions.planning import plan_inspection
    from chahe.web.inspections.models import WorkingPaper

    firm = Firm.objects.create(code="8888", name="示範證券")
    people = make_people(firm)
    own_passwords()
    for kind, value in (("order_channels", ["internet"]), ("services", ["brokerage"])):
        Fact.objects.create(
            firm=firm, kind=kind, value=value, since=date(2020, 1, 1), source="測試",
            stated_by=people["officer"], stated_at=timezone.now(),
        )  # fmt: skip
    month = today.replace(day=1)
    for _ in range(MONTHS):
        for section in SECTIONS:
            plan_inspection(firm=firm, section=section, on=month, by=people["officer"])
        month = days_after(month, -1).replace(day=1)
    papers = WorkingPaper.objects.order_by("pk")
    this_month = papers.filter(inspection__period_start=today.replace(day=1))
    checked = [paper for paper in this_month if "firewall_exposure" in paper.checks]
    handed_in = receive_bytes(
        name="fw.conf", content="\n".join(backup(POLICIES)).encode() + b"\n", firm=firm,
        by=people["officer"], kind="firewall_config", collected_on=today, where_from="測試",
    )  # fmt: skip
    for paper in checked:
        attach_evidence(paper=paper, evidence=handed_in, by=people["officer"])
    plain = [pk for pk, checks in papers.values_list("pk", "checks") if not checks]
    return plain, [paper.pk for paper in checked]
