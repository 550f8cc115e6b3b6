"""Chinese sentences have full-width marks, and Taiwan's words, wherever people read them."""

import re
from pathlib import Path

import pytest
from tests.web.test_words import MAINLAND, simplified

from .chinese import ROOT, documents, sources, texts

_BESIDE = r"[\u4e00-\u9fff「」『』（）《》、。，；：？！…]"
HALF_WIDTH = re.compile(rf"(?<={_BESIDE})[,;:?!()]|[,;?!()](?={_BESIDE})|:(?={_BESIDE})")
REF = re.compile(r"\d+(?:\((?:\d+|[a-z])\)|[a-z]\b)+")  # a rule as people cite it: 7(1)b(c)
# to retain records is 保存 in Taiwan too; the word is wrong only for a file, as on a button
WORDS = [word for word in MAINLAND if not word.startswith("保存")]
READ = [*sources(), *documents()]
ON_PURPOSE: dict[str, str] = {}  # path: reason, where half-width is not a slip (a CSV, say)


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def slips(path: Path) -> list[str]:
    return [
        f"{shown(path)}:{line}: {text.strip()[:60]}"
        for line, text in texts(path)
        if HALF_WIDTH.search(REF.sub("", text))
    ]


# one test for every file: a test a file would be thousands, and each costs more than it looks at
def test_chinese_sentences_have_full_width_marks():
    found = {path: slips(path) for path in READ if shown(path) not in ON_PURPOSE}

    assert [slip for path in READ for slip in found.get(path, [])] == []


def test_words_are_those_taiwan_uses():
    wrong = {}
    for path in READ:
        said = " ".join(text for _, text in texts(path))
        if words := [word for word in WORDS if re.search(word, said)] + simplified(said):
            wrong[shown(path)] = words

    assert wrong == {}


@pytest.mark.parametrize(
    "text", ["查核(例查)", "請重新匯出,再試一次", "結果:符合", "(三)項", "是嗎?"]
)
def test_half_width_marks_are_seen(text):
    assert HALF_WIDTH.search(text)


@pytest.mark.parametrize(
    "text", ["結果：符合（三項）", "twse/mechanism@2018-11-30 查核", "FortiOS 6.4, 7.0", "12:30 起"]
)
def test_proper_marks_are_left_alone(text):
    assert not HALF_WIDTH.search(text)
