"""An inspection in OSCAL: one file a document handed over, each from the same record.

assessment_plan, assessment_results, poam   the exports, found by their files
_model     what an export is               _reading   a record with the names OSCAL knows it by
_check     what no schema sees             _people    roles and parties
_scope     controls reviewed, and why not  _outcome   a verdict in a world of two states
_evidence, _findings, _risks               their parts

OSCAL knows only satisfied and not-satisfied, so whatever is not proved is the latter. To add an
export, write `oscal/<id>.py` and `tests/documents/oscal/test_<id>.py`.
"""

from collections.abc import Mapping
from functools import cache

from ...discover import discover
from ._check import check_document
from ._model import Export, NotExported, export

__all__ = ["Export", "NotExported", "check_document", "export", "load_exports"]


@cache
def load_exports() -> Mapping[str, Export]:
    """Return every export by id."""
    return discover(__name__, Export)
