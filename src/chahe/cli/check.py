"""以證據檔執行自動檢測"""

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from ..checks import Check, Result, load_checks
from ..deadlines import format_roc
from ..readers import ReadError, Source, Table, read_any
from ..workflow import Verdict
from ._check_folder import Answer, answers, read_folder, run_every
from ._model import UsageError, command, parse_day
from ._table import plain, print_table
from .scope import read_facts

_TAIPEI = timezone(timedelta(hours=8))
_STATUS = {Verdict.CONFORMING: 0, Verdict.NONCONFORMING: 1}
_INSUFFICIENT = 3
_SHOWN = ("policy", "vdom", "account", "name", "source", "line", "why")
_TITLES = {
    "policy": "政策",
    "vdom": "VDOM",
    "account": "帳號",
    "name": "名稱",
    "source": "檔案",
    "line": "行",
    "why": "原因",
}


@command
def check(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="列出所有檢測")
    listing.add_argument("--json", action="store_true", help="以 JSON 輸出")
    listing.set_defaults(run=_list)
    run = actions.add_parser(
        "run",
        help="執行一項檢測，或以 --all 執行全部",
        description="結束狀態：0 符合、1 不符、3 證據不足、2 指令有誤",
    )
    run.add_argument("id", metavar="ID", nargs="?", help="檢測代號，見 chahe check list")
    run.add_argument("--all", action="store_true", help="以整個資料夾的證據執行所有檢測")
    run.add_argument("--evidence", metavar="DIR", help="證據檔的資料夾，與 --all 並用")
    run.add_argument(
        "--facts", metavar="FILE", help="公司事實，YAML 或 JSON；決定哪些條款適用，與 --all 並用"
    )
    run.add_argument(
        "--input",
        action="extend",
        nargs="+",
        default=[],
        metavar="FILE",
        help="證據檔，格式自動辨識；可重複或一次給多個",
    )
    run.add_argument("--on", metavar="DATE", help="檢測日，預設今天")
    run.add_argument("--json", action="store_true", help="以 JSON 輸出")
    run.add_argument(
        "--set", action="append", default=[], metavar="PARAM=VALUE", help="調整門檻，可重複"
    )
    run.set_defaults(run=_run)


def _list(options: argparse.Namespace) -> int:
    found = [_described(check) for check in load_checks().values()]
    if options.json:
        print(_json(found))
        return 0
    for one in found:
        print(f"{one['id']}  {one['title']}")
        print(f"    需要：{'、'.join(one['needs'])}")
        print(f"    條款：{'、'.join(one['rules'])}")
        for parameter in one["parameters"]:
            print("    門檻：{id}={value} {unit}，{title}（{source}）".format_map(parameter))
    return 0


def _described(check: Check) -> dict[str, Any]:
    return {
        "id": check.id,
        "title": check.title,
        "rules": check.rules,
        "needs": check.needs,
        "may_use": check.may_use,
        "parameters": [vars(parameter) for parameter in check.parameters],
    }


def _run(options: argparse.Namespace) -> int:
    on = datetime.now(_TAIPEI).date() if options.on is None else parse_day(options.on)
    if on.year < 1912:
        raise UsageError("檢測日不能早於民國元年")
    if options.all:
        return _run_all(options, on)
    if options.evidence or options.facts:
        raise UsageError("--evidence 與 --facts 要與 --all 並用；只執行一項時以 --input 指定檔案")
    check = load_checks().get(options.id)
    if check is None:
        raise UsageError(f"沒有「{options.id}」這項檢測；可用的有：{'、'.join(load_checks())}")
    settings = _settings(check, options.set)
    if not options.input:
        raise UsageError("請以 --input 指定證據檔")
    inputs = [_digest(name) for name in options.input]
    if len({each["sha256"] for each in inputs}) < len(inputs):
        raise UsageError("輸入的檔案中有內容完全相同者，請只給一次")
    result = _tested(check, inputs, on, settings)
    answer = {
        "check": check.id,
        "verdict": result.verdict.value,
        "reason": result.reason,
        "rules": check.rules,
        "population": result.population,
        "rows": result.rows,
        "on": on,
        "parameters": {each.id: settings.get(each.id, each.value) for each in check.parameters},
        "inputs": [
            {name: value for name, value in each.items() if name != "path"} for each in inputs
        ],
    }
    answer["digest"] = hashlib.sha256(_json(answer).encode()).hexdigest()
    if options.json:
        print(_json(answer))
    else:
        _print(check, result, on)
    return _STATUS.get(result.verdict, _INSUFFICIENT)


