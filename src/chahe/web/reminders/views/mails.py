"""提醒信: what was sent and what could not be, for the administrator."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from chahe.web.accounts.doors import market_door
from chahe.web.htmx import page_or_part

from ..lists import MAILS
from ..queries import mails


@require_safe
@market_door("reminders.view_mail")
def index(request: HttpRequest) -> HttpResponse:
    listing = MAILS.of(request, mails())
    if listing.wants_csv:
        return listing.csv("提醒信")
    context = {"listing": listing, "server": _server()}
    return page_or_part(request, "reminders/mails.html", "table", context)


def _server() -> list[tuple[str, str]]:
    """Say how letters are handed over; empty when none are."""
    if not settings.EMAIL_HOST:
        return []
    secured = (
        "TLS" if settings.EMAIL_USE_SSL else "STARTTLS" if settings.EMAIL_USE_TLS else "沒有加密"
    )
    return [
        ("郵件主機", f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}（{secured}）"),
        ("登入帳號", settings.EMAIL_HOST_USER or "不登入"),
        ("寄件地址", settings.DEFAULT_FROM_EMAIL),
        ("信裡的網址", settings.SITE_URL or "沒有設定，信裡不附連結"),
        ("每天從幾點開始", f"{settings.REMINDER_HOUR} 時"),
    ]
