"""Rules of invented editions, compared by their words and places alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chahe.rulebook import ChangeKind
from chahe.rulebook.compare import compare
from chahe.rulebook.compared import Node

SAME, REWORDED, RENUMBERED, NEW, REMOVED = ChangeKind
FIRE, LOCK, LIST, WIPE = (
    "機房應備妥滅火設備，並定期請廠商檢驗。",
    "門禁卡遺失時，應當日停用並登記於簿冊。",
    "資產清單每半年盤點一次，盤點結果送主管核閱。",
    "報廢的硬碟先抹除資料，再交由清運廠商銷毀。",
)
DRILL = "每年至少演練一次備援切換，並檢討演練結果。"
BEFORE = {
    "1": "實體安全", "1.1": FIRE, "1.2": LOCK,
    "2": "資產管理", "2.1": LIST, "2.2": WIPE,
}  # fmt: skip


def nodes(texts):
    return [Node(path, f"X-{path.split('.')[0]}", "", text) for path, text in texts.items()]


def changes(before, after):
    """Return what changed: (path, origin, kind) of all that is not the same."""
    found = compare(nodes(before), nodes(after))
    return [(c.path, c.origin, c.kind) for c in found if c.kind is not SAME]


def test_same_edition_is_the_same():
    found = compare(nodes(BEFORE), nodes(BEFORE))

    assert [(c.path, c.origin, c.kind, c.likeness, c.changes) for c in found] == [
        (path, path, SAME, 1.0, ()) for path in BEFORE
    ]


def test_another_printing_is_the_same():
    printed = {**BEFORE, "1.1": "機房應備妥滅火設備,並定期 請廠商檢驗。", "2": "資產　管理"}

    assert changes(BEFORE, printed) == []


def test_an_inserted_item_shifts_the_rest():
    after = {**BEFORE, "1.1": DRILL, "1.2": FIRE, "1.3": LOCK}

    assert changes(BEFORE, after) == [
        ("1.1", None, NEW),
        ("1.2", "1.1", RENUMBERED),
        ("1.3", "1.2", RENUMBERED),
    ]


def test_an_inserted_item_shifts_what_was_reworded_too():
    after = {**BEFORE, "1.1": DRILL, "1.2": FIRE, "1.3": LOCK.replace("當日", "立即")}

    assert changes(BEFORE, after)[1:] == [
        ("1.2", "1.1", RENUMBERED),
        ("1.3", "1.2", REWORDED),
    ]


def test_a_removed_item_follows_what_it_followed():
    after = {"1": "實體安全", "1.1": LOCK, "2": "資產管理", "2.1": LIST}

    assert changes(BEFORE, after) == [
        (None, "1.1", REMOVED),
        ("1.1", "1.2", RENUMBERED),
        (None, "2.2", REMOVED),
    ]


def test_an_inserted_point_renumbers_whole_points_after_it():
    after = {"1": "實體安全", "1.1": FIRE, "1.2": LOCK, "2": "營運持續", "2.1": DRILL}
    after |= {"3": "資產管理", "3.1": LIST, "3.2": WIPE}

    assert changes(BEFORE, after) == [
        ("2", None, NEW),
        ("2.1", None, NEW),
        ("3", "2", RENUMBERED),
        ("3.1", "2.1", RENUMBERED),
        ("3.2", "2.2", RENUMBERED),
    ]


def test_points_that_changed_places_are_renumbered():
    after = {"1": "資產管理", "1.1": LIST, "1.2": WIPE, "2": "實體安全", "2.1": FIRE, "2.2": LOCK}

    assert {kind for _, _, kind in changes(BEFORE, after)} == {RENUMBERED}


def test_an_item_that_moved_to_another_point_is_renumbered():
    after = {"1": "實體安全", "1.1": FIRE, "2": "資產管理", "2.1": LIST, "2.2": WIPE, "2.3": LOCK}

    assert changes(BEFORE, after) == [("2.3", "1.2", RENUMBERED)]


def test_an_item_that_moved_and_was_reworded_is_reworded_with_its_origin():
    moved = LOCK.replace("當日", "立即")
    after = {"1": "實體安全", "1.1": FIRE, "2": "資產管理", "2.1": LIST, "2.2": WIPE, "2.3": moved}

    assert changes(BEFORE, after) == [("2.3", "1.2", REWORDED)]


def test_a_renamed_heading_is_reworded_and_what_is_under_it_the_same():
    after = {**BEFORE, "2": "資訊設備的清點"}

    assert changes(BEFORE, after) == [("2", "2", REWORDED)]


def test_a_heading_renamed_and_moved_is_known_by_what_is_under_it():
    after = {"1": "實體安全", "1.1": FIRE, "1.2": LOCK, "2": "營運持續", "2.1": DRILL}
    after |= {"3": "清點與報廢", "3.1": LIST, "3.2": WIPE}

    assert ("3", "2", REWORDED) in changes(BEFORE, after)


def test_a_heading_stays_the_same_when_all_under_it_changed():
    after = {**BEFORE, "1.1": DRILL, "1.2": "測試環境不得使用未經遮罩的客戶資料。"}

    assert [c for c in changes(BEFORE, after) if c[0] == "1" or c[1] == "1"] == []


def test_short_text_alone_does_not_move():
    before = {"1": "實體安全", "1.1": FIRE, "1.2": "其他"}
    after = {"1": "實體安全", "1.1": FIRE, "2": "資產管理", "2.1": "其他"}

    assert changes(before, after) == [
        (None, "1.2", REMOVED),
        ("2", None, NEW),
        ("2.1", None, NEW),
    ]


def test_short_texts_need_more_to_be_alike():
    assert changes({"1": "密碼管理"}, {"1": "權限管理"}) == [
        (None, "1", REMOVED),
        ("1", None, NEW),
    ]
    assert changes({"1": f"密碼{FIRE}"}, {"1": f"權限{FIRE}"}) == [("1", "1", REWORDED)]


def test_twins_are_matched_in_order():
    before = {"1": "甲類", "1.1": LOCK, "1.2": LOCK, "1.3": FIRE}
    after = {"1": "甲類", "1.1": DRILL, "1.2": LOCK, "1.3": LOCK, "1.4": FIRE}

    assert changes(before, after) == [
        ("1.1", None, NEW),
        ("1.2", "1.1", RENUMBERED),
        ("1.3", "1.2", RENUMBERED),
        ("1.4", "1.3", RENUMBERED),
    ]


def test_twins_under_two_points_stay_under_them():
    before = {"1": "甲類", "1.1": LOCK, "2": "乙類", "2.1": LOCK}
    after = {"1": "甲類", "2": "乙類", "2.1": FIRE, "2.2": LOCK, "3": "丙類", "3.1": LOCK}

    assert [c for c in changes(before, after) if c[1]] == [
        ("2.2", "2.1", RENUMBERED),
        ("3.1", "1.1", RENUMBERED),
    ]


def test_a_better_match_elsewhere_wins_over_a_poor_one_in_place():
    poor = "門禁卡借用時，應當日歸還並登記於櫃臺名冊。"
    after = {"1": "實體安全", "1.1": FIRE, "1.2": poor, "2": "資產管理", "2.1": LIST, "2.2": WIPE}
    after |= {"2.3": LOCK.replace("簿冊", "清冊")}

    assert changes(BEFORE, after) == [("1.2", None, NEW), ("2.3", "1.2", REWORDED)]


def test_an_excerpt_without_its_headings_finds_its_places():
    assert changes({"3.1.a": FIRE, "3.1.b": LOCK}, {"3.1.a": FIRE, "3.1.b": LOCK}) == []


def test_a_heading_without_text_is_known_by_its_place():
    found = compare(nodes(BEFORE), nodes({"1": "", "1.2": LOCK}))

    assert [(c.path, c.origin) for c in found if c.path] == [("1", "1"), ("1.2", "1.2")]


def test_reasons_say_what_was_seen():
    after = {"1": "實體安全", "1.1": DRILL, "1.2": FIRE, "1.3": LOCK.replace("當日", "立即")}

    reasons = [c.reason for c in compare(nodes(BEFORE), nodes(after))]

    assert reasons == [
        "條號相同，文字相同",
        "新增：前一版本沒有相近的條文（最相近 2(1)，相似度 0.11）",
        "條號由 1(1) 改為 1(2)，文字相同",
        "條號由 1(2) 改為 1(3)，文字修正（相似度 0.81）",
        "刪除：後一版本沒有相近的條文",
        "刪除：後一版本沒有相近的條文（最相近 1(1)，相似度 0.11）",
        "刪除：後一版本沒有相近的條文（最相近 1(2)，相似度 0.06）",
    ]


def test_reasons_name_what_a_near_rule_became():
    after = {**BEFORE, "1.3": LOCK.replace("門禁卡", "鑰匙")}

    (added,) = [c for c in compare(nodes(BEFORE), nodes(after)) if c.kind is NEW]

    assert added.reason == "新增：前一版本最相近的 1(2)（相似度 0.84）已對應到 1(2)"


def test_reasons_add_what_the_edition_states_and_a_changed_code():
    before = [Node("1", "CC-1", "", FIRE)]
    after = [Node("2", "CC-2", "", FIRE, ref="二", reason="點次遞延。")]

    (found,) = compare(before, after)

    assert found.stated == "點次遞延。"
    assert found.reason == (
        "條號由 1 改為 二，文字相同；代碼由 CC-1 改為 CC-2。修訂說明：點次遞延。"
    )


def test_what_a_rule_says_is_its_title_and_text():
    assert Node("1", "", "政策", "應訂政策。").words == "政策\n應訂政策。"
    assert Node("1", "", "政策", "政策（年度）").words == "政策（年度）"
    assert Node("1", "", "政策", "").words == "政策"


TREES = st.lists(
    st.tuples(st.sampled_from("123"), st.sampled_from(["", ".1", ".2", ".2.a", ".2.b", ".3"])),
    max_size=12,
    unique=True,
).map(lambda parts: sorted(a + b for a, b in parts))
WORDS = st.sampled_from(["", "其他", FIRE, LOCK, LOCK.replace("當日", "立即"), LIST, WIPE, DRILL])
EDITIONS = TREES.flatmap(lambda paths: st.tuples(*(st.tuples(st.just(p), WORDS) for p in paths)))


@settings(max_examples=100, deadline=None)
@given(before=EDITIONS, after=EDITIONS)
def test_every_rule_is_covered_exactly_once(before, after):
    found = compare(nodes(dict(before)), nodes(dict(after)))

    assert [c.path for c in found if c.path is not None] == [path for path, _ in after]
    assert sorted(c.origin for c in found if c.origin) == sorted(path for path, _ in before)
    assert all((c.path is None) is (c.kind is REMOVED) for c in found)
    assert all((c.origin is None) is (c.kind is NEW) for c in found)


@settings(max_examples=50, deadline=None)
@given(edition=EDITIONS)
def test_an_edition_compared_with_itself_is_the_same(edition):
    assert changes(dict(edition), dict(edition)) == []


@settings(max_examples=50, deadline=None)
@given(edition=EDITIONS)
def test_renumbering_a_point_gives_only_renumbered(edition):
    moved = {path.replace("3", "7", 1) if path[0] == "3" else path: t for path, t in edition}

    assert changes(dict(edition), moved) == [
        (path, path.replace("7", "3", 1), RENUMBERED) for path in moved if path[0] == "7"
    ]


@pytest.mark.parametrize("gone", ["1.1", "1.2", "2.1", "2.2"])
def test_what_is_removed_one_way_is_new_the_other(gone):
    part = {path: text for path, text in BEFORE.items() if path != gone}

    assert (None, gone, REMOVED) in changes(BEFORE, part)
    assert (gone, None, NEW) in changes(part, BEFORE)
