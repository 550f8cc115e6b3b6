"""Who works in a firm on a day, and who of them does what in inspections of a kind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.db.models import Q

from chahe.web.accounts.roles import MARKET_WIDE, Role
from chahe.web.engagements.models import EngagementInspection, EngagementPerson
from chahe.web.engagements.models.person import engaged_on
from chahe.web.firms.models import Firm, Membership, held_on
from chahe.web.inspections.kinds import KINDS
from chahe.web.inspections.models import Inspection
from chahe.workflow import InspectionKind

Pks = frozenset[int]
NOBODY: Pks = frozenset()
K = TypeVar("K")


@dataclass(frozen=True)
class Crew:
    """Pks of users: by role, by engagement, and by inspection of an engagement."""

    held: Mapping[Role, Pks]
    engaged: Mapping[int, Pks]
    teams: Mapping[int, Pks]

    @cached_property
    def everyone(self) -> Pks:
        return NOBODY.union(*self.held.values())

    def holding(self, *roles: Role) -> Pks:
        """Return who holds any of some roles."""
        return NOBODY.union(*(self.held.get(role, NOBODY) for role in roles))

    def doing(self, permission: str, *, kind: str, by: int, inspection: int | None = None) -> Pks:
        """Return who does something in inspections of a kind.

        Those of a role over every firm only in what is theirs: `by` began it. An `inspection` of
        an engagement is for the engagement's people.
        """
        roles = KINDS[InspectionKind(kind)][permission]
        found = self.holding(*(roles - MARKET_WIDE)) | (self.holding(*(roles & MARKET_WIDE)) & {by})
        team = None if inspection is None else self.teams.get(inspection)
        return found if team is None else found & team

    def doing_in(self, inspection: Inspection, permission: str) -> Pks:
        """Return who does something in an inspection there is."""
        return self.doing(
            permission,
            kind=inspection.kind,
            by=inspection.planned_by_id,
            inspection=inspection.pk,
        )


def crew_of(firm: Firm, *, on: date) -> Crew:
    """Return who works in a firm on a day, in three queries."""
    rows = Membership.objects.filter(held_on(on), user__is_active=True).filter(
        Q(firm=firm) | Q(firm=None)
    )
    held = _sets((Role(role), user) for user, role in rows.values_list("user_id", "role"))
    people = EngagementPerson.objects.filter(engaged_on(on), engagement__firm=firm)
    engaged = _sets(people.values_list("engagement_id", "user_id"))
    links = EngagementInspection.objects.filter(engagement__firm=firm)
    pairs = links.values_list("inspection_id", "engagement_id")
    return Crew(held, engaged, {each: engaged.get(of, NOBODY) for each, of in pairs})


def _sets(pairs: Iterable[tuple[K, int]]) -> dict[K, Pks]:
    found: defaultdict[K, set[int]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return {key: frozenset(values) for key, values in found.items()}
