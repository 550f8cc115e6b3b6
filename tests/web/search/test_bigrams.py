import doctest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chahe.web.search import bigrams as module
from chahe.web.search.bigrams import asked_for, bigrams, chunks
from chahe.web.search.terms import ask, for_fts5, for_tsquery

FEW = settings(max_examples=50)
HAN = st.text("稽核紀錄保存密碼〇々", min_size=1, max_size=8)
LATIN = st.text("abcXYZ0123456789", min_size=1, max_size=6)
TEXT = st.lists(st.one_of(HAN, LATIN, st.sampled_from(list("，、（）()-—.·　 \n")))).map("".join)


def follow(words, asked):
    """Say whether words follow each other in a text's words; the last may be begun."""
    wanted, begun = asked
    for start in range(len(words) - len(wanted) + 1):
        *first, last = words[start : start + len(wanted)]
        same_last = last.startswith(wanted[-1]) if begun else last == wanted[-1]
        if first == wanted[:-1] and same_last:
            return True
    return False


def has(text, typed):
    words = bigrams(text).split()
    (chunk,) = chunks(typed)
    return follow(words, asked_for(chunk))


def test_examples_hold():
    assert doctest.testmod(module).failed == 0


@FEW
@given(TEXT)
def test_every_part_of_a_run_is_found(text):
    for chunk in chunks(text):
        whole = "".join(chunk)
        for unit in chunk:
            if module.is_han(unit):
                start = whole.index(unit)
                for size in (1, 2, 3):
                    for at in range(start, start + len(unit) - size + 1):
                        assert has(text, whole[at : at + size])


@FEW
@given(TEXT)
def test_a_whole_chunk_is_found(text):
    assert all(has(text, "".join(chunk)) for chunk in chunks(text))


@FEW
@given(TEXT, HAN, LATIN)
def test_what_is_not_there_is_not_found(text, han, latin):
    plain = ["".join(chunk) for chunk in chunks(text)]
    for typed in (han, f"{latin}{han}", f"{han}{latin}"):
        (chunk,) = chunks(typed)
        if has(text, typed):
            assert any("".join(chunk) in each for each in plain)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("日誌，查核", "誌查"),
        ("甲、乙", "甲乙"),
        ("保存、存查", "保存查"),
        ("日誌 A", "日誌A"),
        ("107 年度", "107年"),
        ("ABC", "BC"),
    ],
)
def test_nothing_crosses_what_stands_between(text, typed):
    assert not has(text, typed)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("於107年度辦理", "107年"),
        ("於107年度辦理", "107年度辦"),
        ("民國107年", "國107"),
        ("使用AES256加密", "用aes"),
        ("使用ＡＥＳ加密", "aes加密"),
        ("日\u200b誌", "日誌"),
        ("firewall", "fire"),
        ("𠮷野家", "𠮷野"),
    ],
)
def test_found_as_it_is_typed(text, typed):
    assert has(text, typed)


def test_a_long_word_is_cut():
    assert bigrams("a" * 5000) == "a" * 100


def test_a_question_for_each_engine():
    question = ask("CC-17010 稽核紀錄 密")

    assert for_fts5(question) == '"cc" * AND "17010" * AND "稽核 核紀 紀錄" AND "密" *'
    assert for_tsquery(question) == "'cc':* & '17010':* & '稽核' & '核紀' & '紀錄' & '密':*"


@FEW
@given(st.text(max_size=150))
def test_any_question_is_only_words_and_the_engines_own_signs(typed):
    question = ask(typed)

    words = [word for term in question.terms for phrase, _ in term.phrases for word in phrase]
    assert all(word.isalnum() for word in words)
    assert len(question.text) <= 100
    assert len(question.terms) <= 10


@pytest.mark.parametrize("typed", ["CC-17010", "ＣＣ－１７０１０", "cc–17010", "「CC-17010」"])
def test_width_and_brackets_of_a_question_do_not_matter(typed):
    assert ask(typed).needles == ("cc-17010",)


def test_a_term_is_asked_once_and_signs_alone_never():
    assert ask('日誌 "日誌" -- * %').needles == ("日誌",)


@pytest.mark.parametrize(
    ("typed", "cut"), [("日" * 100, False), ("日" * 101, True), ("a b c d e f g h i j k", True)]
)
def test_a_question_that_is_too_long_says_so(typed, cut):
    assert ask(typed).cut is cut
