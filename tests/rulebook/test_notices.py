"""Changes known only in part are notices on an edition, never an edition of their own."""

from datetime import date

from chahe.rulebook import load_editions

EDITIONS = {edition.id: edition for edition in load_editions()}
MECHANISM = EDITIONS["twse/mechanism@2018-11-30"]
BEFORE = EDITIONS["twse/mechanism@before-2018-11-30"]


def test_every_later_change_of_the_mechanism_is_a_notice():
    assert {notice.day: notice.points for notice in MECHANISM.notices} == {
        date(2020, 2, 10): ("9", "12"),
        date(2021, 11, 18): ("3",),
        date(2022, 9, 6): ("1", "2"),
        date(2022, 12, 28): ("2", "14"),
        date(2023, 8, 23): (),
        date(2023, 12, 14): ("10",),
        date(2024, 2, 5): ("1", "2"),
        date(2024, 5, 15): ("1", "4", "7", "10", "12"),
        date(2024, 11, 12): ("2", "9"),
        date(2025, 4, 11): ("1", "2", "3", "4", "6", "7", "8", "9", "10", "12", "14"),
    }


def test_no_notice_became_an_edition():
    assert [e for e in EDITIONS if e.startswith("twse/mechanism@")] == [BEFORE.id, MECHANISM.id]
    assert BEFORE.notices == ()


def test_a_notice_comes_after_its_edition_and_in_order():
    for edition in EDITIONS.values():
        days = [notice.day for notice in edition.notices]
        assert days == sorted(set(days))
        assert all(edition.start is None or day > edition.start for day in days)


def test_a_notice_says_what_to_do_and_where_it_was_read():
    for edition in EDITIONS.values():
        for notice in edition.notices:
            assert "請匯入官方條文" in notice.summary
            assert notice.source


def test_a_notice_names_points_of_its_edition_or_those_added_later():
    for edition in EDITIONS.values():
        added = {"14"} if edition is MECHANISM else set()
        for notice in edition.notices:
            assert set(notice.points) <= set(edition.by_path) | added


def test_the_change_whose_day_nobody_found_is_told_without_one():
    last = MECHANISM.notices[-1]

    assert "人工智慧使用清冊" in last.summary
    assert "日期沒有查到" in last.summary


def test_the_mechanism_says_how_long_records_are_kept():
    for edition in (MECHANISM, BEFORE):
        kept = {
            rule.path: [(each.years, bool(each.note)) for each in rule.retention]
            for rule in edition.rules
            if rule.retention
        }
        assert kept == {"7.1.b.c": [(3, False)], "8.4.c": [(3, False)], "8.5.f": [(0, True)]}


def test_units_of_the_mechanism_are_one_for_each_kind_of_figure():
    for edition in (MECHANISM, BEFORE):
        units = {each.unit for rule in edition.rules for each in rule.thresholds}
        years = {
            rule.path for rule in edition.rules for each in rule.thresholds if each.unit == "年"
        }
        assert units <= {"次/年", "年", "個月", "小時/年", "次", "字元"}
        assert years == {"7.1.b.c", "8.4.c"}


def test_regulations_named_by_the_mechanism_are_sources_without_a_book():
    named = {rule.path: [s.text for s in rule.sources] for rule in MECHANISM.rules if rule.sources}

    assert set(named) == {
        "2.6", "3.1", "3.3", "7.1.g", "8.5.d", "8.5.g", "8.5.h", "8.6.d", "13.h",
    }  # fmt: skip
    assert named["8.5.g"] == ["個人資料保護法"]
    assert {s.cites for rule in MECHANISM.rules for s in rule.sources} == {""}
