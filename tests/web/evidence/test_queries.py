from datetime import date

import pytest
from django.utils import timezone
from tests.factories import make_firm

from chahe.web.evidence import actions, queries
from chahe.web.evidence.refusals import EvidenceDamaged

from .test_storage import damage

pytestmark = pytest.mark.django_db
ON = date(2025, 6, 30)


def test_evidence_of_a_firm_leaves_out_other_firms(receive, by):
    own = receive()
    receive(firm=make_firm("9999", "他家證券"))

    assert list(queries.evidence_of(own.firm)) == [own]


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ({}, ""),
        ({"valid_until": date(2025, 6, 30)}, ""),
        ({"valid_until": date(2025, 6, 29)}, "已逾有效日"),
        ({"collected_on": date(2025, 6, 30)}, ""),
        ({"collected_on": date(2025, 7, 1)}, "蒐集日在未來"),
    ],
)
def test_usable_on_and_trouble_on_agree(receive, said, trouble):
    evidence = receive(**said)

    assert evidence.trouble_on(ON) == trouble
    usable = queries.usable_on(queries.evidence_of(evidence.firm), on=ON)
    assert list(usable) == ([] if trouble else [evidence])


def test_withdrawn_evidence_is_not_usable(receive, by):
    evidence = receive()
    actions.withdraw(evidence, by=by, reason="誤傳")

    assert evidence.trouble == "已撤回：誤傳"
    assert not queries.usable_on(
        queries.evidence_of(evidence.firm), on=timezone.localdate()
    ).exists()


@pytest.mark.parametrize(
    ("start", "end", "touches"),
    [
        (date(2025, 1, 31), date(2025, 3, 1), True),
        (date(2024, 1, 1), date(2025, 1, 1), False),
        (date(2024, 1, 1), date(2025, 1, 2), True),
        (date(2025, 2, 1), date(2025, 3, 1), False),
    ],
)
def test_covering_is_half_open(receive, start, end, touches):
    evidence = receive(period=(date(2025, 1, 1), date(2025, 2, 1)))

    found = queries.covering(queries.evidence_of(evidence.firm), start=start, end=end)
    assert list(found) == ([evidence] if touches else [])


def test_verify_all_names_all_that_is_damaged(receive):
    whole, first = receive(b"whole"), receive(b"harmed", name="甲.csv")
    second = receive(b"harmed", name="乙.csv")
    queries.verify_all([whole, first, second])
    damage(first.digest)

    with pytest.raises(EvidenceDamaged, match=r"「甲.csv」.*「乙.csv」") as damaged:
        queries.verify_all([whole, first, second])
    assert damaged.value.evidences == (first, second)
