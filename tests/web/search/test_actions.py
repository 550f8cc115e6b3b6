"""The index says what there is: after every act as after it is made anew."""

import pytest
from django.db import transaction
from tests.factories import make_firm, make_user
from tests.web.accounts.signing_in import enrolled
from tests.web.inspections.story import Story
from tests.web.rulebooks.importing import DOCUMENT, NEW, in_force
from tests.web.search.indexing import empty, found, hits

from chahe.rulebook import load_editions
from chahe.web.accounts.roles import Role
from chahe.web.inspections.actions import findings
from chahe.web.inspections.models import Finding
from chahe.web.rulebooks.actions_imports import withdraw
from chahe.web.search import actions
from chahe.web.search.actions import catch_up, refresh
from chahe.web.search.models import Indexed, IndexedText, IndexedWords, Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor(books):
    return make_user(Role.SUPERVISOR)


def said():
    """Return all the index says."""
    words = IndexedWords.objects.select_related("text").order_by("pk")
    return [
        (
            w.text.subject,
            w.text.place,
            w.text.note,
            w.text.heading,
            w.text.firm_id,
            w.folded,
            w.body,
        )
        for w in words
    ]


def kinds_found(user, typed):
    return [(hit.text.kind, hit.text.subject) for hit in hits(user, typed)]


def test_every_rule_and_definition_of_every_edition_is_indexed(supervisor):
    rules = {edition.cite(rule) for edition in load_editions() for rule in edition.rules}
    kinds = IndexedText.objects.values_list("kind", "subject")
    assert {subject for kind, subject in kinds if kind == Kind.RULE} == rules
    assert sum(kind == Kind.DEFINITION for kind, _ in kinds) == sum(
        len(edition.definitions) for edition in load_editions()
    )


def test_every_text_has_an_address(supervisor, client):
    one_of_each = {(text.kind, not text.path): text for text in IndexedText.objects.all()}
    client.force_login(enrolled(make_user(Role.CPA, make_firm())))
    answers = [client.get(text.get_absolute_url()) for text in one_of_each.values()]
    assert [answer.status_code for answer in answers] == [200] * len(one_of_each)


def test_it_is_made_once_and_then_only_asked_after(supervisor, django_assert_num_queries):
    with django_assert_num_queries(2):  # what it was made from, and what is in force
        catch_up()


def test_it_is_made_again_when_the_books_are_others(supervisor, monkeypatch):
    IndexedText.objects.filter(kind=Kind.RULE).first().delete()
    before = IndexedText.objects.count()

    monkeypatch.setattr(actions, "_shipped_digest", lambda: "another")
    catch_up()  # while the site runs another version may run beside it
    assert IndexedText.objects.count() == before
    refresh()

    assert IndexedText.objects.count() == before + 1


def test_an_imported_edition_and_its_texts_are_found_until_it_is_withdrawn(supervisor):
    imported = in_force(by=supervisor)
    catch_up()

    mine = f"{DOCUMENT}@2024-01-01#1.3"
    assert kinds_found(supervisor, "全程陪同") == [(Kind.RULE, mine), (Kind.OFFICIAL, mine)]
    assert IndexedText.objects.filter(kind=Kind.OFFICIAL).count() == imported.texts.count()

    withdraw(imported=imported, by=supervisor, reason="錯")
    catch_up()

    assert found(supervisor, "全程陪同") == []


def test_the_newest_edition_is_found_first(supervisor):
    in_force(by=supervisor)
    in_force(NEW, edition="2024-05-15", by=supervisor)
    catch_up()

    rules = [subject for kind, subject in kinds_found(supervisor, "全程陪同") if kind == Kind.RULE]
    assert rules == [f"{DOCUMENT}@2024-05-15#1.4", f"{DOCUMENT}@2024-01-01#1.3"]


def test_a_finding_is_found_as_it_stands_after_every_act(supervisor):
    story = Story()
    inspection = story.plan("4")
    one, two = [story.find(paper) for paper in inspection.papers.all()[:2]]
    story.remedy(one)
    findings.reject_cure(finding=one, by=story.auditor, closing="規則仍在")
    findings.withdraw_finding(finding=two, by=story.officer, closing="看錯設備")

    assert found(supervisor, "規則仍在") == [f"finding:{one.pk}"]
    assert found(story.ciso, "看錯設備") == [f"finding:{two.pk}"]
    assert IndexedText.objects.get(subject=f"finding:{two.pk}").note == "已撤回"
    kept = said()
    empty()
    refresh()
    assert said() == kept


def test_a_finding_that_is_not_kept_is_not_indexed(supervisor):
    story = Story()
    with transaction.atomic():
        story.find(story.plan("4").papers.first())
        transaction.set_rollback(True)

    assert not Finding.objects.exists()
    assert not IndexedText.objects.filter(kind=Kind.FINDING).exists()


def test_words_go_with_their_text(supervisor):
    IndexedText.objects.all().delete()

    assert not IndexedWords.objects.exists()
    assert Indexed.objects.count() == 3
