"""Every topic of figures, its slips of the pen, and that figures agree with the books they cite."""

from datetime import date

import pytest

from chahe.rulebook import load_editions
from chahe.rulebook.parameter import HERE, ParameterError, Status, load_topics, read_topic
from chahe.rulebook.quantity import AT_ONCE, Quantity

TOPICS = load_topics()
EDITIONS = {edition.id: edition for edition in load_editions()}
VALUES = [(topic, value) for topic in TOPICS.values() for value in topic.values]
CITING = [(topic, value) for topic, value in VALUES if value.rule]
NOT_FOUND = {"level_threshold", "deduction_points", "incident_level", "level_duties"}


def test_every_file_is_a_topic():
    assert list(TOPICS) == sorted(path.stem for path in HERE.glob("*.yaml"))


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda topic: topic.id)
def test_topic_is_asked_and_every_value_has_its_source(topic):
    assert topic.question.endswith("？")
    assert all(value.source for value in topic.values)
    assert {value.population for value in topic.values} <= set(topic.populations)
    assert topic.wording.format(figure="甲", action="乙")
    assert all(line[-1] in topic.populations for line in map(topic.line, topic.populations))


def known(rule):
    return rule.partition("#")[0] in EDITIONS


@pytest.mark.parametrize(("topic", "value"), CITING, ids=[f"{t.id} {v.rule}" for t, v in CITING])
def test_rule_cited_is_there_and_states_the_figure(topic, value):
    edition, _, path = value.rule.partition("#")
    if edition not in EDITIONS:
        pytest.skip(f"{edition} is not among the books")

    rule = EDITIONS[edition].by_path[path]

    stated = [Quantity(each.value, each.unit) for each in rule.thresholds]
    if value.figure and value.figure.unit != AT_ONCE:
        assert any(_same(value.figure, each) for each in stated), stated


def _same(one, other):
    """Whether two figures are the same; "2 times" may be "2 times in half a year" in a book."""
    plain = other.unit.partition("/")[0] == one.unit
    return one.normal == other.normal or (plain and one.value == other.value)


def test_figures_that_disagree_are_all_kept():
    tries = [(v.figure.value, v.action) for v in TOPICS["password_tries"].values if v.figure]

    assert tries == [
        (3, "中斷連線"),
        (3, "留存紀錄"),
        (5, "鎖定帳號"),
        (5, "限制使用，要求重新申請密碼"),
    ]
    kept = {v.figure.value for t, v in VALUES if t.id.startswith("retention_") and v.figure}
    assert kept == {1, 3, 5, 10}


def test_staffing_is_repealed_and_has_no_successor():
    bands = [v for v in TOPICS["staffing"].values if v.status is Status.REPEALED]

    assert [value.figure.value for value in bands] == [2, 2, 1, 1]
    assert {value.since for value in bands} == {date(2018, 6, 8)}
    assert TOPICS["staffing"].entered_by_user


def test_what_was_not_found_is_the_users_to_enter():
    found = {name: (TOPICS[name].values, TOPICS[name].entered_by_user) for name in NOT_FOUND}

    assert found == dict.fromkeys(NOT_FOUND, ((), True))


GOOD = """\
title: 甲
question: 多久？
unit: 年
populations:
  log:
    title: 紀錄
values:
  - value: 3
    population: log
    action: 保存
    source: 甲文件
"""


def read(tmp_path, text):
    path = tmp_path / "topic.yaml"
    path.write_text(text, "utf-8")
    return read_topic(path)


def test_a_topic_is_read(tmp_path):
    topic = read(tmp_path, GOOD)

    (value,) = topic.values
    assert (topic.id, topic.stricter, value.figure) == ("topic", "less", Quantity(3, "年"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: 甲\n", ""),
        ("unit: 年", "units: 年"),
        ("    source: 甲文件\n", ""),
        ("value: 3", "value: -3"),
        ("value: 3", "value: true"),
        ("value: 3", "value: three"),
        ("population: log", "population: nobody"),
        ("action: 保存", "action: 保存\n    applies: nobody"),
        ("action: 保存", "action: 保存\n    since: 107年"),
        ("action: 保存", "action: 保存\n    status: asleep"),
        ("unit: 年", "unit: 年\nstricter: both"),
        ("title: 紀錄", "title: 紀錄\n    within: nobody"),
        ("values:\n", "valuez:\n"),
    ],
)
def test_a_slip_of_the_pen_is_refused(tmp_path, old, new):
    assert old in GOOD

    with pytest.raises(ParameterError, match=r"topic\.yaml"):
        read(tmp_path, GOOD.replace(old, new, 1))


def test_no_value_is_refused_unless_somebody_is_asked(tmp_path):
    bare = "title: 甲\nquestion: 多少？\n"

    with pytest.raises(ParameterError, match="nobody is asked"):
        read(tmp_path, bare)
    assert read(tmp_path, bare + "entered_by_user: true\n").entered_by_user
