"""Every command, from the parsers themselves."""

import argparse
from collections.abc import Iterator

from chahe.cli import Command
from chahe.discover import discover

from ._model import code, page, table


@page
def commands() -> str:
    parts = [
        "# 命令列",
        "結束狀態：0 成功、1 不符或查驗不通過、2 指令有誤、3 證據不足。"
        "指令有誤時，在標準錯誤印出一行說明。",
    ]
    for name, found in discover("chahe.cli", Command).items():
        parser = argparse.ArgumentParser(prog=f"chahe {name}", description=found.title)
        found.configure(parser)
        parts += [f"## {code(f'chahe {name}')}", found.title, *_arguments(parser)]
    return "\n\n".join(parts)


def _arguments(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield a table of a parser's own arguments, then a section for each of its subcommands."""
    rows = [_row(each) for each in parser._actions if not _is_silent(each)]
    if rows:
        yield table(("參數", "說明", "必要"), rows)
    for group in parser._actions:
        if isinstance(group, argparse._SubParsersAction):
            titles = {each.dest: each.help for each in group._choices_actions}
            for name, child in group.choices.items():
                yield f"### {code(child.prog)}"
                yield from dict.fromkeys(filter(None, (titles.get(name), child.description)))
                yield from _arguments(child)


def _is_silent(action: argparse.Action) -> bool:
    return isinstance(action, argparse._HelpAction | argparse._SubParsersAction)


def _row(action: argparse.Action) -> tuple[str, str, str]:
    value = str(action.metavar or action.dest)
    if action.option_strings:
        name = ", ".join(action.option_strings)
        name += f" {value}{'…' if action.nargs == '+' else ''}" if action.nargs != 0 else ""
        needed = action.required
    else:
        name, needed = value, action.nargs not in ("?", "*")
    text = action.help or ""
    if "預設" not in text and action.default not in (None, False, [], argparse.SUPPRESS):
        text += f"（預設 {action.default}）"
    return code(name), text, "是" if needed else ""
