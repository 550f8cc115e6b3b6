"""Two periods of one section, for tests of what the second takes over from the first."""

from tests.web.inspections.story import MECHANISM

from chahe.deadlines import days_after
from chahe.web.inspections.actions import evidence as attaching
from chahe.web.inspections.actions import papers, planning

SECTION, PATH = "7.1", "7.1.b.e"


def last_month(story):
    """Plan the network's month before this one: three of its rules, for it is sealed whole."""
    return planning.plan_inspection(
        firm=story.firm,
        section=f"{MECHANISM}#{SECTION}",
        on=days_after(story.today.replace(day=1), -1),
        by=story.officer,
        leaves=(PATH, "7.1.b.c", "7.1.b.d"),
    )


def write(story, inspection, path=PATH, evidence=(), **values):
    """Write the month before's paper of a rule, and seal all of it."""
    paper = inspection.papers.get(path=path)
    for each in evidence:
        attaching.attach_evidence(paper=paper, evidence=each, by=story.officer)
    papers.write_paper(paper=paper, by=story.officer, values=values)
    return paper


def report(story, name="report.txt", **said):
    return story.evidence(f"{name}\n".encode(), name=name, **said)


def covering(story):
    """Evidence of the whole year, which counts this month too."""
    year = (story.today.replace(month=1, day=1), days_after(story.today, 1))
    return report(story, "year.txt", period=year)


def covering_before(story):
    """Evidence of the month before alone."""
    first = story.today.replace(day=1)
    start = days_after(first, -1).replace(day=1)
    return report(story, "month.txt", period=(start, first))
