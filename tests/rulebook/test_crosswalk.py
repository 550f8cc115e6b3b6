"""Relations seen from both sides, groups that partition, and what files and books state."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis.strategies import builds, lists, sampled_from

from chahe.rulebook import Source, load_editions
from chahe.rulebook.crosswalk import Basis, Crosswalk, Kind, Relation
from chahe.rulebook.likely import LIKELY, proposals
from chahe.rulebook.relations import HERE, RelationError, cited, load_crosswalk, stated

from .invented import book, rule

A, B = "a/one@2020-01-01", "b/two@2020-01-01"
BOOKS = (book("a/one", rule("1"), rule("2")), book("b/two", rule("1"), rule("2")))
EDITIONS = {edition.id: edition for edition in load_editions()}


def related(start, end, kind=Kind.EQUAL, basis=Basis.STATED):
    return Relation(start, end, kind, basis)


def test_a_relation_is_seen_from_both_sides():
    crosswalk = Crosswalk([related("a", "b", Kind.NARROWER)])

    assert [(r.end, r.kind) for r in crosswalk.of("a")] == [("b", Kind.NARROWER)]
    assert [(r.end, r.kind) for r in crosswalk.of("b")] == [("a", Kind.WIDER)]
    assert crosswalk.of("c") == ()


def test_only_what_is_equal_and_no_mere_proposal_is_the_same_question():
    crosswalk = Crosswalk(
        [
            related("a", "b"),
            related("b", "c", basis=Basis.CONFIRMED),
            related("c", "d", Kind.NARROWER),
            related("c", "e", basis=Basis.PROPOSED),
        ]
    )

    assert crosswalk.same_question("b") == ("b", "a", "c")
    assert crosswalk.same_question("d") == ("d",)
    assert crosswalk.groups() == (("a", "b", "c"),)


def test_the_weightiest_of_several_bases_counts():
    crosswalk = Crosswalk([related("a", "b", basis=Basis.CITED, kind=Kind.RELATED)])

    decided = crosswalk.decided([related("b", "a", basis=Basis.CONFIRMED)])

    assert [(r.end, r.kind, r.basis) for r in decided.of("a")] == [
        ("b", Kind.EQUAL, Basis.CONFIRMED)
    ]


def test_what_a_person_rejected_is_gone():
    crosswalk = Crosswalk([related("a", "b"), related("a", "c")])

    decided = crosswalk.decided([], rejected=[frozenset("ba")])

    assert [each.end for each in decided.of("a")] == ["c"]
    assert decided.groups() == (("a", "c"),)


def test_the_relations_of_a_rule_are_those_of_the_edition_it_is_unchanged_from():
    before = book("a/one", rule("1"), rule("3"), edition="before-2020-01-01")
    after = book("a/one", rule("2", origin="1"), rule("3"), start=date(2020, 1, 1))
    crosswalk = Crosswalk([related(f"{A}#2", f"{B}#1")], editions=(before, after, BOOKS[1]))

    assert [r.end for r in crosswalk.of("a/one@before-2020-01-01#1")] == [f"{B}#1"]
    assert set(crosswalk.same_question(f"{B}#1")) == {
        f"{B}#1",
        f"{A}#2",
        "a/one@before-2020-01-01#1",
    }
    assert crosswalk.of("a/one@before-2020-01-01#3") == ()


NAMES = sampled_from("abcdefg")
RELATIONS = lists(builds(Relation, NAMES, NAMES, sampled_from(Kind), sampled_from(Basis)))


@settings(max_examples=100)
@given(RELATIONS)
def test_lookup_is_symmetric_and_groups_partition(relations):
    crosswalk = Crosswalk(relations)

    for name in "abcdefg":
        for found in crosswalk.of(name):
            back = [each for each in crosswalk.of(found.end) if each.end == name]
            assert [each.kind for each in back] == [found.kind.flipped]
        same = set(crosswalk.same_question(name))
        assert all(set(crosswalk.same_question(other)) == same for other in same)
    members = [name for group in crosswalk.groups() for name in group]
    assert len(members) == len(set(members))
    assert all(len(group) > 1 for group in crosswalk.groups())


STATED = """\
from: a/one@2020-01-01
to: b/two@2020-01-01
by: 甲
relations:
  - from: "1"
    kind: equal
    to: "2"
