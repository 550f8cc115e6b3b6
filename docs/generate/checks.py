"""Every check: what it tests, what it needs, and the figures a firm may tighten."""

import inspect
import sys
from collections.abc import Mapping

from chahe.checks import Check, Parameter, load_checks
from chahe.readers import KIND_TITLES, load_readers
from chahe.rulebook import load_editions

from ._model import code, page_over, table


def each_check() -> Mapping[str, str]:
    """Return the page of every check, by id."""
    return {check.id: _check(check) for check in load_checks().values()}


@page_over(each_check)
def checks() -> str:
    listed = [
        (
            f"[{code(check.id)}](checks/{check.id}.md)",
            check.title,
            "、".join(KIND_TITLES[kind] for kind in check.needs),
            len(check.rules),
        )
        for check in load_checks().values()
    ]
    return "\n\n".join(
        [
            "# 自動檢測",
            f"共 {len(listed)} 項。檢測是純函式：由讀取器的表格得出查核結果，"
            "缺少、不完整、過舊或讀不懂的資料一律是證據不足。離線執行見[離線檢查防火牆](../how-to/check-a-firewall-offline.md)，"
            "新增見 [Add a check](../how-to/add-a-check.md)。",
            table(("檢測", "檢測什麼", "需要的資料", "條款數"), listed),
        ]
    )


def _check(check: Check) -> str:
    parts = [
        f"# {check.title}",
        f"代號 {code(check.id)}。[所有檢測](../checks.md)",
        "## 讀什麼",
        table(("資料", "代號", "必要", "讀得懂的格式"), _wanted(check)),
        "## 找出什麼",
        table(("代號", "例外的種類"), ((code(kind), title) for kind, title in check.kinds.items())),
        "## 依據",
        table(("條款", "條號", "標題", "能說什麼"), _rules(check)),
    ]
    if check.parameters:
        parts += [
            "## 門檻",
            table(("門檻", "意義", "數值", "依據", "公司可以"), map(_parameter, check.parameters)),
        ]
    doc = inspect.cleandoc(sys.modules[check.test.__module__].__doc__ or "")
    body = doc.partition("\n")[2].strip()
    return "\n\n".join([*parts, "## How it judges", f"```text\n{body}\n```"])


def _wanted(check: Check) -> list[tuple[str, ...]]:
    readers = load_readers().values()
    return [
        (
            KIND_TITLES[kind],
            code(kind),
            "是" if kind in check.needs else "有就用",
            "<br>".join(reader.title for reader in readers if reader.kind == kind),
        )
        for kind in (*check.needs, *check.may_use)
    ]


def _rules(check: Check) -> list[tuple[str, ...]]:
    known = {
        edition.cite(rule): (rule.ref, rule.title)
        for edition in load_editions()
        for rule in edition.rules
    }
    says = {True: "只能找出不符", False: "符合或不符"}
    return [(code(rule), *known[rule], says[rule in check.only_refutes]) for rule in check.rules]


def _parameter(parameter: Parameter) -> tuple[str, ...]:
    stricter = "調低" if parameter.stricter == "less" else "調高"
    may = f"只能{stricter}" if parameter.rule else f"調整（{stricter}較嚴）"
    value = f"{parameter.value:,} {parameter.unit}"
    return code(parameter.id), parameter.title, value, parameter.source, may
