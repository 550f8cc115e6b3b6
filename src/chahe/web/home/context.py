"""What every page shows around its own matter: the firm, the doors, what may be done."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from chahe.web.firms.models import Firm
from chahe.web.firms.permissions import May, roles_of
from chahe.web.firms.queries import visible_firms
from chahe.web.inspections.doors import kind_lets
from chahe.web.inspections.kinds import KINDS
from chahe.workflow import InspectionKind

# label, URL name, permission asked of the firm
DOORS = (
    ("首頁", "firm_home", "firms.view"),
    ("查核計畫", "calendar", "calendar.view"),
    ("查核", "inspections", "inspections.view"),
    ("佐證請求", "requests", "requests.answer"),
    ("缺失", "findings", "inspections.view"),
    ("佐證", "evidence", "evidence.view"),
    ("會計師評估", "engagements", "engagements.view"),
    ("矛盾檢視", "xrays", "xrays.view"),
    ("提醒", "reminders", "reminders.view"),
    ("公司概況", "firm_profile", "firms.view"),
    ("軌跡", "journal", "journal.view"),
    ("帳號", "firm_people", "firms.view_people"),
)
BEHIND = {  # pages behind a door, not under its address
    "inspections": ("papers/", "rules/"),
    "engagements": ("stops/", "engaged/", "assessments/", "reopenings/"),
    "firm_profile": ("scope/", "conflicts/", "impact/"),
}
SHOWN_FIRMS = 100


class Around:
    """The surroundings of one request; nothing is asked of the database until it is shown."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def firms(self) -> list[Firm]:
        if not self.request.user.is_authenticated:
            return []
        return list(visible_firms(self.request.user)[:SHOWN_FIRMS])

    @cached_property
    def firm(self) -> Firm | None:
        """The firm the page is about, or is read for, or the only one there is."""
        found: Firm | None = getattr(self.request, "firm", None)
        return found or self._chosen or (self.firms[0] if len(self.firms) == 1 else None)

    @property
    def _chosen(self) -> Firm | None:
        """The firm that a page of no firm is asked to be read for."""
        code = self.request.GET.get("firm")
        return next((firm for firm in self.firms if firm.code == code), None) if code else None

    @property
    def for_firm(self) -> str:
        """What to add to the address of a page of no firm, so that it is read for this one."""
        return f"?firm={self.firm.code}" if self.firm and len(self.firms) > 1 else ""

    @cached_property
    def doors(self) -> list[dict[str, Any]]:
        user = self.request.user
        if not user.is_authenticated:
            return []
        found = [] if self.firm is None else self._firm_doors(self.firm)
        book = [reverse("crosswalk"), reverse("search")]
        found.append(self._door("法規", reverse("rulebook"), behind=book))
        if len(self.firms) != 1:
            found.append(self._door("證券商", reverse("firms")))
        if roles_of(user, None) & KINDS[InspectionKind.SPECIAL]["inspections.plan"]:
            found.append(self._door("專案查核", reverse("campaigns")))
        return found

    def _firm_doors(self, firm: Firm) -> list[dict[str, Any]]:
        return [
            self._door(
                label,
                reverse(name, args=[firm.code]),
                exact=name == "firm_home",
                behind=[
                    reverse("firm_home", args=[firm.code]) + each for each in BEHIND.get(name, ())
                ],
            )
            for label, name, permission in DOORS
            if self.request.user.has_perm(permission, firm)
        ]

    def _door(
        self, label: str, url: str, *, exact: bool = False, behind: Iterable[str] = ()
    ) -> dict[str, Any]:
        path = self.request.path
        return {
            "label": label,
            "url": url,
            "current": path == url if exact else path.startswith((url, *behind)),
        }

    @cached_property
    def firm_links(self) -> list[dict[str, Any]]:
        return [
            {
                "code": firm.code,
                "label": str(firm),
                "url": reverse("firm_home", args=[firm.code]),
                "current": firm == self.firm,
            }
            for firm in self.firms
        ]


def doors(request: HttpRequest) -> dict[str, Any]:
    """Add the doors, the firm and `may` to every template's context."""
    if not hasattr(request, "user"):
        return {}
    around = Around(request)
    return {
        "doors": SimpleLazyObject(lambda: around.doors),
        "current_firm": SimpleLazyObject(lambda: around.firm or ""),
        "for_firm": SimpleLazyObject(lambda: around.for_firm),
        "firm_links": SimpleLazyObject(lambda: around.firm_links),
        "account_url": reverse("account"),
        "demo": settings.DEMO,
        "may": SimpleLazyObject(
            lambda: May(request.user, around.firm, narrow=lambda asked: kind_lets(request, asked))
        ),
    }