"""


def read(tmp_path, text=STATED, name="a.one--b.two"):
    (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return stated(BOOKS, tmp_path)


def test_a_file_of_relations_is_read(tmp_path):
    (found,) = read(tmp_path)

    assert found == Relation(f"{A}#1", f"{B}#2", Kind.EQUAL, Basis.STATED, "", "甲")


def test_relations_of_a_document_there_is_not_are_left_out(tmp_path):
    text = STATED.replace("b/two@2020-01-01", "b/two@1999-01-01")

    assert read(tmp_path, text) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('to: "2"', 'to: "9"'),
        ("kind: equal", "kind: alike"),
        ("by: 甲\n", ""),
        ("    kind: equal\n", ""),
        ('to: "2"', 'to: "2"\n    why: 不知道'),
        ("relations:", 'relations:\n  - from: "1"\n    kind: wider\n    to: "2"'),
    ],
)
def test_a_slip_of_the_pen_is_refused(tmp_path, old, new):
    with pytest.raises(RelationError, match=r"a\.one--b\.two"):
        read(tmp_path, STATED.replace(old, new, 1))


def test_a_file_is_named_by_the_documents_it_relates(tmp_path):
    with pytest.raises(RelationError, match="does not say"):
        read(tmp_path, name="b.two--a.one")


def test_what_a_book_cites_is_related_to_the_newest_edition_that_has_it():
    def citing(*cites):
        return rule("1", sources=tuple(Source("參酌", each) for each in cites))

    old = book("a/one", rule("1"), rule("5"), edition="before-2020-01-01")
    books = (old, BOOKS[0], book("b/two", citing("a/one#1", "a/one#5", "a/one", "a/none#1", "")))

    found = [(each.end, each.kind, each.basis) for each in cited(books)]

    assert found == [
        (f"{A}#1", Kind.RELATED, Basis.CITED),
        ("a/one@before-2020-01-01#5", Kind.RELATED, Basis.CITED),
        (A, Kind.RELATED, Basis.CITED),
    ]


@pytest.mark.parametrize("path", sorted(HERE.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_file_relates_rules_there_are(path):
    found = [each for each in stated(load_editions()) if _file(each) == path.stem]

    assert found
    for each in found:
        for citation in (each.start, each.end):
            edition, _, place = citation.partition("#")
            assert place in EDITIONS[edition].by_path


def _file(relation):
    ends = (relation.start, relation.end)
    return "--".join(end.partition("@")[0].replace("/", ".") for end in ends)


def test_every_citation_of_the_books_is_in_the_crosswalk():
    books = load_editions()
    documents = {edition.document for edition in books}
    cites = {
        (edition.cite(one), source.cites)
        for edition in books
        for one in edition.rules
        for source in one.sources
        if source.cites.partition("#")[0] in documents
    }

    known = load_crosswalk()

    for start, cite in cites:
        document, _, path = cite.partition("#")
        ends = {relation.end for relation in known.of(start)}
        assert any(
            end.partition("@")[0] == document and end.partition("#")[2] == path for end in ends
        ), (start, cite)


def test_the_scan_of_the_mechanism_is_the_scan_of_the_assessment():
    same = load_crosswalk().same_question("twse/mechanism@2018-11-30#9.9")

    assert {each.partition("@")[0] for each in same} == {
        *("twse/mechanism", "tpex/sto-assessment", "twse/inspection-points"),
    }


def test_what_is_alike_in_two_documents_is_proposed_once():
    asked = "公司是否每半年辦理弱點掃描並留存紀錄？"
    books = (
        book("a/one", rule("1", asked), rule("2", "機房是否有門禁？")),
        book("b/two", rule("1", asked), rule("2", "有沒有保險？"), rule("3", asked, leaf=False)),
    )

    (found,) = proposals(books, crosswalk=Crosswalk([]))

    assert (found.start, found.end, found.basis) == (f"{A}#1", f"{B}#1", Basis.PROPOSED)
    assert found.likeness >= LIKELY
    assert proposals(books, crosswalk=Crosswalk([found])) == ()
    assert proposals(books, crosswalk=Crosswalk([]), settled=[found.pair]) == ()


def test_two_rules_of_one_document_are_not_proposed():
    books = (book("a/one", rule("1", "是否掃描？"), rule("2", "是否掃描？")),)

    assert proposals(books, crosswalk=Crosswalk([])) == ()
