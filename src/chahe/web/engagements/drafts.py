"""A report before it is issued: its title says that it is a draft."""

from dataclasses import replace
from datetime import datetime

from chahe.documents.assessment import AssessmentRecord
from chahe.documents.model import Document
from chahe.documents.papers.cpa_assessment import CPA_ASSESSMENT

DRAFT = "（草稿）"


def draft_of(record: AssessmentRecord, *, made_at: datetime) -> Document:
    """Return the report of a record, marked as a draft in its title and on every page."""
    document = CPA_ASSESSMENT.build(record, made_at=made_at)
    if DRAFT in document.title:
        return document
    return replace(document, title=f"{document.title}{DRAFT}", header=f"{document.header}{DRAFT}")
