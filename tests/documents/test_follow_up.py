"""What a tracked finding says of itself on a day."""

from datetime import date

import pytest
from tests.documents.papers.follow_up_fixture import tracked

from .record_fixture import at

DUE = date(2027, 1, 31)


@pytest.mark.parametrize(
    ("changes", "on", "overdue"),
    [
        ({}, date(2027, 1, 31), False),
        ({}, date(2027, 2, 1), True),
        ({"due_on": None}, date(2027, 2, 1), False),
        ({"cured_on": date(2027, 1, 30)}, date(2027, 2, 1), False),
        ({"closed_by": "陳大文", "closed_at": at(27)}, date(2027, 2, 1), False),
        ({"accepted_until": date(2027, 6, 30)}, date(2027, 6, 30), False),
        ({"accepted_until": date(2027, 6, 30)}, date(2027, 7, 1), True),
        ({"due_on": None, "accepted_until": date(2027, 6, 30)}, date(2027, 7, 1), True),
    ],
)
def test_overdue(changes, on, overdue):
    assert tracked(**{"due_on": DUE, **changes}).is_overdue(on) is overdue


@pytest.mark.parametrize(
    ("changes", "on", "accepted"),
    [
        ({}, date(2027, 2, 1), False),
        ({"accepted_until": date(2027, 2, 1)}, date(2027, 2, 1), True),
        ({"accepted_until": date(2027, 2, 1)}, date(2027, 2, 2), False),
        (
            {"accepted_until": date(2027, 2, 1), "closed_by": "陳大文", "closed_at": at(27)},
            date(2027, 1, 1),
            False,
        ),
    ],
)
def test_accepted_until_its_last_day(changes, on, accepted):
    assert tracked(**changes).is_accepted(on) is accepted
