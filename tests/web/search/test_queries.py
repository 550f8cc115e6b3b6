"""What is found, by whom, and in which order; the same on each engine."""

from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories import make_firm, make_user
from tests.web.search.indexing import empty, found, hits, index

from chahe.web.accounts.roles import MARKET_WIDE, Role
from chahe.web.firms.models import Membership
from chahe.web.search.models import IndexedText, Kind
from chahe.web.search.queries import best, find, visible
from chahe.web.search.terms import ask

FEW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
TEXT = st.text("稽核紀錄，、（）A1 ", min_size=1, max_size=12)
SIGNS = "日誌a1\"*%_':-()&|!<>{}^\\/~+ \0\n\t"
SENTENCE = "網路設備每月檢視，日誌應保存３年（CC－17010）；107年度起適用「AES」加密"


@pytest.mark.parametrize(
    "typed",
    [
        *("日誌", "日", "誌", "每月檢視", "檢視 日誌", "日誌 檢視", "保存3年", "保存３年"),
        *("107年", "107年度起", "17010", "CC-17", "CC-17010", "cc–17010", "(CC-17010)"),
        *("〔CC-17010〕", "aes", "「AES」加密", "aes "),
    ],
)
def test_a_text_is_found(anybody, typed):
    subject = index(SENTENCE)

    assert found(anybody, typed) == [subject]


@pytest.mark.parametrize(
    "typed",
    [
        *("視日", "檢視日誌", "日誌檢視", "07年", "7010", "CC-17011", "CC17010", "AES加密"),
        *("es", "保存3月", "紀錄", "日誌 紀錄"),
    ],
)
def test_a_text_is_not_found(anybody, typed):
    index(SENTENCE)

    assert found(anybody, typed) == []


@pytest.mark.parametrize("typed", ["7(1)b(c)", "７（１）ｂ（ｃ）", "7〔1〕b〔c〕", "7.1.b.c"])
def test_a_rule_is_found_by_its_number_first(anybody, typed):
    named = ("7(1)b(c)", "7.1.b.c", "CC-17010")
    index("依 7(1)b(c) 及 7.1.b.c 辦理", names=("9", "9"))
    rule = index("題目", names=named)

    assert found(anybody, typed)[0] == rule
    assert len(found(anybody, typed)) == 2


def test_names_then_titles_then_texts_then_their_order(anybody):
    text = index("日誌保存")
    later = index("日誌保存")
    titled = index("其他", title="日誌之保存")
    named = index("其他", title="日誌")

    assert found(anybody, "日誌") == [named, titled, text, later]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.text("稽核紀錄，、（）A1 ", min_size=1, max_size=12), min_size=1, max_size=4),
    st.data(),
)
def test_two_characters_are_found_exactly_where_they_stand(anybody, texts, data):
    empty()
    subjects = [index(text, title="甲") for text in texts]
    pairs = sorted({a + b for text in texts for a, b in pairwise(text)})
    han = [pair for pair in pairs if set(pair) <= set("稽核紀錄")] or ["核稽"]
    typed = data.draw(st.sampled_from(han))

    assert found(anybody, typed) == [
        subject for subject, text in zip(subjects, texts, strict=True) if typed in text
    ]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text("日誌a1\"*%_':-()&|!<>{}^\\/~+ \0\n\t", max_size=30) | st.text(max_size=30))
def test_no_question_is_a_command_to_the_engine(anybody, typed):
    hits(anybody, typed)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            '"',
            "*",
            "%",
            "_",
            "'",
            ":",
            "-",
            "\\",
            "<->",
            "NEAR",
            "NEAR(日誌 保存)",
            "日誌 OR 紀錄",
        ),
        *("日誌 NOT 保存", "{words} : 密", "日誌*", "日_", "日%", "words:日誌", "日誌 & !保存"),
        "日誌'; DROP TABLE search_indexedtext; --",
    ],
)
def test_signs_of_the_engines_mean_nothing(anybody, typed):
    index("紀錄", title="其他")

    assert found(anybody, typed) == []


def test_signs_around_a_word_are_no_part_of_it(anybody):
    subject = index(SENTENCE)

    assert found(anybody, '"日誌"*') == found(anybody, "+日誌:") == [subject]


def test_a_long_text_is_found_by_its_first_part(anybody):
    subject = index("稽核" * 6_000 + "結尾")

    assert (found(anybody, "稽核"), found(anybody, "結尾")) == ([subject], [])


def test_of_many_the_first_are_read_and_it_is_said(anybody):
    for _ in range(4):
        index("日誌")

    shown, some = best(anybody, ask("日誌"), shown=2)
    assert (len(shown), some.counts["rule"], some.more) == (2, 4, frozenset())
    assert len(hits(anybody, "日誌", most=3)) == 3


# Who finds what


def of_firm(code, body="日誌未保存"):
    return index(body, kind=Kind.FINDING, firm=make_firm(code), subject=f"finding:{code}")


def test_a_firms_people_never_find_another_firms_findings(anybody):
    mine, _ = of_firm("8888"), of_firm("9999")

    assert found(anybody, "日誌") == [mine]
    assert [hit.where for hit in hits(anybody, "日誌")] == ["示範證券"]


@pytest.mark.parametrize("role", list(Role))
def test_a_finding_is_found_by_who_may_see_open_inspections_of_its_firm(anybody, role):
    firm = make_firm("7777")
    of_firm("7777")
    of_firm("9999")
    user = make_user(role, None if role in MARKET_WIDE else firm, username="who")

    expected = [
        f"finding:{each}"
        for each in ("7777", "9999")
        if role is not Role.CPA and user.has_perm("inspections.view", make_firm(each))
    ]
    assert found(user, "日誌") == expected


def test_somebody_of_two_firms_finds_what_is_in_both(anybody):
    for code in ("7777", "8888", "9999"):
        of_firm(code)
    Membership.objects.create(user=anybody, firm=make_firm("9999"), role=Role.CONTROL_OWNER)

    assert found(anybody, "日誌") == ["finding:8888", "finding:9999"]


def test_what_is_looked_through_does_not_say_who_may_see_it(anybody):
    of_firm("9999")

    assert find(visible(anybody), ask("日誌"), firms=None).places == []
    assert find(visible(anybody), ask("日誌"), firms=frozenset({make_firm("9999").pk})).places == []


def test_the_database_refuses_a_finding_without_a_firm(anybody):
    with pytest.raises(IntegrityError), transaction.atomic():
        index("日誌", kind=Kind.FINDING)
    with pytest.raises(IntegrityError), transaction.atomic():
        index("日誌", firm=make_firm())
    assert not IndexedText.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_best_cost_a_fixed_number_of_queries(anybody, django_assert_num_queries, count):
    of_firm("8888")
    for _ in range(count):
        index("日誌")
    anybody.held()

    with django_assert_num_queries(6):  # four kinds, what is imported, and what is shown
        shown, _ = best(anybody, ask("日誌"), shown=8)

    assert len(shown) == count + 1
