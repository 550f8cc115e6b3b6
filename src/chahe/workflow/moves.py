"""States and moves as tables."""

from collections.abc import Mapping
from dataclasses import dataclass


class Refused(Exception):
    """An act that the rules of the work do not allow; the message says why and what to do."""


@dataclass(frozen=True)
class Move:
    """`name` takes a thing from any of `before` to `after`; `permission` is what it asks."""

    name: str
    label: str
    before: frozenset[str]
    after: str
    permission: str


def after(moves: Mapping[str, Move], name: str, *, now: str, labels: Mapping[str, str]) -> str:
    """Return the state a move leads to from the state a thing is in now.

    :raises Refused: if the move does not start there
    """
    move = moves[name]
    if now not in move.before:
        wanted = "、".join(labels[state] for state in labels if state in move.before)
        raise Refused(
            f"目前狀態是「{labels[now]}」，不能「{move.label}」；要在「{wanted}」時才可以。"
        )
    return move.after


def table(*moves: Move) -> Mapping[str, Move]:
    """Index moves by name."""
    return {move.name: move for move in moves}
