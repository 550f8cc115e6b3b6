"""Text that crawlers and converters made: Markdown, dashes, joined and broken lines."""

import pytest

from .reading import outline, paths, read, said

EXPECTED = [
    "1 茶園（CC-11000，年度查核）",
    "1.1 應除草，並留存紀錄。",
    "1.1.a 人工除草。",
    "1.1.b 機械除草。",
    "1.2 應施肥。",
    "2 茶廠（CC-12000，半年查核）",
    "2.1 應揉茶。",
]
PLAIN = """1.茶園（CC-11000，年度查核）
(1)應除草，並留存紀錄。
a.人工除草。
b.機械除草。
(2)應施肥。
2.茶廠（CC-12000，半年查核）
(1)應揉茶。
"""


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace("\n", "\n\n"),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("1.茶", "## 1.茶").replace("2.茶", "## 2.茶"),
        PLAIN.replace("1.茶園", "**1.茶園").replace("查核）", "查核）**"),
        PLAIN.replace("1.茶", "1\\.茶").replace("2.茶", "2\\.茶").replace("a.", "a\\."),
        PLAIN.replace("(", "\\(").replace("1)", "1\\)").replace("2)", "2\\)"),
        "".join(f"> {line}\n" for line in PLAIN.splitlines()),
        "".join(f"* {line}\n" for line in PLAIN.splitlines()),
        "".join(f"- {line}\n-\n" for line in PLAIN.splitlines()),
        "".join(f"• {line}\n" for line in PLAIN.splitlines()),
        "".join(f"|{line}|\n" for line in PLAIN.splitlines()),
        "".join(f"\u3000\u3000{line}\u3000\n" for line in PLAIN.splitlines()),
        "".join(f"\t{line}\n" for line in PLAIN.splitlines()),
        PLAIN.replace("並留存紀錄", "並留\n存紀錄").replace("年度", "年\n度"),
        PLAIN.replace("應", "\u200b應").replace("，", "， "),
        PLAIN.replace("(1)", " ( 1 ) ").replace("(2)", "(2 )"),
    ],
)
def test_how_a_crawler_writes_does_not_change_the_tree(text):
    assert outline(read(text)) == EXPECTED


def test_headings_of_markdown_and_lists_in_words():
    text = (
        "# 茶園規範\n\n中華民國113年5月1日公告\n\n## 第一章 總則\n\n### 第一條（目的）\n\n"
        "為製茶。\n\n"
        "### 第二條（用詞）\n\n- 一、茶菁：嫩葉。\n- 二、茶乾：成品。\n\n"
        "**第三條** 自公布日施行。\n"
    )

    found = read(text)

    assert found.title == "茶園規範"
    assert paths(found) == "1 2 2.1 2.2 3"
    assert said(found, "title") == {"1": "目的", "2": "用詞", "2.1": "茶菁", "2.2": "茶乾"}


def test_items_run_together_on_one_line():
    text = (
        "第 4 條\n茶園管理之目標如下: 一、除草。 二、施肥。 三、採茶。 前項管理應留紀錄。\n"
        "第 5 條\n採茶應依前條第一項第二款辦理。\n"
    )

    assert outline(read(text)) == [
        "4 茶園管理之目標如下：",
        "4.1 除草。",
        "4.2 施肥。",
        "4.3 採茶。前項管理應留紀錄。",
        "5 採茶應依前條第一項第二款辦理。",
    ]


def test_letter_with_subject_and_explanation():
    text = (
        "函釋\n發文字號： 茶字第 1060504884 號\n發文日期： 民國 107 年 01 月 02 日\n"
        "主 旨：茶園紀錄得以電子方式製作，請查照。\n說 明：一、依據茶會 106 年 3 月 15 日函辦理。\n"
        "二、採電子方式者，應符合：\n(一)應備份。\n(二)應唯讀。\n"
    )

    assert outline(read(text)) == [
        "1 依據茶會106年3月15日函辦理。",
        "2 採電子方式者，應符合：",
        "2.1 應備份。",
        "2.2 應唯讀。",
    ]
