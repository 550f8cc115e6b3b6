"""The statements of one rule of nftables' JSON: what it asks, then what it does.

Names and shapes: libnftables-json(5).
"""

from collections.abc import Container, Iterator
from typing import Any

from ..._model import ReadError
from ..firewall.addresses import Block, block
from .expressions import Expressions, NamedSets
from .match import Match
from .walk import Rule

_VERDICTS = {
    **{"accept": "accept", "drop": "drop", "reject": "drop", "return": "return", "queue": "queue"},
    **{"jump": "jump", "goto": "goto"},
}
_CONDITIONS = ("limit", "quota", "ct count", "meter", "last")
_GO_ON = (
    *("counter", "mangle", "notrack", "set", "map", "ct helper", "ct timeout", "ct expectation"),
    *("flow", "dup", "secmark", "masquerade", "snat", "dnat", "redirect", "continue", "comment"),
)


class RuleReader:
    """One rule: `sets` and `chains` are its table's."""

    def __init__(self, sets: NamedSets, chains: Container[str], line: int, number: int) -> None:
        self._sets, self._chains, self._line, self._number = sets, chains, line, number
        self._expressions = Expressions(sets, f"{line}/{number}")

    def rules(self, said: dict[str, Any], gaps: list[str]) -> Iterator[Rule]:
        """Yield what the rule does, in order: it may log, and decide differently by a map.

        :raises ReadError: for a value that cannot be read
        """
        statements = said.get("expr", [])
        if not isinstance(statements, list):
            raise ReadError("規則的 expr 不是清單，請重新匯出", line=self._line)
        comment = said.get("comment")
        match = Match(comment=comment if isinstance(comment, str) else "")
        for statement in statements:
            name, value = self._statement(statement)
            try:
                if name == "match":
                    match = match.both(self._asked(value))
                elif name == "vmap":
                    yield from self._mapped(match, value)
                    match = match.both(self._expressions.condition("vmap"))
                elif name in _CONDITIONS:
                    match = match.both(self._expressions.condition(name))
                elif name == "log":
                    yield self._rule(match, "log")
                elif name in _VERDICTS:
                    yield self._decided(match, name, value)
                    return
                elif name not in _GO_ON:
                    gaps.append(f"第 {self._line} 行的規則有尚無法判讀的「{name[:40]}」")
                    match = match.both(self._expressions.condition(name))
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                raise ReadError(
                    f"看不懂規則的「{name[:40]}」（{str(error)[:60]}），請以 nft -n -j 重新匯出",
                    line=self._line,
                ) from None

    def _statement(self, statement: Any) -> tuple[str, Any]:
        if isinstance(statement, dict) and len(statement) == 1:
            return next(iter(statement.items()))
        if isinstance(statement, str):
            return statement, None
        raise ReadError("規則裡有看不懂的敘述，請重新匯出", line=self._line)

    def _asked(self, value: Any) -> Match:
        return self._expressions.match(value["left"], value["op"], value["right"])

    def _mapped(self, match: Match, value: Any) -> Iterator[Rule]:
        for key, verdict in self._pairs(value["data"]):
            operator = "in" if value["key"] == {"ct": {"key": "state"}} else "=="
            found = self._expressions.match(value["key"], operator, key)
            name, target = self._statement(verdict)
            if name != "continue":
                yield self._decided(match.both(found), name, target)

    def _pairs(self, data: Any) -> list[Any]:
        """Return a verdict map's elements, whether written in the rule or a map of the table."""
        if isinstance(data, str) and data.startswith("@"):
            elements = self._sets.elements[data[1:]]
            if elements is None:
                raise ValueError(data)
            return elements
        return list(data["set"])

    def _decided(self, match: Match, name: str, value: Any) -> Rule:
        target = ""
        if name in ("jump", "goto"):
            target = value["target"]
            if target not in self._chains:
                raise ValueError(target)
        return self._rule(match, _VERDICTS[name], target)

    def _rule(self, match: Match, verdict: str, target: str = "") -> Rule:
        return Rule(self._line, self._number, match, verdict, target)


def published_by(said: dict[str, Any], line: int) -> Iterator[Block]:
    """Yield the addresses that a rule translates destinations to, where it writes them."""
    statements = said.get("expr", [])
    for statement in statements if isinstance(statements, list) else ():
        match statement:
            case {"dnat": {"addr": str(address)}}:
                yield _block(address, line)
            case {"dnat": {"addr": {"range": [str(low), str(high)]}}}:
                yield _block(f"{low}-{high}", line)
            case {"dnat": {"addr": {"prefix": {"addr": str(address), "len": int(length)}}}}:
                yield _block(f"{address}/{length}", line)


def _block(text: str, line: int) -> Block:
    try:
        return block(text)
    except ValueError:
        raise ReadError(f"看不懂 dnat 的目的「{text[:40]}」，請重新匯出", line=line) from None
