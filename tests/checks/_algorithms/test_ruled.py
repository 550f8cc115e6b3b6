import pytest

from chahe.checks import load_checks
from chahe.checks._algorithms.ruled import ruled
from chahe.rulebook.parameter import load_topics

MECHANISM, STO = "twse/mechanism@2018-11-30#", "tpex/sto-assessment@undated#"


@pytest.mark.parametrize(
    ("topic", "rule", "unit", "of", "value", "stricter"),
    [
        ("password_length", f"{MECHANISM}8.3.f", "字元", "", 6, "more"),
        ("password_tries", f"{MECHANISM}8.3.e", "次", "", 3, "less"),
        ("password_change", f"{MECHANISM}8.3.f", "個月", "staff", 3, "less"),
        ("penetration_test", f"{STO}3.8.3", "個月", "", 12, "less"),
        ("training_specialist", f"{MECHANISM}3.3", "小時", "", 15, "more"),
        ("retention_audit_log", f"{STO}3.13", "年", "", 10, "more"),
    ],
)
def test_the_figure_is_the_rulebooks(
    topic: str, rule: str, unit: str, of: str, value: int, stricter: str
) -> None:
    found = ruled("figure", "數值", topic, rule=rule, unit=unit, of=of)

    assert (found.value, found.unit, found.stricter, found.rule) == (value, unit, stricter, rule)
    assert found.source in {each.source for each in load_topics()[topic].values}


@pytest.mark.parametrize(
    ("topic", "rule", "unit"),
    [
        ("password_change", f"{MECHANISM}8.3.f", "個月"),  # of two populations
        ("password_length", f"{MECHANISM}8.3.e", "字元"),  # another rule
        ("password_length", f"{MECHANISM}8.3.f", "日"),
        ("password_change", "twse/inspection-points@undated#9.4", "個月"),
    ],
)
def test_what_a_rule_does_not_say_is_not_guessed(topic: str, rule: str, unit: str) -> None:
    with pytest.raises(LookupError):
        ruled("figure", "數值", topic, rule=rule, unit=unit)


def test_a_looser_figure_is_known_by_the_way_that_is_stricter() -> None:
    characters, days = load_checks()["password_policy"].parameters

    assert [characters.is_looser(each) for each in (5, 6, 7)] == [True, False, False]
    assert [days.is_looser(each) for each in (89, 90, 91)] == [False, False, True]