def _run_all(options: argparse.Namespace, on: date) -> int:
    """Run every check on a folder; the status is that of the worst rule."""
    if options.id or options.input or options.set:
        raise UsageError("--all 執行所有檢測，不能再指定檢測、--input 或 --set")
    if not (options.evidence and options.facts):
        raise UsageError("--all 要以 --evidence 指定證據資料夾，以 --facts 指定公司事實")
    facts = read_facts(Path(options.facts), on=on)
    evidence = read_folder(Path(options.evidence))
    results = run_every(evidence, on=on)
    found = answers(results, evidence, facts=facts, on=on)
    if options.json:
        answer = {
            "on": on,
            "inputs": evidence.inputs,
            "unread": evidence.unread,
            "rules": [_answered(a) for a in found],
            "checks": {name: _told(result) for name, result in results.items()},
        }
        print(_json(answer))
    else:
        print(f"檢測日 {format_roc(on)}　檔案 {len(evidence.inputs)}　條款 {len(found)}")
        for why in evidence.unread:
            print(plain(f"讀不懂，用得到它的檢測都不能認定：{why}"))
        for name in evidence.unknown:
            print(plain(f"認不出格式，沒有使用：{name}"))
        print()
        heads = ["條款", "結果", "理由"]
        print_table([heads, *([a.standing.rule.ref, _word(a), a.reason] for a in found)])
    verdicts = {each.verdict for each in found}
    if Verdict.NONCONFORMING in verdicts:
        return 1
    return _INSUFFICIENT if Verdict.INSUFFICIENT in verdicts or not found else 0


def _word(answer: Answer) -> str:
    return answer.verdict.label if answer.verdict else "由人判斷"


def _answered(answer: Answer) -> dict[str, Any]:
    edition = answer.standing.edition
    return {
        "rule": f"{edition.document}@{edition.edition}#{answer.standing.rule.path}",
        "ref": answer.standing.rule.ref,
        "verdict": answer.verdict.value if answer.verdict else None,
        "reason": answer.reason,
        "checks": answer.checks,
    }


def _told(result: Result) -> dict[str, Any]:
    return {
        "verdict": result.verdict.value,
        "reason": result.reason,
        "population": result.population,
        "rows": result.rows,
    }


def _settings(check: Check, pairs: Sequence[str]) -> dict[str, int]:
    known = {parameter.id: parameter for parameter in check.parameters}
    settings = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        if name not in known:
            raise UsageError(f"{check.id} 沒有「{name}」這個門檻；可調整的有：{'、'.join(known)}")
        if not (value.isascii() and value.isdigit() and len(value) < 10):
            raise UsageError(f"門檻 {name} 應為不小於 0 的整數，看不懂「{value}」")
        if known[name].rule and known[name].is_looser(int(value)):
            raise UsageError(
                f"門檻 {name} 是規定的數值（{known[name].source}），不能比 {known[name].value} "
                f"{known[name].unit}寬"
            )
        settings[name] = int(value)
    return settings


def _digest(name: str) -> dict[str, Any]:
    path = Path(name)
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        raise UsageError(f"讀不到檔案「{name}」，請確認路徑與權限") from None
    return {"name": path.name, "path": path, "sha256": digest, "reader": None}


def _tested(
    check: Check, inputs: list[dict[str, Any]], on: date, settings: Mapping[str, int]
) -> Result:
    """Read every file and test; one that cannot be read leaves the evidence insufficient."""
    tables: dict[str, tuple[Table, ...]] = {}
    for each in inputs:
        try:
            table = read_any(Source.from_path(each["path"]))
        except ReadError as error:
            return Result(Verdict.INSUFFICIENT, f"{each['name']} {error}", 0)
        each["reader"] = table.reader
        tables[table.kind] = (*tables.get(table.kind, ()), table)
        if table.kind not in (*check.needs, *check.may_use):
            print(f"注意：{check.id} 用不到 {each['name']}（{table.kind}）", file=sys.stderr)
    return check.run(tables, on=on, parameters=settings)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)


def _print(check: Check, result: Result, on: date) -> None:
    print(f"{check.title}")
    print(f"檢測日 {format_roc(on)}　母體 {result.population}　結果 {result.verdict.label}")
    print(plain(result.reason))
    columns = [name for name in _SHOWN if any(name in row for row in result.rows)]
    if not columns:
        return
    if {"policy", "account"} & set(columns):
        columns = [name for name in columns if name != "name"]  # their id says which
    table = [[_TITLES[name] for name in columns]]
    table += [[str(row.get(name, "")) for name in columns] for row in result.rows]
    print()
    print_table(table)
