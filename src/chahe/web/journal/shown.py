"""An entry as its pages show it: words for its act and subject, and where the subject's page is."""

import json
from functools import cached_property
from typing import Any

from django.urls import NoReverseMatch, reverse

from .models import Entry
from .words import act_label, subject_label

# noun of a subject → name of its page, whose arguments are the firm's code and the id
PAGES = {
    "check_run": "run",
    "evidence": "evidence_one",
    "exemption": "exemption",
    "finding": "finding",
    "inspection": "inspection",
    "paper": "paper",
    "request": "request",
}
PAGES_OF_A_FIRM = {"fact": "firm_profile", "firm": "firm_profile"}
TOLD = (
    "inspection", "number", "rule", "title", "value", "purpose", "name", "username", "reason",
)  # fmt: skip


class Shown:
    """What pages ask of an entry; text that is not what we wrote is shown as nothing."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.label, self.subject = act_label(entry.act), subject_label(entry.subject)

    @cached_property
    def _said(self) -> dict[str, Any]:
        try:
            said = json.loads(self.entry.text)
        except ValueError:
            return {}
        return said if isinstance(said, dict) else {}

    @property
    def name(self) -> str:
        """The person's name as it was then."""
        return str(self._said.get("name") or self.entry.actor)

    @property
    def about(self) -> str:
        """The few words of the detail that tell one entry from another."""
        detail = self._said.get("detail")
        if not isinstance(detail, dict):
            return ""
        return "・".join(str(detail[key]) for key in TOLD if isinstance(detail.get(key), str))

    @property
    def url(self) -> str:
        """The address of the subject's page; "" when it has none."""
        noun, _, pk = self.entry.subject.partition(":")
        try:
            if noun in PAGES_OF_A_FIRM:
                return reverse(PAGES_OF_A_FIRM[noun], args=[self.entry.firm])
            return reverse(PAGES[noun], args=[self.entry.firm, int(pk)])
        except (KeyError, ValueError, NoReverseMatch):
            return ""
