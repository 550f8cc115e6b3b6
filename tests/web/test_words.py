"""Taiwan's words: no mainland terms, no simplified characters in what people read."""

import re
from functools import cache
from pathlib import Path

import pytest

import chahe

TEMPLATES = sorted(Path(chahe.__file__).parent.rglob("templates/**/*.*"))
# word → what Taiwan says; a look-around lets through another word that only holds the same letters
MAINLAND = {
    "信息": "資訊",
    "默認": "預設",
    "(?<!信)用戶": "使用者",
    "登錄": "登入",
    "數據(?!機)": "資料",
    "支持": "支援",
    "打印": "列印",
    "導出": "匯出",
    "保存(?!期|年)": "儲存",
    "[賬账]": "帳",
    "服務器": "伺服器",
    "網絡": "網路",
    "軟件": "軟體",
    "硬件": "硬體",
    "文檔": "文件",
    "郵箱": "信箱",
    "屏幕": "螢幕",
    "鼠標": "滑鼠",
    "鏈接": "連結",
    "搜索": "搜尋",
    "菜單": "選單",
    "界面": "介面",
    "字段": "欄位",
    "公佈": "公布",
    "台灣證券": "臺灣證券",
}
# simplified forms that Big5 holds as rare characters, so that its absence does not give them away
IN_BIG5 = set("个体万与礼无号乱仅从仓们价众优会传伞伤办务劝动医华协单卖卢卫厉历压厅")


def simplified(text: str) -> list[str]:
    """Return the characters Taiwan does not write: not in Big5, or known simplified forms."""
    return [
        char
        for char in re.findall(r"[\u4e00-\u9fff]", text)
        if char in IN_BIG5 or not _in_big5(char)
    ]


@cache
def _in_big5(char: str) -> bool:
    try:
        char.encode("cp950")
    except UnicodeEncodeError:
        return False
    return True


def test_there_are_templates_to_read():
    assert len(TEMPLATES) > 30


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_speaks_as_taiwan_does(path):
    text = path.read_text("utf-8")

    assert {word: said for word, said in MAINLAND.items() if re.search(word, text)} == {}
    assert simplified(text) == []


def test_simplified_characters_are_seen():
    assert simplified("检查个体与證據") == ["检", "个", "体", "与"]


def test_traditional_characters_are_left_alone():
    assert simplified("臺灣證券交易所查核帳號覆核峰裡") == []


def test_words_that_only_look_mainland_are_left_alone():
    assert [w for w in MAINLAND if re.search(w, "信用戶、數據機、保存期限五年、保存年限")] == []
