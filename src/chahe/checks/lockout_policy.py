"""登入失敗：連續錯誤幾次後鎖定

Every policy is tested for what becomes of somebody who keeps typing wrong passwords. Kinds of
exception:

    never_locks  any number of wrong passwords may be tried
    late         more than `tries` wrong passwords may be tried before the account is locked
    brief        it is locked for fewer than `minutes`

A system that locks at the third wrong password has cut the connection that 8(3)e asks for. One that
locks later has not, by this policy; what a gateway before it does, this does not show. What a
policy does not define makes the evidence insufficient, unless something else is broken.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from ..readers import Table
from ._algorithms.policies import judged
from ._algorithms.ruled import ruled
from ._model import Parameter, Result, Row, check

_ASKED = {"tries": "鎖定前的錯誤次數"}


@check(
    rules=tuple(
        f"twse/mechanism@{edition}#8.3.e" for edition in ("2018-11-30", "before-2018-11-30")
    ),
    kinds={
        "never_locks": "不會鎖定",
        "late": "容許錯誤次數太多",
        "brief": "鎖定時間太短",
    },
    needs=("password_policies",),
    parameters=(
        ruled(
            "tries",
            "鎖定前的錯誤次數上限",
            "password_tries",
            rule="twse/mechanism@2018-11-30#8.3.e",
            unit="次",
        ),
        Parameter("minutes", "鎖定的最短時間", 0, "分鐘", "本系統預設不限", stricter="more"),
    ),
)
def lockout_policy(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name what each policy lets somebody try.

    >>> lockout_policy.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    asked = _ASKED | ({"lock_minutes": "鎖定時間"} if parameters["minutes"] else {})
    return judged(
        tables["password_policies"],
        broken=lambda row: _broken(row, parameters),
        asked=asked,
        kept=f"至遲第 {parameters['tries']} 次錯誤時鎖定",
    )


def _broken(row: Row, parameters: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    tries, minutes = row["tries"], row["lock_minutes"]
    if tries == 0:
        yield "never_locks", f"密碼錯誤再多次都不鎖定，應至遲在第 {parameters['tries']} 次鎖定"
    elif tries is not None and tries > parameters["tries"]:
        yield "late", f"第 {tries} 次錯誤才鎖定，應至遲在第 {parameters['tries']} 次"
    if tries and minutes and minutes < parameters["minutes"]:
        yield "brief", f"只鎖定 {minutes} 分鐘，應至少 {parameters['minutes']} 分鐘"
