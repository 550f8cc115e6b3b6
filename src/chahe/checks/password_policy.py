"""密碼設定：長度、複雜度、使用期限與可還原的儲存

Every policy is tested for what it demands of passwords. Kinds of exception:

    short          it accepts passwords of fewer than `characters`
    no_complexity  it does not demand several sorts of characters
    never_expires  a password never has to be changed
    old            a password may be kept for more than `days`
    reversible     passwords are kept so that they can be read back

Three months (8(3)f) are read as 90 days, as the exchange writes them in its inspection points. What
a policy does not define is not known to be kept: then the evidence is insufficient, unless
something else is broken; where that is only how passwords are stored, the reason says so. Which
accounts are exempt is `account_review`'s to find.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from ..readers import Table
from ._algorithms.policies import judged
from ._algorithms.ruled import ruled
from ._model import Result, Row, check

_ASKED = {"min_length": "最短長度", "complexity": "複雜度", "max_age": "使用期限"}


@check(
    rules=(
        "twse/inspection-points@undated#9.4",
        *(
            f"twse/mechanism@{edition}#{path}"
            for edition in ("2018-11-30", "before-2018-11-30")
            for path in ("8.3.b", "8.3.f")
        ),
    ),
    only_refutes=tuple(
        f"twse/mechanism@{edition}#{path}"
        for edition in ("2018-11-30", "before-2018-11-30")
        for path in ("8.3.b", "8.3.f")
    ),
    refuted_by={
        rule: kinds
        for edition in ("2018-11-30", "before-2018-11-30")
        for rule, kinds in (
            (f"twse/mechanism@{edition}#8.3.b", ("reversible",)),
            (f"twse/mechanism@{edition}#8.3.f", ("short", "no_complexity", "never_expires", "old")),
        )
    },
    kinds={
        "short": "長度不足",
        "no_complexity": "未要求複雜度",
        "never_expires": "永不更換",
        "old": "更換週期太長",
        "reversible": "以可還原方式儲存",
    },
    needs=("password_policies",),
    parameters=(
        ruled(
            "characters",
            "最短長度",
            "password_length",
            rule="twse/mechanism@2018-11-30#8.3.f",
            unit="字元",
        ),
        ruled(
            "days",
            "使用期限上限",
            "password_change",
            rule="twse/inspection-points@undated#9.4",
            unit="日",
        ),
    ),
)
def password_policy(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name what each policy lets by.

    >>> password_policy.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    policies = tables["password_policies"]
    told = all(row["reversible"] is not None for table in policies for row in table.rows)
    storing = "、不以可還原方式儲存" if told else "（有設定沒有寫是否以可還原方式儲存）"
    limits = f"{parameters['characters']} 字元以上、有複雜度、使用期限 {parameters['days']} 日以內"
    return judged(
        policies,
        broken=lambda row: _broken(row, parameters),
        asked=_ASKED,
        kept=f"{limits}{storing}",
    )


def _broken(row: Row, parameters: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    length, age = row["min_length"], row["max_age"]
    if length is not None and length < parameters["characters"]:
        yield "short", f"密碼最短 {length} 個字元，應為 {parameters['characters']} 個以上"
    if row["complexity"] is False:
        yield "no_complexity", "沒有要求複雜度，只含數字或只含字母的密碼也能使用"
    if age == 0:
        yield "never_expires", f"密碼永久有效，應至少每 {parameters['days']} 日變更一次"
    elif age is not None and age > parameters["days"]:
        yield "old", f"密碼可使用 {age} 日，應在 {parameters['days']} 日以內變更"
    if row["reversible"]:
        yield "reversible", "以可還原的方式儲存密碼，等於沒有加密"
