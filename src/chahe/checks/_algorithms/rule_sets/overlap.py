"""What a person should look at in ordered rules that are all reached: overlaps, and spare ones.

Names of the first two as in Al-Shaer and Hamed, "Modeling and Management of Firewall Policies"
(IEEE eTNSM 1(1), 2004): an earlier rule of another action lies in a wider one (generalisation), or
the two meet in part (correlation). A rule is spare where a later one holds all of it and does the
same, and no rule between the two that meets it does anything else.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .index import Index, lowest
from .spans import Box, meets


@dataclass(frozen=True)
class Overlaps:
    """By rule, the others as bits of a whole number; of a spare one, the rule that holds it."""

    generalised: dict[int, int]
    correlated: dict[int, int]
    spare: dict[int, int]


def overlaps(
    most: Sequence[Box | None],
    least: Sequence[Box | None],
    actions: Sequence[str],
    *,
    index: Index,
    never: Collection[int],
    leave_out: Collection[int],
) -> Overlaps:
    """Look at every rule but those that are never reached, and others left out.

    What is never reached makes none spare: of two that hold each other, one must stay. `index` is
    of `least`. Only what surely matches is said to overlap; a spare rule is held in the
    most it may match, and rules that may match more than they surely do are feared in between.
    """
    told = Overlaps({}, {}, {})
    doing = {
        action: sum(1 << number for number, each in enumerate(actions) if each == action)
        for action in set(actions)
    }
    unsure = [(at, box) for at, box in enumerate(most) if box and box != least[at]]
    whole = (1 << len(most)) - 1
    reached = whole ^ sum(1 << number for number in never)
    for number, box in enumerate(most):
        if box is None or number in never or number in leave_out:
            continue
        before, alike = (1 << number) - 1, doing[actions[number]]
        holding, meeting = index.holding_and_meeting(box, whole ^ (1 << number))
        others = meeting & ~alike
        if box == least[number] and (earlier := others & before):
            if inside := index.lying_in(box, earlier):
                told.generalised[number] = inside
            if crossing := earlier & ~inside:
                told.correlated[number] = crossing
        if later := holding & alike & reached & ~before:
            by = lowest(later)
            between = ((1 << by) - 1) & ~before
            doubted = (each for at, each in unsure if between & ~alike & 1 << at)
            if not others & between and not any(meets(box, each) for each in doubted):
                told.spare[number] = by
    return told
