"""However articles are printed, their tree is the same."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.official.trees import lost, parsed, shape

from chahe.official.fold import display_width

# article, heading, its paragraphs, each with items
ARTICLES = [
    ("1", "目的", [("為強化博物館典藏管理，並維護文物、圖書與檔案之安全，特訂定本規範。", [])]),
    (
        "2",
        "用詞",
        [
            (
                "本規範用詞如下：",
                ["文物：具保存價值之物（例如：陶器、織品）。", "典藏庫：存放文物之空間。"],
            )
        ],
    ),
    (
        "2-1",
        "典藏庫",
        [
            (
                "典藏庫應符合下列條件，並由專人每日檢查，檢查紀錄應保存3年以上，以備主管機關查核：",
                ["溫度與濕度應予控制，並應設置警報裝置，警報裝置每年至少測試一次。", "應上鎖。"],
            ),
            ("前項條件由館長核定，修正時亦同，並應公告於博物館之網站。", []),
            ("館長得指定代理人。", []),
        ],
    ),
    ("15", "施行", [("本規範自公布日施行。", [])]),
]
CHINESE = {"1": "一", "2": "二", "15": "十五"}


@dataclass(frozen=True)
class Style:
    arabic: bool = False
    spaced: bool = False
    alone: bool = True
    item: str = "{}、"
    wide: bool = False
    wrap: int | None = None
    hanging: bool = True
    chapters: bool = False
    bars: bool = False


def printed(style: Style) -> str:
    lines = ["博物館典藏規範"]
    for n, (number, heading, paragraphs) in enumerate(ARTICLES):
        if style.chapters and n in (0, 2):
            lines.append(f"第{'一二'[n // 2]}章 總則")
        first = _number(number, style)
        bracketed = f"（{heading}）" if style.wide else f"({heading})"
        lines += [first, bracketed] if style.alone else [f"{first} {bracketed}"]
        for text, items in paragraphs:
            lines += _wrapped("", text, style)
            for place, item in enumerate(items, 1):
                label = style.item.format(place, chinese="一二三"[place - 1])
                lines += _wrapped(label, item, style)
        if style.bars:
            lines.append("|")
    return "\n".join(lines) + "\n"


def _number(number: str, style: Style) -> str:
    whole, _, part = number.partition("-")
    if style.arabic:
        return f"第 {number} 條" if style.spaced else f"第{number}條"
    word = f"第{CHINESE[whole]}條" + (f"之{CHINESE[part]}" if part else "")
    return " ".join(word) if style.spaced else word


def _wrapped(label: str, text: str, style: Style) -> list[str]:
    text = text if style.wide else text.translate(str.maketrans("（），：", "(),:"))
    if style.wrap is None:
        return [label + text]
    rows, row = [], label
    pad = " " * display_width(label) if style.hanging else ""
    for character in text:
        if display_width(row + character) > style.wrap:
            rows.append(row)
            row = pad
        row += character
    return [*rows, row]


EXPECTED = shape(parsed(printed(Style(wide=True))))


def test_plain_print_has_articles_paragraphs_and_items():
    assert [path for path, *_ in EXPECTED] == [
        *("1", "2", "2.1", "2.2", "2-1", "2-1.1", "2-1.1.1", "2-1.1.2", "2-1.2", "2-1.3", "15")
    ]
    assert [title for path, _, title, *_ in EXPECTED if "." not in path] == [
        *("目的", "用詞", "典藏庫", "施行")
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Style,
        arabic=st.booleans(),
        spaced=st.booleans(),
        alone=st.booleans(),
        item=st.sampled_from(["{}、", "{chinese}、", "{}.", "({})", "（{chinese}）"]),
        wide=st.booleans(),
        wrap=st.none() | st.integers(44, 120),
        hanging=st.booleans(),
        chapters=st.booleans(),
        bars=st.booleans(),
    )
)
def test_any_mixture_of_styles_gives_the_same_tree(style):
    text = printed(style)

    found = parsed(text)

    assert shape(found) == EXPECTED
    assert lost(text, found) == []
