import pytest
from tests.standards.books import AT, GATES

from chahe.standards import oscal_catalog
from chahe.standards.references import problems


def test_problems_of_a_sound_document_are_none():
    assert problems(oscal_catalog(GATES, at=AT)) == []


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"controls": [{"id": "a"}, {"id": "b", "parts": [{"id": "a"}]}]}, ["重複的識別碼：a"]),
        ({"uuid": "u", "resources": [{"uuid": "u"}, {"uuid": "u"}]}, ["重複的識別碼：u"]),
        ({"links": [{"href": "#u"}, {"href": "https://x.example/#u"}]}, ["找不到所指的 u"]),
        ({"include-controls": [{"with-ids": ["a", "b"]}]}, ["找不到所指的 b"]),
        ({"maps": [{"sources": [{"id-ref": "c"}]}]}, ["找不到所指的 c"]),
        ({"alters": [{"control-id": "c"}], "set": [{"param-id": "p"}]},
         ["找不到所指的 c", "找不到所指的 p"]),
        ({"prose": "after {{ insert: param, p }}"}, ["找不到所指的 p"]),
        ({"prose": "after \\{{ insert: param, p }}", "id": "p2"}, []),
    ],
)  # fmt: skip
def test_problems_are_what_no_schema_sees(document, said):
    assert problems(document, known=["a"] if "include-controls" in document else []) == said
