"""Since when a rule has bound a firm, or not."""

from datetime import date

import pytest

from chahe.rulebook import load_editions
from chahe.rulebook.scope_over import scope_over

(EDITION,) = [e for e in load_editions() if e.id == "twse/mechanism@2018-11-30"]
CLOUD = EDITION.by_path["12.1.a"]
DAYS = [date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 1)]


@pytest.mark.parametrize(
    ("stated", "applies", "since"),
    [
        ((True, True, True), True, 0),
        ((True, False, True), True, 2),
        ((True, False, False), False, 1),
        ((None, None, True), True, 0),
        ((None, False, None), True, 2),
        ((False, None, True), True, 1),
    ],
)
def test_it_is_the_first_day_of_the_last_unbroken_span(stated, applies, since):
    known = dict(zip(DAYS, stated, strict=True))

    (held,) = scope_over(EDITION, [CLOUD], facts=lambda day: {"cloud_user": known[day]}, days=DAYS)

    assert (held.standing.applies, held.since) == (applies, DAYS[since])


def test_a_rule_for_everybody_has_bound_since_the_first_day():
    (held,) = scope_over(EDITION, [EDITION.by_path["2"]], facts=lambda day: {}, days=DAYS)

    assert (held.standing.applies, held.since) == (True, DAYS[0])
