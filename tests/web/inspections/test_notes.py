import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from tests.factories import make_user
from tests.web.inspections.story import Story

from chahe.web.accounts.roles import Role
from chahe.web.inspections.actions import notes, papers
from chahe.web.inspections.models import ReviewNote
from chahe.web.journal.models import Entry
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def paper(story):
    return story.conform(story.plan().papers.first())


def ask(story, paper, by=None):
    return notes.raise_note(paper=paper, by=by or story.auditor, text="母體從哪裡來？")


def answer(story, note, by=None):
    return notes.answer_note(note=note, by=by or story.officer, answer="從人事系統。")


def test_a_note_is_raised_answered_and_cleared_by_others(story, paper):
    note = ask(story, paper)
    with pytest.raises(Refused, match="還沒有答覆"):
        notes.clear_note(note=note, by=story.auditor)
    with pytest.raises(Refused, match="自己提的"):
        answer(story, note, by=story.auditor)
    answer(story, note)
    with pytest.raises(Refused, match="答覆的人"):
        notes.clear_note(note=note, by=story.officer)

    cleared = notes.clear_note(note=note, by=story.ciso)

    assert (cleared.cleared_by, cleared.answer) == (story.ciso, "從人事系統。")
    with pytest.raises(Refused, match="已經解除"):
        answer(story, note)
    with pytest.raises(Refused, match="已經解除"):
        notes.clear_note(note=note, by=story.auditor)
    acts = Entry.objects.filter(subject=f"paper:{paper.pk}", act__startswith="paper.note")
    assert [e.act for e in acts.order_by("seq")] == [
        "paper.note_raised",
        "paper.note_answered",
        "paper.note_cleared",
    ]


def test_its_preparer_raises_none(story, paper):
    with pytest.raises(Refused, match="編製的人"):
        ask(story, paper, by=story.officer)


def test_none_is_raised_before_anything_is_signed_or_without_words(story, paper):
    draft = story.plan("4").papers.first()

    with pytest.raises(Refused, match="編製完成"):
        ask(story, draft)
    with pytest.raises(Refused, match="請寫明"):
        notes.raise_note(paper=paper, by=story.auditor, text=" ")


def test_an_open_note_holds_up_approval_and_no_review(story, paper):
    note = ask(story, paper)
    papers.sign_paper(paper=paper, step="review", by=story.auditor)
    with pytest.raises(Refused, match="1 則覆核意見沒有解除"):
        papers.sign_paper(paper=paper, step="approve", by=story.ciso)
    answer(story, note)
    with pytest.raises(Refused, match="沒有解除"):
        papers.sign_paper(paper=paper, step="approve", by=story.ciso)
    notes.clear_note(note=note, by=story.auditor)

    assert papers.sign_paper(paper=paper, step="approve", by=story.ciso).state == "approved"


def test_returning_keeps_notes_and_asks_for_answers_before_it_is_signed_again(story, paper):
    note = ask(story, paper)
    papers.return_paper(paper=paper, by=story.auditor, comment="見意見")
    later = ask(story, paper)  # of the round that was returned, too
    with pytest.raises(Refused, match="2 則覆核意見沒有答覆"):
        papers.sign_paper(paper=paper, step="prepare", by=story.officer)
    answer(story, note)
    answer(story, later)

    papers.sign_paper(paper=paper, step="prepare", by=story.officer)

    assert (note.round, later.round) == (1, 1)
    with pytest.raises(Refused, match="隨編製簽核固定"):
        answer(story, note)
    for each in (note, later):
        notes.clear_note(note=each, by=story.auditor)
    story.sign_off(paper)


def test_a_note_of_its_own_round_does_not_change_what_was_signed(story, paper):
    signed = paper.digest
    note = ask(story, paper)
    answer(story, note)
    notes.clear_note(note=note, by=story.auditor)

    assert story.sign_off(paper).digest == signed


def test_notes_of_an_approved_paper_stay(story, paper):
    note = ask(story, paper)
    answer(story, note)
    notes.clear_note(note=note, by=story.auditor)
    story.sign_off(paper)

    with pytest.raises(Refused):
        ask(story, paper)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReviewNote.objects.filter(pk=note.pk).update(text="改")
    with pytest.raises(DatabaseError), transaction.atomic():
        ReviewNote.objects.filter(pk=note.pk).delete()


def test_the_page_offers_each_only_what_they_may(client, story, paper):
    note = ask(story, paper)
    url = reverse("paper", args=["8888", paper.pk])

    def page(user):
        client.force_login(user)
        return client.get(url).text

    assert "/answer/" in page(story.officer) and "提出覆核意見" not in page(story.officer)
    assert "/answer/" not in page(story.auditor) and "提出覆核意見" in page(story.auditor)
    answer(story, note)
    assert "/clear/" in page(story.ciso) and "/clear/" not in page(story.officer)
    owner = page(story.owner)
    assert "母體從哪裡來" in owner and "/clear/" not in owner and "/answer/" not in owner


def test_notes_go_round_on_the_pages(client, story, paper):
    def post(user, name, *args, comment=""):
        client.force_login(user)
        url = reverse(name, args=["8888", paper.pk, *args])
        return client.post(url, {"comment": comment}, follow=True)

    raised = post(story.auditor, "note_raise", comment="母體從哪裡來？")
    note = ReviewNote.objects.get()
    refused = post(story.officer, "note_answer", note.pk, comment=" ")
    answered = post(story.officer, "note_answer", note.pk, comment="人事系統")
    cleared = post(story.ciso, "note_clear", note.pk)

    assert "待答覆" in raised.text
    assert "請寫明答覆" in refused.text
    assert "已答覆，待解除" in answered.text
    assert "已解除" in cleared.text and "人事系統" in cleared.text


def test_a_note_is_not_found_under_another_paper(client, story, paper):
    note = ask(story, paper)
    other = story.plan("4").papers.first()
    client.force_login(story.officer)

    assert client.post(reverse("note_answer", args=["8888", other.pk, note.pk])).status_code == 404
    client.force_login(make_user(Role.CPA, story.firm, enrolled=True))
    assert client.post(reverse("note_clear", args=["8888", paper.pk, note.pk])).status_code == 404
