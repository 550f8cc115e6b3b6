"""Every fact a firm's profile can state."""

from chahe.rulebook import FactKind, fact_kinds

from ._model import code, page, table

_TYPES = {"boolean": "是／否", "choice": "單選", "choices": "複選", "number": "整數"}


@page
def facts() -> str:
    return "\n\n".join(
        (
            "# 公司事實",
            "事實決定哪些條款適用；沒有申報的事實不會排除任何條款（"
            "[適用範圍](../explanation/scope.md)）。命令列的事實檔是 YAML 或 JSON：",
            "```yaml\norder_channels: [internet, voice]\npaid_in_capital: 2000000000\n"
            'public_company: true\nlevel:\n  - since: 115/01/01\n    value: "2"\n```',
            table(("事實", "題目", "型別", "可用的值", "說明"), map(_fact, fact_kinds().values())),
        )
    )


def _fact(kind: FactKind) -> tuple[str, ...]:
    choices = "、".join(f"{code(word)} {meaning}" for word, meaning in kind.choices.items())
    values = choices or (f"單位：{kind.unit}" if kind.unit else "`true`、`false`")
    return code(kind.id), kind.question, _TYPES[kind.type], values, kind.help
