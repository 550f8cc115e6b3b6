"""An invented regulation, and the many ways official sources would print it."""

from dataclasses import dataclass

from chahe.official.fold import display_width

# path, text as it should come out of parsing
POINTS = [
    ("1", "倉儲風險管理（CC-11000，適用自營倉庫業者，不適用代管倉庫業者，年度查核）"),
    ("1.1", "應盤點所有庫房與其保管人。"),
    (
        "1.2",
        "庫房之可接受損耗率應經核定，並報總經理備查（含冷藏庫、危險品庫及臨時堆置之場地等），其核定紀錄應保存完整以供查考。",
    ),
    ("2", "門禁安全（CC-12000，半年查核）"),
    ("2.1", "門禁規範應包括下列事項："),
    ("2.1.a", "出入申請、核准及登記之程序。"),
    ("2.1.b", "夜間值勤人員之輪替：值勤表應公告於大門。"),
    (
        "2.2",
        "鑰匙應有專人保管，遺失時應即時更換鎖具並通知保全公司，更換紀錄應由主管簽名後歸檔備查。（適用自營倉庫業者）",
    ),
    ("7", "搬運作業（CC-17000）"),
    (
        "7.1",
        "堆高機作業（CC-17010，適用自營倉庫業者，另a、c項並適用於所有使用堆高機之業者，每月查核）",
    ),
    ("7.1.a", "駕駛人員管理："),
    (
        "7.1.a.a",
        "駕駛人員應持有合格證照，並於每次作業前檢查煞車、燈號、輪胎及貨叉之狀態，填具檢查表後始得作業。",
    ),
    ("7.1.a.b", "檢查表（例如：每日檢查表、每週檢查表）應保存3年。"),
    ("7.1.b", "充電區管理：充電區應採通風方式（例如：排風扇）處理。"),
    ("7.1.c", "速限不得超過10公里。"),
    ("7.2", "輸送帶作業（CC-17020，月或半年查核）"),
    ("7.2.a", "輸送帶應設緊急停止裝置（111年1月底生效）。"),
    ("8", "其他（CC-22000，半年查核）"),
    (
        "8.1",
        "公司宜參考「倉儲業者使用應用程式介面（API）作業規範」辦理Warehouse系統之介接。",
    ),
]
CADENCES = {
    "1": ["annual"],
    "2": ["semiannual"],
    "7.1": ["monthly"],
    "7.2": ["monthly", "semiannual"],
    "8": ["semiannual"],
}
TITLE = "倉儲業者安全檢查要點"


@dataclass(frozen=True)
class Style:
    point: str = "{}."
    wide: bool = False
    wrap: int | None = None
    hanging: bool = True
    indent: bool = True
    bullet: str = ""
    between: str = ""
    above: bool = False
    twice: bool = False
    dash: str = "-"
    dotted: bool = False
    phrase: str = ""


PLAIN = Style()


def printed(points=POINTS, style: Style = PLAIN, title: str = TITLE) -> str:
    lines = [title, ""]
    for n, (path, text) in enumerate(points):
        lines += _rule(points, n, path, text, style)
        if style.between:
            lines.append(style.between)
    return "\n".join(lines) + "\n"


def _rule(points, n, path, text, style):
    *above, part = path.split(".")
    label = _label(above, part, style)
    text = text.replace("CC-", f"CC{style.dash}")
    if style.phrase:
        text = text.replace("（CC", f"（{style.phrase} CC")
    indent = "  " * len(above) if style.indent else ""
    number = part if part.isdigit() else str(ord(part) - 96)
    first = f"{style.bullet}{indent}"
    before = []
    if style.above and not above:
        before = [number]
    if style.twice and above:
        first += f"{number}. "
    if style.wide:
        first, label, text = map(_widened, (first, label, text))
    return [*before, *_wrapped(first + label, text, style)]


def _label(above, part, style):
    if not above:
        return style.point.format(part)
    if part.isdigit():
        return f"({part})"
    dot = "." if style.dotted else ""
    return f"({part}){dot}" if above[-1].isalpha() else f"{part}."


def _wrapped(label, text, style):
    if style.wrap is None:
        return [label + text]
    rows, row = [], label
    pad = " " * (display_width(label)) if style.hanging else ""
    for character in text:
        if display_width(row + character) > style.wrap:
            rows.append(row.rstrip())
            row = pad
            if character == " ":
                continue
        row += character
    return [*rows, row]


def _widened(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and c not in "|" else c for c in text)


STYLES = {
    "plain": PLAIN,
    "full width": Style(wide=True),
    "twse": Style(wrap=64),
    "twse in full width": Style(wrap=64, wide=True),
    "narrow wrap": Style(wrap=40),
    "wrap without hanging": Style(wrap=64, hanging=False, indent=False),
    "selaw": Style(point="{}、", dash="–", indent=False),
    "bare number": Style(point="{} "),
    "pipes between": Style(between="|", indent=False),
    "pipes before": Style(bullet="| "),
    "dashes before": Style(bullet="- "),
    "dashes between": Style(between="-"),
    "number above": Style(above=True),
    "number twice": Style(twice=True),
    "dotted letters": Style(dotted=True),
    "longer phrase": Style(phrase="內部控制標準規範", dash="–"),
    "spaced": Style(between=""),
}
