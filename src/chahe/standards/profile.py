"""A firm's scope as an OSCAL profile of an edition's catalog."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby

from ..deadlines import format_roc
from ..rulebook import Edition, Standing
from .document import Json, document, prop, resource
from .names import control_id, file_name, uuid_of


def oscal_profile(
    edition: Edition, standings: Iterable[Standing], *, firm: str, on: date, at: datetime
) -> Json:
    """Return the controls of an edition that bind a firm on a day, and why the others do not.

    OSCAL has no state for what does not apply: it is excluded, its reason in the back matter.

    :raises ValueError: if `at` has no time zone, or no standing is of this edition
    """
    found = [each for each in standings if each.edition.id == edition.id]
    if not found:
        raise ValueError(f"no standing is of {edition.id}")
    catalog = uuid_of("catalog-of", edition.id)
    return document(
        "profile",
        title=f"{firm}適用的{edition.title}",
        version=f"{edition.edition}／{on.isoformat()}",
        at=at,
        props=[
            *prop("document", edition.document),
            *prop("firm", firm),
            *prop("on", on.isoformat()),
        ],
        remarks=f"{format_roc(on)}當日的適用範圍；不適用的條款與理由列在 back-matter。",
        known=[control_id(rule.path) for rule in edition.rules],
        body={
            "imports": [_import(catalog, found)],
            "merge": {"as-is": True},
            "modify": _modify(found),
            "back-matter": {
                "resources": [
                    resource(catalog, title=edition.title, file=file_name(edition, "catalog")),
                    *_reasons(edition, found),
                ]
            },
        },
    )


def _import(catalog: str, standings: list[Standing]) -> Json:
    binding = [control_id(each.rule.path) for each in standings if each.applies]
    excluded = [control_id(each.rule.path) for each in standings if not each.applies]
    chosen: Json = {"href": f"#{catalog}"}
    if binding:
        chosen["include-controls"] = [{"with-child-controls": "no", "with-ids": binding}]
    else:
        chosen["include-all"] = {}
    if excluded:
        chosen["exclude-controls"] = [{"with-child-controls": "no", "with-ids": excluded}]
    return chosen


def _modify(standings: list[Standing]) -> Json | None:
    """Say on each control that binds because of what the firm is why it does."""
    alters = [
        {
            "control-id": control_id(each.rule.path),
            "adds": [{"props": prop("binds-because", each.reason)}],
        }
        for each in standings
        if each.applies and each.rule.applies
    ]
    return {"alters": alters} if alters else None


def _reasons(edition: Edition, standings: list[Standing]) -> list[Json]:
    excluded = sorted((s for s in standings if not s.applies), key=lambda each: each.reason)
    return [
        resource(
            uuid_of("excluded", edition.id, reason),
            title="不適用的條款",
            description=reason,
            props=[
                each
                for standing in group
                for each in prop(
                    "excluded", control_id(standing.rule.path), remarks=standing.rule.title
                )
            ],
        )
        for reason, group in groupby(excluded, key=lambda each: each.reason)
    ]
