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
_TARGETS_LOG, _TARGETS_DROP = ("LOG", "NFLOG"), ("REJECT", "TARPIT", "DROP")
_CONDITIONS = ("limit", "quota", "ct count", "meter", "last")
_GO_ON = (
    *("mangle", "notrack", "set", "map", "ct helper", "ct timeout", "ct expectation"),
    *("flow", "dup", "secmark", "masquerade", "snat", "dnat", "redirect", "continue", "comment"),
)
_TARGETS_GO_ON = frozenset(
    (
        *("MASQUERADE", "SNAT", "MARK", "CONNMARK", "SECMARK", "CONNSECMARK", "TCPMSS", "CHECKSUM"),
        *("CLASSIFY", "CT", "NOTRACK", "TRACE", "AUDIT", "SET", "DSCP", "TOS", "TTL", "HL", "TEE"),
    )
)


class RuleReader:
    """One rule: `sets` and `chains` are its table's."""

    def __init__(
        self, sets: NamedSets, chains: Container[str], line: int, place: tuple[str, int]
    ) -> None:
        self._sets, self._chains, self._line = sets, chains, line
        self._chain, self._number = place
        self._expressions = Expressions(sets, f"{line}/{self._chain} {self._number}")
        self._hits: int | None = None

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
                    yield from self._mapped(match, value, gaps)
                    match = match.both(self._expressions.condition("vmap"))
                elif name == "counter":
                    self._hits = _packets(value)
                elif name in _CONDITIONS:
                    match = match.both(self._expressions.condition(name))
                elif name == "log" or (name == "xt" and _xt(value) in _TARGETS_LOG):
                    yield self._rule(match, "log")
                elif name == "xt" and _xt(value) in _TARGETS_DROP:
                    yield self._rule(match, "drop")
                    return
                elif name == "xt" and _is_match(value):
                    if _xt(value) != "comment":
                        match = match.both(self._expressions.condition(f"xt {_xt(value)}"))
                elif name in _VERDICTS:
                    yield self._decided(match, name, value)
                    return
                elif name not in _GO_ON and not (name == "xt" and _xt(value) in _TARGETS_GO_ON):
                    gaps.append(self._unknown(name, value))
                    match = match.both(self._expressions.condition(name))
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                raise ReadError(
                    f"看不懂規則的「{name[:40]}」（{str(error)[:60]}），請以 nft -n -j 重新匯出",
                    line=self._line,
                ) from None

    def _where(self) -> str:
        return f"鏈「{self._chain}」第 {self._number} 條（第 {self._line} 行）"

    def _unknown(self, name: str, value: Any) -> str:
        where = self._where()
        if name == "xt":
            return (
                f"{where}由 iptables 寫入，nft 看不到「{_xt(value)[:40]}」的內容，"
                "請另附 iptables-save"
            )
        return f"{where}的規則有尚無法判讀的「{name[:40]}」"

    def _statement(self, statement: Any) -> tuple[str, Any]:
        if isinstance(statement, dict) and len(statement) == 1:
            return next(iter(statement.items()))
        if isinstance(statement, str):
            return statement, None
        raise ReadError("規則裡有看不懂的敘述，請重新匯出", line=self._line)

    def _asked(self, value: Any) -> Match:
        return self._expressions.match(value["left"], value["op"], value["right"])

    def _mapped(self, match: Match, value: Any, gaps: list[str]) -> Iterator[Rule]:
        known = self._pairs(value["data"])
        if known is None:
            gaps.append(
                f"{self._where()}引用map「{value['data'][1:]}」，其內容不在檔案中，請一併提供"
            )
        pairs = [(key, verdict) for key, verdict in known or ()]
        for key, verdict in sorted(pairs, key=lambda pair: _is_rest(pair[0])):
            operator = "in" if value["key"] == {"ct": {"key": "state"}} else "=="
            found = self._expressions.match(value["key"], operator, key)
            name, target = self._statement(verdict)
            if name != "continue":
                yield self._decided(match.both(found), name, target)

    def _pairs(self, data: Any) -> list[Any] | None:
        """Return a verdict map's elements, written in the rule or in a map; None if not known."""
        if isinstance(data, str) and data.startswith("@"):
            return self._sets.elements[data[1:]]
        return list(data["set"])

    def _decided(self, match: Match, name: str, value: Any) -> Rule:
        target = ""
        if name in ("jump", "goto"):
            target = value["target"]
            if target not in self._chains:
                raise ValueError(target)
        return self._rule(match, _VERDICTS[name], target)

    def _rule(self, match: Match, verdict: str, target: str = "") -> Rule:
        return Rule(self._line, self._number, match, verdict, target, self._hits)


def _packets(value: Any) -> int | None:
    """Return what a counter of the rule's own counts; a named one may be of several rules."""
    packets = value.get("packets") if isinstance(value, dict) else None
    return packets if type(packets) is int else None


def _xt(value: Any) -> str:
    """Return the name of an extension of iptables, which is all that nft writes of it."""
    name = value.get("name") if isinstance(value, dict) else None
    return name if isinstance(name, str) else "xt"


def _is_match(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") == "match"


def _is_rest(key: Any) -> bool:
    """Say whether a key is the catch-all, which is asked last."""
    match key:
        case "*" | {"elem": {"val": "*"}}:
            return True
    return False


def updated_by(said: dict[str, Any]) -> Iterator[str]:
    """Yield the sets and maps that a rule adds to or deletes from as packets pass."""
    statements = said.get("expr", [])
    for statement in statements if isinstance(statements, list) else ():
        match statement:
            case {"set": {"set": str(name)}} | {"map": {"map": str(name)}}:
                yield name.removeprefix("@")


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
