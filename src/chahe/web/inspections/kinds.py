"""Kinds of inspection: who may plan, write, sign and see each, and what the other side sees.

An act needs two things: the permission in the firm (permissions.py, the union of this table) and a
role this table names for the inspection's kind. The side that is inspected sees an inspection once
it is sealed; until then it sees only what it is asked for. The journal tells everybody of a firm
that somebody acted, never what was written.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, Value

from chahe.workflow import InspectionKind, InspectionState

from ..accounts.roles import Role
from ..firms.permissions import READERS, roles_of

Roles = frozenset[Role]
OFFICER, CISO, OWNER = Role.SECURITY_OFFICER, Role.CISO, Role.CONTROL_OWNER
AUDITOR, SIGNATORY = Role.INTERNAL_AUDITOR, Role.SIGNATORY
CPA, SUPERVISOR = Role.CPA, Role.SUPERVISOR

VIEW_OPEN, VIEW_SEALED = "view.open", "view.sealed"


def _by(doers: Roles, *, answers: Roles, seen_open: Roles, seen_sealed: Roles) -> dict[str, Roles]:
    """Return the rules of a kind whose every step one side takes, and the other answers."""
    return {
        VIEW_OPEN: seen_open,
        VIEW_SEALED: seen_sealed,
        **dict.fromkeys(_STEPS, doers),
        "requests.answer": answers | doers,
        "findings.remediate": frozenset({OFFICER, OWNER}),
        "findings.extend": frozenset({OFFICER, OWNER}),
    }


_STEPS = (
    *("inspections.plan", "inspections.seal", "inspections.pack", "papers.prepare"),
    *("papers.review", "papers.approve", "requests.ask", "findings.open", "findings.close"),
    *("findings.decide", "findings.deduct"),
)
_INSPECTED = frozenset({OFFICER, OWNER, CISO})
_SUPERVISED = _by(
    frozenset({SUPERVISOR}),
    answers=_INSPECTED | {AUDITOR},
    seen_open=frozenset({SUPERVISOR}),
    seen_sealed=READERS - {CPA},
)
KINDS: Mapping[InspectionKind, Mapping[str, Roles]] = {
    InspectionKind.SELF: {
        VIEW_OPEN: READERS - {CPA},
        VIEW_SEALED: READERS,
        "inspections.plan": frozenset({OFFICER, AUDITOR, CISO}),
        "inspections.seal": frozenset({CISO}),
        "inspections.pack": frozenset({OFFICER, AUDITOR, CISO}),
        "papers.prepare": frozenset({OFFICER, AUDITOR}),
        "papers.review": frozenset({OFFICER, AUDITOR, CISO}),
        "papers.approve": frozenset({CISO}),
        "requests.ask": frozenset({OFFICER, AUDITOR}),
        "requests.answer": frozenset({OFFICER, AUDITOR, OWNER}),
        "findings.open": frozenset({OFFICER, AUDITOR}),
        "findings.remediate": frozenset({OFFICER, OWNER}),
        "findings.extend": frozenset({OFFICER, OWNER}),
        "findings.decide": frozenset({CISO, AUDITOR}),
        "findings.deduct": frozenset({OFFICER, AUDITOR, CISO}),
        "findings.close": frozenset({OFFICER, AUDITOR, CISO}),
    },
    InspectionKind.INTERNAL_AUDIT: {
        **_by(
            frozenset({AUDITOR}),
            answers=_INSPECTED,
            seen_open=frozenset({AUDITOR, SIGNATORY}),
            seen_sealed=READERS,
        ),
        # 稽核主管 is among the signatories; the unit that is audited reviews none of it
        "inspections.seal": frozenset({AUDITOR, SIGNATORY}),
        "inspections.pack": frozenset({AUDITOR, SIGNATORY}),
        "papers.review": frozenset({AUDITOR, SIGNATORY}),
        "papers.approve": frozenset({AUDITOR, SIGNATORY}),
        "findings.decide": frozenset({AUDITOR, SIGNATORY}),
    },
    InspectionKind.ROUTINE: _SUPERVISED,
    InspectionKind.SELECTED: _SUPERVISED,
    InspectionKind.SPECIAL: _SUPERVISED,
    InspectionKind.CPA: _by(
        frozenset({CPA}),
        answers=_INSPECTED | {AUDITOR},
        seen_open=frozenset({CPA}),
        seen_sealed=READERS,
    ),
}


# Findings that every reader of a firm's inspections but the CPA may see.
ISSUED = Q(paper__inspection__kind=InspectionKind.SELF.value) | Q(
    paper__inspection__state=InspectionState.SEALED.value
)


# What an app above asks besides of a role in a kind: a condition of (user, way to the inspection).
_NARROWED: dict[tuple[InspectionKind, Role], Callable[[Any, str], Q]] = {}


def narrow(kind: InspectionKind, role: Role, condition: Callable[[Any, str], Q]) -> None:
    """Let a role see and work in only those inspections of a kind that meet a condition.

    Sealed ones it sees as the kind says. For apps above, when they are ready.
    """
    _NARROWED[kind, role] = condition


def reached_by(user: Any, firm: Any, *, through: str = "") -> Q:
    """Return the condition that nothing narrower than its kind keeps a user from an inspection."""
    held, reached = roles_of(user, firm), Q()
    for (kind, role), condition in _NARROWED.items():
        if role in held:
            reached &= ~Q(**{f"{through}kind": kind.value}) | condition(user, through)
    return reached


def whether_reached(user: Any, firm: Any, *, through: str = "") -> Any:
    """Return `reached_by` as a column to select."""
    reached = reached_by(user, firm, through=through)
    return ExpressionWrapper(reached, BooleanField()) if reached else Value(True)


def holders(permission: str) -> Roles:
    """Return every role that has a permission in some kind of inspection."""
    return frozenset().union(*(rules.get(permission, frozenset()) for rules in KINDS.values()))


def plannable(user: Any, firm: Any) -> list[InspectionKind]:
    """Return the kinds of inspection a user may plan in a firm."""
    held = roles_of(user, firm)
    return [kind for kind, rules in KINDS.items() if held & rules["inspections.plan"]]


def kind_allows(user: Any, firm: Any, permission: str, kind: str) -> bool:
    """Return whether a user may do something in inspections of a kind."""
    rules = KINDS[InspectionKind(kind)]
    return permission not in rules or bool(roles_of(user, firm) & rules[permission])


def sees(user: Any, firm: Any, *, kind: str, state: str) -> bool:
    """Return whether a user may see an inspection of a kind in a state."""
    view = VIEW_SEALED if state == InspectionState.SEALED else VIEW_OPEN
    return bool(roles_of(user, firm) & KINDS[InspectionKind(kind)][view])


def seen_by(user: Any, firm: Any, *, through: str = "") -> Q:
    """Return the condition that a user may see an inspection; `through` is the way to it.

    It names kinds and states, and what narrows them, never ids: permission is a join.
    """
    held = roles_of(user, firm)
    kinds = {
        view: sorted(kind for kind, rules in KINDS.items() if held & rules[view])
        for view in (VIEW_OPEN, VIEW_SEALED)
    }
    kind, state = f"{through}kind__in", f"{through}state"
    seen_open = Q(**{kind: kinds[VIEW_OPEN], state: InspectionState.OPEN.value})
    return seen_open & reached_by(user, firm, through=through) | Q(
        **{kind: kinds[VIEW_SEALED], state: InspectionState.SEALED.value}
    )
