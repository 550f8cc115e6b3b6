"""A paper of 示範證券 whose check has found policies that break the rule."""

from chahe.checks import identity
from chahe.deadlines import days_after
from chahe.web.demo import files
from chahe.web.inspections.actions import checking
from chahe.web.inspections.actions import evidence as attaching
from chahe.web.inspections.actions.exempting import ask_exemption, decide_exemption
from chahe.web.inspections.models import CheckRun

PATH = "7.1.b.e"


def paper_of(story, *, on=None):
    return story.plan("7.1", on=on).papers.get(path=PATH)


def run_on(story, paper, *, exposed=True, content=None, **said):
    """Run the check on a firewall's configuration, and return what it says."""
    content = content or files.firewall(exposed=exposed)
    said = {"collected_on": min(story.today, paper.inspection.period.last_day), **said}
    evidence = story.evidence(content, kind="firewall_config", name="fw.conf", **said)
    attaching.attach_evidence(paper=paper, evidence=evidence, by=story.officer)
    asked = checking.ask_for_check(
        paper=paper, check_id="firewall_exposure", by=story.officer, enqueue=False
    )
    checking.perform_check(asked.pk)
    return CheckRun.objects.get(pk=asked.pk)


def ask(story, run, *, at=0, days=30, by=None):
    """Ask that one of the exceptions may stand for some days."""
    return ask_exemption(
        run=run,
        key=identity(run.rows[at]),
        until=days_after(story.today, days),
        reason="設備汰換中，已限制來源位址",
        by=by or story.officer,
    )


def grant(story, asked, *, granted=True):
    return decide_exemption(asked=asked, granted=granted, words="同意到汰換完成", by=story.ciso)


def one_of_each(story, paper):
    """Return the ids of a run that found something, one of its exceptions, and an exemption."""
    run = run_on(story, paper)
    return {"run": run.pk, "key": identity(run.rows[1]), "exemption": ask(story, run).pk}
