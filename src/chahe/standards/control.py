"""A rule as an OSCAL control."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ..rulebook import Method, Rule, Source, Step, Threshold, evidence_kinds
from .document import Json, prop, resource, trimmed
from .markup import as_markup
from .names import OURS, RMF, control_id, token, uuid_of

# NIST knows three methods; ours stands beside it in our own namespace.
_EXAMINE = dict.fromkeys(Method, "EXAMINE")
_NIST = {**_EXAMINE, Method.INQUIRE: "INTERVIEW", Method.REPERFORM: "TEST"}


Under = Mapping[str | None, Sequence[Rule]]


def control(rule: Rule, *, under: Under, texts: Mapping[str, str]) -> Json:
    """Return a rule and all that is under it.

    `under` are an edition's rules by their parents, `texts` the official texts bound, by path.
    """
    return trimmed(
        {
            "id": control_id(rule.path),
            "class": "inspected" if rule.leaf else "heading",
            "title": as_markup(rule.title),
            "params": [_param(rule, threshold) for threshold in rule.thresholds],
            "props": _props(rule),
            "links": _links(rule),
            "parts": _parts(rule, texts.get(rule.path, "")),
            "controls": [
                control(each, under=under, texts=texts) for each in under.get(rule.path, ())
            ],
        }
    )


def source_resource(source: Source) -> Json:
    """Return the back matter entry of what a rule rests on."""
    entry = resource(_source_uuid(source), title=source.text, props=prop("cites", source.cites))
    return entry | {"citation": {"text": as_markup(source.text)}}


def _source_uuid(source: Source) -> str:
    return uuid_of("source", source.text, source.cites)


def _links(rule: Rule) -> list[Json]:
    uuids = dict.fromkeys(_source_uuid(source) for source in rule.sources)
    return [{"href": f"#{uuid}", "rel": "reference"} for uuid in uuids]


def _props(rule: Rule) -> list[Json]:
    """Return what the import reads back (`path`, `cadence`, `applies`) and what people sort by."""
    known, change = evidence_kinds(), rule.change
    sort = ".".join(f"{int(p):04}" if p.isdigit() else p for p in rule.path.split("."))
    return [
        {"name": "label", "value": rule.ref},
        {"name": "sort-id", "value": f"rule-{sort}"},
        *prop("path", rule.path),
        *prop("code", rule.code),
        *prop("strength", rule.strength.value, remarks=rule.strength.label),
        *(each for c in rule.cadence for each in prop("cadence", c.value, remarks=c.label)),
        *prop("applies", rule.scope_text),
        *prop("applies-when", _as_text(rule.applies.as_data()) if rule.applies else ""),
        *prop("responsible", rule.responsible),
        *(e for kind in rule.evidence for e in prop("evidence", kind, remarks=known.get(kind, ""))),
        *(
            each
            for kept in rule.retention
            for each in prop(
                "retention-years",
                str(kept.years),
                remarks=f"{kept.record}；{kept.note}".strip("；"),
            )
        ),
        *(prop("change", change.kind.value, remarks=change.reason) if change else ()),
        *prop("change-from", (change.origin or "") if change else ""),
    ]


def _as_text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


def _param(rule: Rule, threshold: Threshold) -> Json:
    return {
        "id": f"{control_id(rule.path)}_prm-{token(threshold.id)}",
        "props": [
            *prop("unit", threshold.unit),
            *prop("population", threshold.population),
            *prop("action", threshold.action),
        ],
        "label": as_markup(threshold.title),
        "values": [str(threshold.value)],
    }


def _parts(rule: Rule, text: str) -> list[Json]:
    """Return the official text where it is bound, our question, and each step.

    Every control owes a statement; ours is told from the official one by its namespace.
    """
    owner = control_id(rule.path)
    official = {"id": f"{owner}_smt", "name": "statement", "prose": as_markup(text)}
    ours = {
        "id": f"{owner}_question",
        "name": "statement",
        "ns": OURS,
        "prose": as_markup(rule.question or rule.title),
    }
    steps = [_step(owner, number, step) for number, step in enumerate(rule.procedure, start=1)]
    return [*([official] if official["prose"] else []), ours, *steps]


def _step(owner: str, number: int, step: Step) -> Json:
    return {
        "id": f"{owner}_step-{number}",
        "name": "assessment-method",
        "props": [
            *prop("method", _NIST[step.method], ns=RMF),
            *prop("step-method", step.method.value, remarks=step.method.label),
        ],
        "prose": as_markup(step.text),
    }
