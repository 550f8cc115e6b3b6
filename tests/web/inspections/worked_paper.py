"""A reviewer's note and a reference on a draft, for tests of every address."""

from django.utils import timezone

from chahe.web.inspections.actions.references import add_reference
from chahe.web.inspections.models import ReviewNote


def one_of_each(story, paper, evidence):
    """Return the ids of a note and a reference of a paper, which remains a draft."""
    note = ReviewNote.objects.create(
        paper=paper, round=1, text="？", raised_by=story.auditor, raised_at=timezone.now()
    )
    reference = add_reference(paper=paper, to=evidence, by=story.officer, why="看")
    return {"note": note.pk, "reference": reference.pk}
