"""What is proposed when the next official text is read, on a regulation we invented."""

from datetime import date

import pytest

from chahe.deadlines import Cadence
from chahe.rulebook import ChangeKind, load_editions
from chahe.rulebook.adopt import adopt
from chahe.rulebook.propose import UNBOUND, Stated, propose

OLD = {
    "1": "門禁管理",
    "1.1": "機房應設置門禁，非經核准不得進入。",
    "1.2": "進出機房應登記姓名、時間與事由，紀錄保存一年。",
    "1.3": "訪客進入機房應由專人全程陪同。",
    "2": "設備管理",
    "2.1": "機房設備應建立清單，並指定保管人。",
    "2.2": "設備汰換前應清除儲存的資料。",
}


def stated(texts):
    return [
        Stated(path, "CC-1", "", text, (Cadence.ANNUAL,) if "." not in path else ())
        for path, text in texts.items()
    ]


def base():
    said = {"document": "demo/room", "title": "要點", "body": "公會", "source": "room.txt"}
    proposals = propose(None, stated(OLD), texts={}, partial=False)
    return adopt(None, start=date(2024, 1, 1), rules=[p.adopted for p in proposals], **said)


def told(proposals):
    return {
        (each.path, each.change.kind.value): (each.change.origin, each.carried)
        for each in proposals
    }


def test_of_a_document_without_a_base_everything_is_new_and_undecided():
    proposals = propose(None, stated(OLD), texts={}, partial=False)

    assert {(p.change.kind, p.carried) for p in proposals} == {(ChangeKind.NEW, False)}
    assert [p.adopted.title for p in proposals][:2] == ["門禁管理", "機房應設置門禁"]
    assert proposals[1].adopted.question == "公司是否已依官方條文 1(1) 辦理？"
    assert proposals[1].adopted.evidence == ("policy_document", "interview_record")
    assert proposals[0].adopted.evidence == ()


def test_the_same_text_is_carried_over_and_nothing_else_is():
    proposals = propose(base(), stated(OLD), texts=OLD, partial=False)

    assert told(proposals) == {(path, "same"): (path, True) for path in OLD}


def test_an_inserted_point_renumbers_what_follows_and_rewords_what_it_reworded():
    new = {
        **{path: OLD[path] for path in ("1", "1.1")},
        "1.2": "機房應設置監視錄影，影像保存六個月。",
        "1.3": "進出機房應登記姓名、時間與事由，紀錄保存三年。",
        "1.4": OLD["1.3"],
        **{path: OLD[path] for path in ("2", "2.1")},
    }

    proposals = propose(base(), stated(new), texts=OLD, partial=False)

    assert told(proposals) == {
        ("1", "same"): ("1", True),
        ("1.1", "same"): ("1.1", True),
        ("1.2", "new"): (None, False),
        ("1.3", "reworded"): ("1.2", False),
        ("1.4", "renumbered"): ("1.3", False),
        ("2", "same"): ("2", True),
        ("2.1", "same"): ("2.1", True),
        ("2.2", "removed"): ("2.2", False),
    }
    by_path = {p.path: p for p in proposals}
    assert by_path["1.4"].adopted.question == "公司是否已依官方條文 1(4) 辦理？"
    assert 0.8 < by_path["1.3"].likeness < 1
    assert by_path["1.4"].likeness == 1


def test_without_official_text_of_the_base_nothing_is_carried_over():
    proposals = propose(base(), stated(OLD), texts={}, partial=False)

    assert told(proposals) == {(path, "reworded"): (path, False) for path in OLD}
    assert {p.change.reason for p in proposals} == {UNBOUND}


def test_where_only_some_texts_are_bound_only_those_are_carried_over():
    proposals = propose(base(), stated(OLD), texts={"2.1": OLD["2.1"]}, partial=False)

    assert [p.path for p in proposals if p.carried] == ["2.1"]


def test_a_partial_document_changes_only_the_points_it_names():
    named = {"1.2": "進出機房應登記姓名、時間與事由，紀錄保存三年。"}

    proposals = propose(base(), stated(named), texts=OLD, partial=True)

    assert told(proposals) == {
        **{(path, "same"): (path, True) for path in OLD if path != "1.2"},
        ("1.2", "reworded"): ("1.2", False),
    }
    unnamed = {p.path: p.text for p in proposals if not p.named}
    assert unnamed == {path: OLD[path] for path in OLD if path != "1.2"}


def test_a_partial_document_that_strikes_a_point_proposes_its_removal_alone():
    proposals = propose(base(), stated({"2.2": "（刪除）"}), texts=OLD, partial=True)

    assert told(proposals) == {
        **{(path, "same"): (path, True) for path in OLD if path != "2.2"},
        ("2.2", "removed"): ("2.2", False),
    }


@pytest.mark.parametrize("partial", [True, False])
def test_every_rule_of_the_base_is_accounted_for_once(partial):
    new = {"2": "門禁管理", "2.1": OLD["1.1"], "2.2": OLD["2.1"], "5": "全新的要求。"}

    proposals = propose(base(), stated(new), texts=OLD, partial=partial)

    origins = [p.change.origin for p in proposals if p.change.origin]
    assert sorted(origins) == sorted(OLD)
    paths = [p.path for p in proposals if p.change.kind is not ChangeKind.REMOVED]
    assert len(set(paths)) == len(paths)


def test_an_excerpt_that_begins_in_the_middle_gets_the_rules_above_it():
    proposals = propose(None, stated({"7.1.b": "應留存紀錄。"}), texts={}, partial=False)

    assert [(p.path, p.text) for p in proposals] == [
        *(("7", ""), ("7.1", "")),
        ("7.1.b", "應留存紀錄。"),
    ]


def test_what_the_base_only_defines_is_not_proposed_for_inspection():
    book = next(e for e in load_editions() if e.id == "tsa/emerging-technology@2026-03-04")
    path, term = book.definitions[0].path, book.definitions[0].term

    proposals = propose(book, stated({path: "用詞的定義。"}), texts={}, partial=True)

    defined = next(p for p in proposals if p.path == path)
    assert (defined.adopted.title, defined.adopted.inspected) == (term, False)
    edition = adopt(
        book,
        start=date(2030, 1, 1),
        rules=[p.adopted for p in proposals],
        document=book.document,
        title="",
        body="",
        source="",
    )
    assert path not in {each.path for each in edition.definitions}
    assert edition.by_path[path].leaf is False
