"""衝突：各文件對同一件事的數值、拘束公司的是哪些，以及同時符合的作法"""

import argparse
from pathlib import Path
from typing import Any

from ...rulebook import load_editions
from ...rulebook.conflicts import Conflict, Held, disagreeing_first
from ...rulebook.conflicts import conflicts as conflicts_of
from ...rulebook.parameter import load_topics
from .._model import parse_day
from ..scope import read_facts
from ._model import action, print_json


@action
def conflicts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--facts",
        required=True,
        metavar="FILE",
        help="公司事實，YAML 或 JSON（chahe rulebook facts）",
    )
    parser.add_argument("--on", required=True, metavar="DATE", help="2026-11-21 或 115/11/21")
    parser.add_argument("--json", action="store_true", help="輸出 JSON")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    on = parse_day(options.on)
    facts = read_facts(Path(options.facts), on=on)
    found = conflicts_of(load_topics().values(), editions=load_editions(), facts=facts, on=on)
    if options.json:
        print_json({"topics": [_as_data(each) for each in found]})
        return 0
    for each in disagreeing_first(found):
        print(f"{each.topic.title}（{each.agreement.label}）")
        for reading in each.readings:
            print(f"    {reading.title}：{reading.text}")
        for held in each.held:
            print(f"  {'拘束  ' if held.binds else '不拘束'} {_said(held)}：{held.reason}")
        if each.topic.entered_by_user:
            print(f"  待填寫 官方數值未查得，請公司自行填寫並註明來源。{each.topic.note}")
    return 0


def _said(held: Held) -> str:
    value = held.value
    figure = value.figure.word if value.figure else "未定數值"
    return f"{figure} {value.action}〔{value.source}〕".replace("  ", " ")


def _as_data(conflict: Conflict) -> dict[str, Any]:
    topic = conflict.topic
    return {
        "topic": topic.id,
        "title": topic.title,
        "agreement": conflict.agreement.value,
        "entered_by_user": topic.entered_by_user,
        "note": topic.note,
        "values": [_value(conflict, held) for held in conflict.held],
        "readings": [
            {
                "population": reading.population,
                "title": reading.title,
                "text": reading.text,
                "figures_differ": reading.figures_differ,
            }
            for reading in conflict.readings
        ],
    }


def _value(conflict: Conflict, held: Held) -> dict[str, Any]:
    value = held.value
    return {
        "value": value.figure.value if value.figure else None,
        "unit": value.figure.unit if value.figure else "",
        "population": conflict.topic.populations[value.population].title,
        "action": value.action,
        "strength": value.strength.value,
        "source": value.source,
        "rule": value.rule,
        "since": value.since.isoformat() if value.since else None,
        "until": value.until.isoformat() if value.until else None,
        "status": value.status.value,
        "binds": held.binds,
        "reason": held.reason,
        "note": value.note,
    }
