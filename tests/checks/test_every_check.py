"""What holds for every check, whoever adds one."""

import doctest
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from chahe.checks import Check, load_checks
from chahe.readers import KIND_TITLES, Table
from chahe.rulebook import load_editions
from chahe.workflow import Verdict

CHECKS = [pytest.param(check, id=name) for name, check in load_checks().items()]
ON = date(2026, 11, 21)
_HAN = re.compile("[\u4e00-\u9fff]")
_CITED = re.compile(r"[a-z0-9_-]+/[a-z0-9_-]+@[a-z0-9-]+#[0-9a-z]+(?:\.[0-9a-z]+)*")


@pytest.fixture(scope="module")
def known_rules() -> set[str]:
    return {
        f"{edition.document}@{edition.edition}#{rule.path}"
        for edition in load_editions()
        for rule in edition.rules
    }


@pytest.mark.parametrize("check", CHECKS)
def test_every_check_has_a_title_needs_and_a_test(check: Check) -> None:
    assert _HAN.search(check.title)
    assert check.needs and {*check.needs, *check.may_use} <= set(KIND_TITLES)
    assert (Path(__file__).parent / f"test_{check.id}.py").exists()


@pytest.mark.parametrize("check", CHECKS)
def test_every_kind_of_exception_is_told_and_has_a_name_for_people(check: Check) -> None:
    told = sys.modules[check.test.__module__].__doc__ or ""

    assert check.kinds
    assert [kind for kind in check.kinds if not re.search(rf"^    {kind} ", told, re.M)] == []
    assert [kind for kind, title in check.kinds.items() if not _HAN.search(title)] == []


@pytest.mark.parametrize("check", CHECKS)
def test_every_check_cites_rules_that_exist(check: Check, known_rules: set[str]) -> None:
    assert check.rules and len(set(check.rules)) == len(check.rules)
    assert [rule for rule in check.rules if not _CITED.fullmatch(rule)] == []
    assert [rule for rule in check.rules if rule not in known_rules] == []


@pytest.mark.parametrize("check", CHECKS)
def test_every_check_is_silent_on_rules_it_can_only_refute(check: Check) -> None:
    assert set(check.only_refutes) <= set(check.rules)
    for rule in check.rules:
        only = rule in check.only_refutes
        assert check.proposes(Verdict.CONFORMING, rule=rule) is (
            None if only else Verdict.CONFORMING
        )
        for verdict in (Verdict.NONCONFORMING, Verdict.INSUFFICIENT):
            assert check.proposes(verdict, rule=rule) is verdict


@pytest.mark.parametrize("check", CHECKS)
def test_every_kind_of_exception_breaks_a_rule(check: Check) -> None:
    broken = {
        kind
        for rule in check.rules
        for kind in check.refuted_by.get(rule, check.kinds)
        if kind not in check.for_review
    }

    assert set(check.refuted_by) <= set(check.rules)
    assert set(check.for_review) < set(check.kinds)
    assert broken == set(check.kinds) - set(check.for_review)


@pytest.mark.parametrize("check", CHECKS)
def test_what_was_found_breaks_only_the_rules_it_is_about(check: Check) -> None:
    for rule in check.rules:
        for kind in check.kinds:
            breaks = kind in set(check.refuted_by.get(rule, check.kinds)) - set(check.for_review)
            said = check.proposes(Verdict.NONCONFORMING, rule=rule, found=[kind])
            assert said is (Verdict.NONCONFORMING if breaks else None)
            assert check.proposes(Verdict.INSUFFICIENT, rule=rule, found=[kind]) is not None
            if not breaks:
                kept = check.proposes(Verdict.NONCONFORMING, rule=rule, found=[kind], complete=True)
                only = rule in check.only_refutes
                assert kept is (None if only else Verdict.CONFORMING)


@pytest.mark.parametrize("check", CHECKS)
def test_every_parameter_says_where_its_figure_comes_from(check: Check) -> None:
    for parameter in check.parameters:
        assert parameter.title and parameter.unit and parameter.source


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("gaps", [(), ("看不懂",)])
def test_no_check_conforms_on_nothing(check: Check, gaps: tuple[str, ...]) -> None:
    empty = {kind: (Table(kind, (), "empty", "none", gaps),) for kind in check.needs}

    for tables in ({}, dict.fromkeys(check.needs, ()), empty):
        assert check.run(tables, on=ON).verdict is Verdict.INSUFFICIENT


@pytest.mark.parametrize("check", CHECKS)
def test_every_check_refuses_a_parameter_it_does_not_have(check: Check) -> None:
    with pytest.raises(KeyError):
        check.run({}, on=ON, parameters={"no_such_parameter": 1})


@pytest.mark.parametrize("check", CHECKS)
def test_every_check_is_deterministic(check: Check, tables_of: Callable[..., object]) -> None:
    tables = {kind: tables_of(kind) for kind in check.needs}

    first = check.run(tables, on=ON)

    assert first == check.run(tables, on=ON)
    assert first.verdict is not Verdict.INSUFFICIENT
    assert first.population >= 1 and first.reason.startswith(tuple("共0123456789"))
    broken = [row for row in first.rows if row["kind"] not in check.for_review]
    assert (first.verdict is Verdict.NONCONFORMING) is bool(broken)
    for row in first.rows:
        assert {"source", "line", "why", "kind"} <= set(row)
        assert {"policy", "account", "name"} & set(row)
        assert row["kind"] in check.kinds


@pytest.mark.parametrize("check", CHECKS)
def test_the_example_of_every_check_runs(check: Check) -> None:
    module = sys.modules[check.test.__module__]
    example = doctest.DocTestParser().get_doctest(
        check.test.__doc__ or "", dict(vars(module)), check.id, None, None
    )
    results = doctest.DocTestRunner(verbose=False).run(example)

    assert (results.attempted > 0, results.failed) == (True, 0)
