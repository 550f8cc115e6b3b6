"""What an evidence page says of what the machine can read in it."""

from typing import Any

from django.template import Library

from chahe.checks import load_checks
from chahe.readers import KIND_TITLES

from ..intake import readers_of

register = Library()


@register.inclusion_tag("checking/_evidence_reading.html")
def evidence_reading(evidence: Any) -> dict[str, Any]:
    """{% evidence_reading evidence %}: the formats it may be of, and the checks that can use it"""
    readers = readers_of(evidence)
    kinds = {reader.kind for reader in readers}
    return {
        "formats": [(reader.title, KIND_TITLES[reader.kind]) for reader in readers],
        "checks": [
            check.title
            for check in load_checks().values()
            if kinds & {*check.needs, *check.may_use}
        ],
    }
