"""Who is in a document: the roles and parties its body names."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from ...standards.document import Json, prop, trimmed
from ..record import STEPS, InspectionRecord
from ._reading import Reading, known_as

PLANNER, SIGNATORY, OWNER = "planner", "signatory", "remediation-owner"
ROLES = {
    PLANNER: "規劃",
    **dict(zip(("preparer", "reviewer", "approver"), STEPS, strict=True)),
    SIGNATORY: "簽署",
    OWNER: "改善負責人",
}
ROLE_OF_STEP = {step: role for role, step in ROLES.items() if step in STEPS}


@dataclass(frozen=True)
class People:
    roles: list[Json]
    parties: list[Json]
    responsible: list[Json]

    @property
    def ids(self) -> list[str]:
        return [*(role["id"] for role in self.roles), *(party["uuid"] for party in self.parties)]

    def as_metadata(self) -> Json:
        return {
            "roles": self.roles,
            "parties": self.parties,
            "responsible-parties": self.responsible,
        }


def people(reading: Reading, body: Json) -> People:
    """Return whom a body names, and who planned the inspection; nobody else."""
    named, record = json.dumps(body), reading.record
    planner = reading.person(record.planned_by)
    names = dict.fromkeys(map(known_as, _names(record)))
    return People(
        roles=[
            {"id": role, "title": title}
            for role, title in ROLES.items()
            if role == PLANNER or f'"{role}"' in named
        ],
        parties=[
            _firm(reading),
            *(
                {"uuid": uuid, "type": "person", "name": name}
                for name in names
                if (uuid := reading.person(name)) == planner or uuid in named
            ),
        ],
        responsible=[{"role-id": PLANNER, "party-uuids": [planner]}],
    )


def _firm(reading: Reading) -> Json:
    """Return the firm, with the facts that decided what applies to it."""
    firm = reading.record.firm
    facts = [each for title, value in firm.facts for each in prop("fact", f"{title}：{value}")]
    return trimmed(
        {
            "uuid": reading.firm,
            "type": "organization",
            "name": known_as(firm.name),
            "props": [*prop("firm-code", firm.code), *facts],
        }
    )


def _names(record: InspectionRecord) -> Iterator[str]:
    """Yield every name a record holds."""
    yield record.planned_by
    for paper in record.papers:
        yield from (signature.name for signature in paper.signatures)
    yield from (signature.name for signature in record.signatures)
    for finding in record.findings:
        yield from (finding.owner, finding.closed_by)
        yield from (act.actor for act in finding.events)
        yield from (each.by for each in finding.progress)
    yield from (act.actor for act in record.history)
