"""A paper approved over a note."""

from chahe.web.inspections.models import ReviewNote


def test_it_is_seen(year, unguarded):
    ReviewNote.objects.update(cleared_by=None, cleared_at=None)

    (hit,) = year.hits("review_note_open_on_signed")

    assert "沒解除" in hit.words
    assert year.sampled.ref in hit.label


def test_one_unanswered_from_the_round_before_is_seen(year, unguarded):
    year.sealed.papers.filter(pk=year.sampled.pk).update(state="prepared")
    ReviewNote.objects.update(
        cleared_by=None, cleared_at=None, answered_by=None, answered_at=None, answer=""
    )

    assert len(year.hits("review_note_open_on_signed")) == 1


def test_one_that_waits_for_its_answer_is_left_alone(year, unguarded):
    year.sealed.papers.filter(pk=year.sampled.pk).update(state="reviewed")
    ReviewNote.objects.update(round=2, cleared_by=None, cleared_at=None)

    assert len(year.hits("review_note_open_on_signed")) == 0
