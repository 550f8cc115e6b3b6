"""What a firm tests by: set, set back, refused, used by runs, told on pages and in papers."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from tests.web.checking.found import run_on

from chahe.checks import load_checks
from chahe.web.inspections.actions import checking
from chahe.web.inspections.actions.thresholds import set_threshold
from chahe.web.inspections.models import CheckRun, Threshold
from chahe.web.inspections.queries_thresholds import changed_words, figures_for, set_in
from chahe.web.inspections.record import inspection_record
from chahe.web.journal.models import Entry
from chahe.workflow import InspectionKind, Refused

pytestmark = pytest.mark.django_db
OURS, RULED = ("firewall_exposure", "named_addresses"), ("password_policy", "characters")


@pytest.fixture
def put(story):
    def put(value, which=OURS, reason="內部規範第 7 條"):
        check = load_checks()[which[0]]
        (parameter,) = [each for each in check.parameters if each.id == which[1]]
        said = {"firm": story.firm, "check": check, "parameter": parameter, "by": story.ciso}
        return set_threshold(value=value, reason=reason, **said)

    return put


def test_what_is_set_is_used_told_and_journalled(story, paper, put):
    put(256)

    run = run_on(story, paper)

    assert {each["id"]: each for each in run.figures}["named_addresses"] == {
        "id": "named_addresses", "value": 256, "usual": 65536,
    }  # fmt: skip
    words = "仍算特定對象的公開位址數上限 256 個位址（檢測原為 65536）"
    assert changed_words(run) == words
    (told,) = [
        check.figures
        for each in inspection_record(paper.inspection).papers
        for check in each.checks
    ]
    assert told == words
    entry = Entry.objects.filter(act="threshold.set").get()
    assert "65536 → 256 個位址" in entry.text and "內部規範第 7 條" in entry.text


def test_the_digest_of_a_run_is_of_its_figures_too(story, paper, put):
    first = run_on(story, paper)
    put(65535)
    again = checking.ask_for_check(paper=paper, check_id=OURS[0], by=story.officer, enqueue=False)
    checking.perform_check(again.pk)
    second = CheckRun.objects.get(pk=again.pk)

    assert (first.rows, first.inputs) == (second.rows, second.inputs)
    assert first.digest != second.digest


def test_the_latest_counts_and_none_goes_back(story, put):
    put(256)
    put(1024)
    latest = set_in(story.firm)[OURS].value
    put(None)

    assert latest == 1024
    assert set_in(story.firm) == {}
    assert Threshold.objects.count() == 3
    assert Entry.objects.filter(act="threshold.reset").count() == 1


@pytest.mark.parametrize(
    ("value", "which", "words"),
    [
        (5, RULED, "只能更嚴：請填不低於 6 字元"),
        (91, ("password_policy", "days"), "只能更嚴：請填不超過 90 日"),
        (65536, OURS, "沒有要改的"),
        (None, OURS, "沒有要改的"),
    ],
)
def test_what_is_refused(put, value, which, words):
    with pytest.raises(Refused, match=words):
        put(value, which)

    assert not Threshold.objects.exists()


def test_a_reason_is_wanted(put):
    with pytest.raises(Refused, match="請寫明依據"):
        put(256, reason="  ")


@pytest.mark.parametrize(
    ("kind", "value", "used"),
    [
        (InspectionKind.SELF, 99999, True),
        (InspectionKind.INTERNAL_AUDIT, 99999, True),
        (InspectionKind.CPA, 99999, False),
        (InspectionKind.ROUTINE, 99999, False),
        (InspectionKind.CPA, 256, True),
    ],
)
def test_a_looser_figure_counts_in_the_firms_own_inspections(paper, put, kind, value, used):
    put(value)
    paper.inspection.kind = kind.value
    run = CheckRun(paper=paper, check_id=OURS[0])

    assert dict(figures_for(run, load_checks()[OURS[0]])) == ({OURS[1]: value} if used else {})


def test_what_a_rule_has_become_stricter_than_no_longer_counts(story, paper):
    Threshold.objects.create(
        firm=story.firm, check_id=RULED[0], parameter=RULED[1], value=5, reason="舊規定",
        set_by=story.ciso, set_at=timezone.now(),
    )  # fmt: skip

    assert figures_for(CheckRun(paper=paper, check_id=RULED[0]), load_checks()[RULED[0]]) == {}


def test_nothing_that_was_set_is_changed_or_removed(put):
    made = put(256)

    for change in (lambda: made.save(), lambda: made.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_pages(client, story, put):
    put(99999)
    client.force_login(story.officer)

    page = client.get(reverse("thresholds", args=["8888"]))
    looser = client.get(reverse("thresholds", args=["8888"]), {"state": "looser"})
    file = client.get(reverse("thresholds", args=["8888"]), {"export": "csv"})
    shown = client.get(reverse("threshold", args=["8888", *OURS]))

    wanted = sum(len(check.parameters) for check in load_checks().values())
    assert page.context["listing"].count == wanted
    assert [row.parameter.id for row in looser.context["listing"]] == [OURS[1]]
    assert len(b"".join(file.streaming_content).splitlines()) == wanted + 1
    said = shown.content.decode()
    assert "99,999 個位址" in said and "內部規範第 7 條" in said
    assert 'name="value"' not in said  # the officer does not set it


def test_who_may_sets_it_and_a_mistake_is_told(client, story):
    address = reverse("threshold", args=["8888", *RULED])
    client.force_login(story.officer)
    refused = client.post(address, {"value": 12, "reason": "內部規範"})
    client.force_login(story.ciso)
    wrong = client.post(address, {"value": 5, "reason": "內部規範"})
    done = client.post(address, {"value": 12, "reason": "內部規範"})

    assert (refused.status_code, wrong.status_code, done.status_code) == (403, 422, 302)
    assert "只能更嚴" in wrong.content.decode()
    assert set_in(story.firm)[RULED].value == 12


def test_there_is_no_other_threshold(client, story):
    client.force_login(story.ciso)

    for check, parameter in (("nothing", "days"), (OURS[0], "nothing")):
        address = reverse("threshold", args=["8888", check, parameter])
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_in_a_fixed_number_of_queries(
    client, story, put, count, django_assert_num_queries
):
    for which in (OURS, RULED, ("password_policy", "days"))[:count]:
        put(30 if which != OURS else 256, which)
    client.force_login(story.ciso)
    client.get(reverse("thresholds", args=["8888"]))

    with django_assert_num_queries(6):
        client.get(reverse("thresholds", args=["8888"]))
