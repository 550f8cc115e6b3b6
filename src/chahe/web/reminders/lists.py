"""The lists of one's own reminders, and of the letters that were sent."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from ..listing import Column, Filter, Listing
from .due import load_sources
from .models import Mail, Reminder
from .queries import source_label

_STANDS, _STATES = "stands", (("stands", "還沒辦完"), ("unseen", "還沒看過"), ("ended", "已結束"))
_WHEN = (("late", "逾期"), ("today", "今天到期"), ("soon", "即將到期"))


def _in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    if state == "ended":
        return rows.filter(ended_at__isnull=False)
    found = rows.filter(ended_at=None)
    return found.filter(seen_at=None) if state == "unseen" else found


def _when(rows: QuerySet[Any], when: str) -> QuerySet[Any]:
    lookup = {"late": "due_on__lt", "today": "due_on", "soon": "due_on__gt"}[when]
    return rows.filter(**{lookup: timezone.localdate()})


def _sources() -> list[tuple[str, str]]:
    return [(each.id, each.label) for each in load_sources().values()]


def mail_words(reminder: Reminder) -> str:
    """Say whether a reminder went by mail."""
    mail = reminder.mail
    if mail is None:
        return "沒有寄信"
    return str(mail.get_state_display())


REMINDERS = Listing(
    columns=(
        Column("due", "期限", order_by="due_on", value="due_on"),
        Column("title", "事項", order_by="title"),
        Column("source", "種類", order_by="source", value=lambda row: source_label(row.source)),
        Column("copied", "副知", order_by="-copied", value="copied"),
        Column("told", "提醒日", order_by="told_on", value="told_on"),
        Column("mail", "信件", value=mail_words),
        Column("seen", "看過", order_by="seen_at", value="seen_at"),
        Column("ended", "結束", value="ended_at", in_table=False),
    ),
    filters=(
        Filter("state", "狀態", _STATES, _in_state, default=_STANDS),
        Filter("when", "期限", _WHEN, _when),
        Filter("source", "種類", _sources, "source"),
    ),
    search=("title",),
    sort="due",
    hint="事項",
)
MAILS = Listing(
    columns=(
        Column("on", "日期", order_by="on"),
        Column("user", "收信人", order_by="user__name", value=lambda row: str(row.user)),
        Column("to", "地址", order_by="to"),
        Column("held", "事項", order_by="held", number=True),
        Column("state", "狀態", order_by="state", value="get_state_display"),
        Column("tries", "次數", order_by="tries", number=True),
        Column("error", "原因"),
        Column("next", "下次寄送", order_by="next_at", value="next_at"),
        Column("sent", "寄出時間", order_by="sent_at", value="sent_at"),
    ),
    filters=(
        Filter("state", "狀態", Mail.State.choices, "state"),
        Filter(
            "error",
            "結果",
            (("yes", "有問題"),),
            lambda rows, value: rows.exclude(error=""),
        ),
    ),
    search=("user__name", "user__username", "to", "error"),
    sort="-on",
    hint="收信人、地址或原因",
)
