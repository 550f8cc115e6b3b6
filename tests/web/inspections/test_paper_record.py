"""A paper as a pack keeps it, computed again offline."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.inspections.sampled_paper import conclude, freeze, mark, plan, prepare
from tests.web.inspections.story import Story

from chahe.cli import main
from chahe.ledger.canonical import digest
from chahe.sampling import Method, Tick
from chahe.web.inspections.actions import (
    notes,
    packing,
    papers,
    references,
    sampling,
    sealing,
    steps,
)
from chahe.web.inspections.digests import INPUTS, paper_digest, paper_inputs
from chahe.web.inspections.models import WorkingPaper
from chahe.web.inspections.record import inspection_record
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db

# what `paper_inputs` had before papers could have samples, steps, notes and references
BEFORE = {
    *("inspection", "rule", "subject", "question", "procedure", "population", "sample"),
    *("evidence", "checks", "verdict", "conclusion", "findings", "round"),
}


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def paper(story):
    return story.plan().papers.first()


def worked(story, paper):
    """Give a paper a sample begun twice, a step, an answered note and a reference; sign it."""
    plan(story, paper)
    freeze(story, paper)
    sampling.begin_again(paper=paper, by=story.officer, reason="母體漏了六月")
    plan(story, paper, method=Method.RANDOM)
    mark(story, paper, freeze(story, paper), note="看過")
    steps.write_steps(paper=paper, by=story.officer, steps={0: ("看過", Tick.MATCH)})
    other = story.plan("4").papers.first()
    references.add_reference(paper=paper, to=other, by=story.officer, why="同一份", where="母體")
    conclude(story, paper)
    prepare(story, paper)
    note = notes.raise_note(paper=paper, by=story.auditor, text="母體？")
    papers.return_paper(paper=paper, by=story.auditor, comment="見意見")
    notes.answer_note(note=note, by=story.officer, answer="變更系統")
    prepare(story, paper)
    notes.clear_note(note=note, by=story.ciso)
    return paper


def test_a_paper_without_work_keeps_the_digest_it_was_signed_with(story, paper):
    signed = story.conform(paper)
    inputs = paper_inputs(WorkingPaper.objects.get(pk=paper.pk))

    assert inputs.keys() == BEFORE
    assert digest({name: inputs[name] for name in BEFORE}) == signed.digest


def test_the_work_is_in_what_is_signed(story, paper):
    worked(story, paper)
    whole = WorkingPaper.objects.prefetch_related(*INPUTS).get(pk=paper.pk)
    inputs = paper_inputs(whole)

    assert inputs.keys() - BEFORE == {"samplings", "steps", "notes", "references"}
    assert inputs["notes"] == [[1, "母體？", "變更系統"]]
    assert paper_digest(whole) == whole.digest


def test_a_pack_is_computed_again_offline(story, paper, capsys):
    worked(story, paper)
    story.sign_off(paper)
    inspection = story.seal(paper.inspection)
    pack = packing.make_pack(inspection=inspection, by=story.officer)

    status = main(["paper", "verify", str(packing.pack_path(pack))])

    lines = capsys.readouterr().out.splitlines()
    assert status == 0
    assert len(lines) == inspection.papers.count()
    assert all(line.startswith("✓ ") for line in lines)
    assert lines[0].count("母體 60 筆") == 2  # the sample given up, and the one that counts


def test_a_paper_is_downloaded_and_computed_again(client, story, paper, tmp_path, capsys):
    worked(story, paper)
    client.force_login(story.auditor)
    response = client.get(reverse("paper_json", args=["8888", paper.pk]))
    path = tmp_path / "紀錄.json"
    path.write_bytes(response.content)
    assert main(["paper", "verify", str(path)]) == 0

    told = json.loads(response.content)
    told["papers"][0]["inputs"]["conclusion"] = "改過"
    path.write_text(json.dumps(told))
    assert main(["paper", "verify", str(path)]) == 1
    assert "✗" in capsys.readouterr().out


def test_a_draft_is_computed_again_too(client, story, paper, tmp_path, capsys):
    plan(story, paper)
    freeze(story, paper)
    client.force_login(story.officer)
    path = tmp_path / "紀錄.json"
    path.write_bytes(client.get(reverse("paper_json", args=["8888", paper.pk])).content)

    assert main(["paper", "verify", str(path)]) == 3
    assert "一筆都還沒有查核" in capsys.readouterr().out


def test_the_record_that_reports_read_has_the_work(story, paper):
    worked(story, paper)

    (told, *_) = inspection_record(paper.inspection).papers

    assert told.sampling.population_size == 60 and len(told.sampling.items) == 25
    assert told.sampling.attributes == ("有核准", "有測試")
    assert told.sampling.items[0].ticks == ("✓", "✓")
    assert told.sampling.items[0].note == "看過"
    assert "母體漏了六月" in told.sampling.abandoned[0]
    assert told.steps[0].done == "看過" and len(told.steps) == len(told.procedure)
    assert told.notes[0].cleared_by == str(story.ciso)
    assert told.references[0].where == "母體"
    assert any("程序裡有" in each for each in told.repeatable)


def test_a_record_is_read_in_a_fixed_number_of_queries(story):
    def count(inspection):
        with CaptureQueriesContext(connection) as asked:
            inspection_record(inspection)
        return len(asked)

    one, many = story.plan("11"), story.plan("7.1")
    for inspection in (one, many):
        for paper in inspection.papers.all()[: 2 if inspection == one else 5]:
            plan(story, paper)
            mark(story, paper, freeze(story, paper))
            conclude(story, paper)

    assert count(one) == count(many)


def test_sealing_says_when_a_population_is_not_what_was_signed(story, paper):
    plan(story, paper)
    mark(story, paper, freeze(story, paper))
    conclude(story, paper)
    prepare(story, paper)
    for each in paper.inspection.papers.all():
        story.sign_off(each if each == paper else story.conform(each))
    loosen("inspections_sampling")
    paper.samplings.update(expected=61)

    with pytest.raises(Refused, match="與核定時不同"):
        sealing.seal_inspection(inspection=paper.inspection, by=story.ciso)


def loosen(table):
    """Let anybody change a table's rows, until the test ends."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {table}_update_refused")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
