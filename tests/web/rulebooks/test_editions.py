"""Which editions there are, asked once a request, and what rests on those imported."""

import pytest
from tests.factories import make_user
from tests.web.inspections.story import Story
from tests.web.rulebooks.importing import accept_all, bring, in_force

from chahe.checks import load_checks
from chahe.rulebook import load_editions
from chahe.web.accounts.roles import Role
from chahe.web.inspections.actions import packing
from chahe.web.inspections.digests import inspection_digest
from chahe.web.inspections.models import Inspection
from chahe.web.inspections.record import inspection_record
from chahe.web.rulebooks import actions_confirm, actions_imports, queries
from chahe.web.rulebooks import editions as kept_editions
from chahe.web.rulebooks.editions import base_of, begin, edition_by_id, editions, end
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db
FIREWALL = "twse/mechanism@2018-11-30#7.1.b.e"
PARTIAL = """11. 符合性（CC-21000，年度查核）
(1) 本公司應每年檢視所遵循的法令清單。
"""


@pytest.fixture
def supervisor():
    return make_user(Role.SUPERVISOR)


@pytest.fixture
def asking():
    """Be within a request, without the signal that would close the test's own connection."""
    begin()
    yield
    end()


def newer(by, day="2024-05-15", text=PARTIAL):
    """Put in force an edition of the mechanism that changes one point."""
    imported = bring(text, document="twse/mechanism", edition=day, partial=True, by=by)
    return actions_confirm.confirm(imported=accept_all(imported), by=by)


def test_a_request_asks_once_which_editions_there_are(
    asking, supervisor, django_assert_num_queries
):
    in_force(by=supervisor)
    for kept in (kept_editions._book, kept_editions._joined, kept_editions._by_id):
        kept.cache_clear()

    with django_assert_num_queries(2):  # which there are, and the book, the first time
        found = [editions(), editions(), edition_by_id("demo/machine-room@2024-01-01")]
    begin()
    with django_assert_num_queries(1):
        editions()

    assert found[0] is found[1] and found[2] in found[0]


def test_a_request_without_imports_asks_once_too(asking, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert editions() is load_editions()
        assert editions() is load_editions()


def test_an_edition_we_ship_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert edition_by_id("twse/mechanism@2018-11-30").start.year == 2018
        assert base_of(edition_by_id("twse/mechanism@2018-11-30")).start is None


def test_who_confirms_sees_it_in_the_same_request(asking, supervisor):
    assert editions() == load_editions()

    imported = in_force(by=supervisor)

    assert edition_by_id(imported.edition_id) in editions()


def test_outside_a_request_every_call_sees_what_is_there(supervisor):
    imported = in_force(by=supervisor)
    assert edition_by_id(imported.edition_id) is not None

    actions_imports.withdraw(imported=imported, by=supervisor, reason="錯")

    assert edition_by_id(imported.edition_id) is None


def test_a_rule_carried_over_runs_the_checks_of_the_one_it_was(supervisor):
    imported = newer(supervisor)

    edition = edition_by_id(imported.edition_id)
    rule = edition.by_path["7.1.b.e"]
    check = load_checks()["firewall_exposure"]
    assert rule.lineage == (FIREWALL,)
    assert [each.id for each in queries.checks_of(edition, rule)] == ["firewall_exposure"]
    assert queries.tested_as(check, edition.cite(rule)) == FIREWALL
    assert base_of(edition).id == "twse/mechanism@2018-11-30"


def test_an_inspection_is_planned_by_the_imported_edition_once_in_force(supervisor):
    story = Story()
    imported = newer(supervisor)

    inspection = story.plan("7.1")

    assert inspection.edition_id == imported.edition_id
    assert inspection.papers.get(path="7.1.b.e").checks == ["firewall_exposure"]
    with pytest.raises(Refused, match="已有查核依這個版本"):
        actions_imports.withdraw(imported=imported, by=supervisor, reason="錯")


def test_a_sealed_inspection_stays_as_it_was_whatever_is_imported(supervisor):
    story = Story()
    sealed = story.seal(story.plan("11"))
    packing.make_pack(inspection=sealed, by=story.officer)
    sealed = Inspection.objects.get(pk=sealed.pk)
    record, digest = inspection_record(sealed), inspection_digest(sealed)
    pack = [{**vars(each), "_state": None} for each in sealed.packs.all()]

    newer(supervisor)
    bring(
        "11. 符合性（CC-21000，年度查核）\n(2) 本公司應依法令辦理。\n",
        document="twse/mechanism",
        edition="2018-11-30",
        by=supervisor,
    )

    again = Inspection.objects.get(pk=sealed.pk)
    assert inspection_record(again) == record
    assert inspection_digest(again) == digest
    assert [{**vars(each), "_state": None} for each in again.packs.all()] == pack
    assert (again.edition, again.digest) == ("2018-11-30", sealed.digest)
