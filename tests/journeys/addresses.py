"""Print every address of the demonstration's URL map, filled with things that are there, and who
may open it: [{"name", "url", "who": [usernames]}].
"""

import json

import django

django.setup()

from django.urls import URLResolver, get_resolver, reverse

from chahe.web.accounts.models import User
from chahe.web.demo.people import PEOPLE
from chahe.web.evidence.models import Evidence
from chahe.web.firms.models import Firm
from chahe.web.inspections.actions.packing import make_pack
from chahe.web.inspections.models import CheckRun, Finding, Inspection, Request, WorkingPaper
from chahe.web.journal.models import Entry
from chahe.web.rulebooks.actions_imports import import_document
from chahe.web.rulebooks.models import ImportedEdition
from chahe.web.rulebooks.wanted import Wanted

# Routes whose page differs with the state of the thing; of the others one is enough.
VARIED = {"inspection", "paper", "finding", "rule", "fact_state", "report"}


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
        "run": one_of_each(CheckRun.objects.all(), "verdict"),
        "pack": [make_pack(inspection=sealed, by=User.objects.get(username="officer")).pk],
        "evidence": [Evidence.objects.filter(firm=firm).latest("uploaded_at").pk],
        "check": ["firewall_exposure"],
        "report": ["inspection_report"],
        "suffix": ["docx", "xlsx", "pdf"],
        "kind": ["public_company", "order_channels", "paid_in_capital"],
        "seq": [Entry.objects.filter(firm=firm.code).earliest("seq").seq],
        "body": ["twse"],
        "document": ["mechanism"],
        "edition": ["2018-11-30"],
        "path": ["7.1.b.c", "7"],
        "topic": ["level_threshold", "incident_level"],
        "request": [Request.objects.latest("pk").pk],
        "firm_person": [User.objects.get(username="cpa").pk],
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
            found.append({"name": pattern.name, "url": url, "who": who})
    print(json.dumps(found))


if __name__ == "__main__":
    main()
