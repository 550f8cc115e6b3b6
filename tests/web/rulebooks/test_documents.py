"""The history of a document, shipped editions and those imported here together."""

from datetime import date

import pytest
from tests.web.rulebooks.importing import DOCUMENT, NEW, SECOND, in_force

from chahe.rulebook import Notice, load_editions
from chahe.web.rulebooks.queries_documents import documents, held, notices_of

pytestmark = pytest.mark.django_db

MECHANISM = "twse/mechanism"
TODAY = date(2026, 11, 27)


def document(name=MECHANISM, on=TODAY):
    return next(each for each in documents(on=on) if each.id == name)


def days(found):
    return [entry.day for entry in found.history]


def test_every_document_has_one_edition_in_force_on_a_day():
    for on in (date(2018, 11, 29), date(2018, 11, 30), TODAY):
        for each in documents(on=on):
            states = [one.state for one in each.editions]
            assert states.count("in_force") == (1 if each.now.state == "in_force" else 0)
    assert document("tsa/emerging-technology", date(2026, 3, 3)).now.state == "coming"


def test_editions_follow_each_other_without_a_gap():
    new, old = document().editions

    assert (new.state, new.last_day, new.earlier.id) == ("in_force", None, old.edition.id)
    assert (old.state, old.last_day, old.earlier) == ("past", date(2018, 11, 29), None)


def test_on_a_day_before_the_new_edition_the_old_one_holds():
    found = document(on=date(2018, 11, 29))

    assert found.now.edition.edition == "before-2018-11-30"
    assert found.editions[0].state == "coming"


def test_what_is_known_to_have_changed_stands_between_the_editions():
    found = document()

    known = [each for each in days(found) if each]
    assert days(found) == [*sorted(known, reverse=True), None]
    assert len(found.unmet) == 10
    assert found.unmet[0].notice.day == date(2025, 4, 11)
    assert document("twse/inspection-points").unmet == []


def test_an_edition_imported_later_meets_what_was_known_until_its_day():
    in_force(
        NEW.replace("證券商小型機房管理要點", "建立證券商資通安全檢查機制"),
        document=MECHANISM,
        edition="2021-11-18",
        base="",
    )

    found = document()

    met = [known.notice.day for one in found.editions for known in one.notices if known.met]
    assert met == [date(2020, 2, 10), date(2021, 11, 18)]
    assert len(found.unmet) == 8
    assert found.now.edition.edition == "2021-11-18"


def test_texts_are_counted_once_a_rule(django_assert_num_queries):
    first = in_force()
    in_force(NEW, edition=SECOND)
    documents(on=TODAY)

    with django_assert_num_queries(2):  # what is imported, and how many texts are bound
        found = documents(on=TODAY)

    counts = {one.edition.id: one.bound for each in found for one in each.editions}
    assert counts[first.edition_id] == len(held(edition(first.edition_id), on=TODAY).edition.rules)
    assert counts["twse/mechanism@2018-11-30"] == 0


def edition(name):
    found = next(each for each in documents(on=TODAY) if each.id == DOCUMENT)
    return next(one.edition for one in found.editions if one.edition.id == name)


def test_a_point_an_edition_does_not_have_has_no_address():
    about = next(each for each in load_editions() if each.id == "twse/mechanism@2018-11-30")

    known = notices_of(about, [about])[3]

    assert known.points == [("2", "/rulebook/twse/mechanism/2018-11-30/2/"), ("14", "")]
    assert isinstance(known.notice, Notice) and known.met is None
