"""Every check: what it tests, what it needs, and the figures a firm may tighten."""

import inspect
import sys

from chahe.checks import Check, load_checks
from chahe.rulebook import load_editions

from ._model import code, page, table


@page
def checks() -> str:
    parts = [
        "# 自動檢測",
        "檢測是純函式：由讀取器的表格得出查核結果。離線執行見"
        "[離線檢查防火牆](../how-to/check-a-firewall-offline.md)，"
        "新增見 [Add a check](../how-to/add-a-check.md)。",
    ]
    return "\n\n".join([*parts, *map(_check, load_checks().values())])


def _check(check: Check) -> str:
    parts = [
        f"## {code(check.id)} {check.title}",
        f"需要的表格：{'、'.join(map(code, check.needs))}"
        + (f"；可用：{'、'.join(map(code, check.may_use))}" if check.may_use else ""),
        table(("條款", "條號", "標題", "能說什麼"), _rules(check)),
    ]
    if check.parameters:
        parts.append(table(("門檻", "意義", "預設", "依據"), map(_parameter, check.parameters)))
    doc = inspect.cleandoc(sys.modules[check.test.__module__].__doc__ or "")
    body = doc.partition("\n")[2].strip()
    return "\n\n".join([*parts, f"```text\n{body}\n```"] if body else parts)


def _rules(check: Check) -> list[tuple[str, ...]]:
    known = {
        edition.cite(rule): (rule.ref, rule.title)
        for edition in load_editions()
        for rule in edition.rules
    }
    says = {True: "只能找出不符", False: "符合或不符"}
    return [(code(rule), *known[rule], says[rule in check.only_refutes]) for rule in check.rules]


def _parameter(parameter: object) -> tuple[str, ...]:
    read = vars(parameter)
    return code(read["id"]), read["title"], f"{read['value']:,} {read['unit']}", read["source"]
