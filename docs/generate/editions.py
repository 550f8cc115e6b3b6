"""Every edition of every document in the rulebook, counted."""

from collections import Counter

from chahe.rulebook import Edition, load_editions

from ._model import code, page, table


@page
def editions() -> str:
    parts = [
        "# 法規版本",
        "條款以（文件、版本、路徑）識別；題目與程序是本系統自己的話，官方條文由使用者匯入。"
        "新增見 [Add an edition](../how-to/add-an-edition.md)。",
    ]
    return "\n\n".join([*parts, *map(_edition, load_editions())])


def _edition(edition: Edition) -> str:
    depths = Counter(rule.path.count(".") for rule in edition.rules)
    changes = Counter(rule.change.kind.label for rule in edition.rules if rule.change)
    facts = [
        ("施行日", edition.start or "不明；視為下一版施行前都有效"),
        ("訂定者", edition.body),
        ("來源", edition.source),
        (
            "條款數",
            f"{len(edition.rules)}（各層 {'、'.join(str(n) for _, n in sorted(depths.items()))}）",
        ),
        ("受查條款（葉）", sum(rule.leaf for rule in edition.rules)),
    ]
    if changes:
        facts.append(("與前一版相比", "、".join(f"{kind} {n}" for kind, n in changes.items())))
    points = [
        (
            rule.ref,
            code(rule.code),
            rule.title,
            "、".join(word.label for word in rule.cadence),
            rule.scope_text or "所有證券商",
        )
        for rule in edition.rules
        if "." not in rule.path
    ]
    return "\n\n".join(
        (
            f"## {edition.title} {code(edition.id)}",
            table(("項目", "內容"), facts),
            table(("條號", "代碼", "標題", "週期", "適用"), points),
        )
    )
