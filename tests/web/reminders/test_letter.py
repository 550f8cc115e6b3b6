from datetime import date

import pytest

from chahe.web.accounts.models import User
from chahe.web.firms.models import Firm
from chahe.web.reminders.letter import MOST, letter_of, words_on
from chahe.web.reminders.models import Reminder

TODAY = date(2026, 3, 23)
FIRM = Firm(pk=1, code="8888", name="示範證券")


def reminder(pk, day, *, copied=False, title="自行查核：115年3月 CC-21000 符合性"):
    return Reminder(
        pk=pk, user=User(pk=1, name="王小明"), firm=FIRM, title=title, due_on=date(2026, 3, day),
        copied=copied, url=f"/firms/8888/inspections/{pk}/",
    )  # fmt: skip


def write(*reminders):
    return letter_of("王小明", reminders, on=TODAY)


@pytest.mark.parametrize(
    ("day", "words"), [(20, "逾期 3 天"), (23, "今天到期"), (30, "7 天後到期")]
)
def test_words_say_how_far_the_day_is(day, words):
    assert words_on(date(2026, 3, day), TODAY) == words


def test_what_is_late_is_first_and_the_subject_counts(settings):
    settings.SITE_URL = "https://chahe.example.tw"

    letter = write(reminder(1, 30), reminder(2, 23), reminder(3, 20, copied=True), reminder(4, 13))

    assert letter.subject == "查核提醒：逾期 2 項，今天到期 1 項，即將到期 1 項（115年3月23日）"
    assert (
        letter.body
        == """王小明 您好：

115年3月23日的查核提醒，共 4 項。

【逾期】2 項
1. 示範證券　自行查核：115年3月 CC-21000 符合性
   115年3月13日到期，逾期 10 天
   https://chahe.example.tw/firms/8888/inspections/4/
2. 〔副知〕示範證券　自行查核：115年3月 CC-21000 符合性
   115年3月20日到期，逾期 3 天
   https://chahe.example.tw/firms/8888/inspections/3/

【今天到期】1 項
1. 示範證券　自行查核：115年3月 CC-21000 符合性
   115年3月23日到期，今天到期
   https://chahe.example.tw/firms/8888/inspections/2/

【即將到期】1 項
1. 示範證券　自行查核：115年3月 CC-21000 符合性
   115年3月30日到期，7 天後到期
   https://chahe.example.tw/firms/8888/inspections/1/

副知：這一項由別人辦理，已經逾期，所以也告訴您。

這封信只有事項與日子，內容請登入 https://chahe.example.tw 查看。辦完的事項不再提醒。
要改收信的方式或地址：https://chahe.example.tw/firms/8888/reminders/preferences/
這封信由系統寄出，請不要回覆。
"""
    )


def test_without_the_sites_address_there_are_no_links():
    body = write(reminder(1, 23)).body

    assert "://" not in body
    assert "內容請登入網站查看。" in body
    assert "副知" not in body


def test_a_long_list_is_cut_and_says_so():
    body = write(*(reminder(pk, 20) for pk in range(1, MOST + 4))).body

    assert f"{MOST}. 示範證券" in body
    assert f"{MOST + 1}. 示範證券" not in body
    assert "另有 3 項，請登入網站查看。" in body


def test_a_title_is_one_line_and_is_not_escaped():
    body = write(reminder(1, 23, title="查核：A&B\r\nBcc: x <y>")).body

    assert "查核：A&B Bcc: x <y>\n" in body
