"""Pages of `show access-rulebase` put together, a rule base for each layer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..._model import ReadError
from ..firewall.json_text import Json, Text
from .objects import Objects, name_of, objects_in, type_of

_MORE = re.compile(r"\S")
_UID = re.compile(r'"uid"\s*:\s*"([^"\\]{1,64})"')


@dataclass(slots=True)
class RuleBase:
    """A layer: `rules` are (rule, line), in order."""

    name: str
    objects: Objects
    rules: list[tuple[Json, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layers:
    """`outer` are those that no rule of another applies; `known` has all, by uid and by name."""

    outer: list[RuleBase]
    known: dict[str, RuleBase]


def layers_in(text: Text, gaps: list[str]) -> Layers:
    """Return every layer of a file; what is missing goes to `gaps`.

    :raises ReadError: if it is not JSON of this form, or a rule is there twice
    """
    lines: dict[str, int] = {}
    for found in _UID.finditer(text.whole):
        lines.setdefault(found[1], text.line_of(found.start()))
    layers: dict[str, list[Json]] = {}
    for page in _pages(text):
        layers.setdefault(str(page.get("uid") or name_of(page)), []).append(page)
    bases = {uid: _base(pages, lines, gaps) for uid, pages in layers.items()}
    inner = {name for base in bases.values() for rule, _ in base.rules for name in applied(rule)}
    outer = [base for uid, base in bases.items() if not inner & {uid, base.name}]
    return Layers(outer, {base.name: base for base in bases.values()} | bases)


def _pages(text: Text) -> Iterator[Json]:
    at = 0
    while _MORE.search(text.whole, at):
        value, at = text.parse(at)
        for page in value if isinstance(value, list) else [value]:
            if not isinstance(page, dict) or "rulebase" not in page:
                raise ReadError("不是 show access-rulebase 的輸出，請重新匯出")
            yield page


def _base(pages: list[Json], lines: dict[str, int], gaps: list[str]) -> RuleBase:
    name = name_of(pages[0])
    base = RuleBase(name, Objects(pages))
    seen: set[str] = set()
    for page in sorted(pages, key=_first):
        for rule in _rules(page, name, gaps, 0):
            uid = str(rule.get("uid", ""))
            line = lines.get(uid, 1)
            if uid in seen or not uid:
                raise ReadError("規則沒有 uid 或出現兩次，請重新匯出", line=line)
            seen.add(uid)
            base.rules.append((rule, line))
    _note_missing(pages, base, gaps)
    return base


def _first(page: Json) -> int:
    first = page.get("from", 0)
    return first if isinstance(first, int) else 0


def _rules(page: Json, layer: str, gaps: list[str], depth: int) -> Iterator[Json]:
    for item in objects_in(page.get("rulebase"), "rulebase"):
        kind = type_of(item)
        if kind == "access-rule":
            yield item
        elif kind == "access-section" and not depth:
            yield from _rules(item, layer, gaps, 1)
        else:
            gaps.append(f"規則層「{layer}」有尚無法判讀的項目「{kind[:40]}」")


def _note_missing(pages: list[Json], base: RuleBase, gaps: list[str]) -> None:
    """Compare what is here with the total every page says."""
    totals = {page.get("total") for page in pages if isinstance(page.get("total"), int)}
    held = len(base.rules)
    if len(totals) != 1:
        gaps.append(f"規則層「{base.name}」看不出共有幾條規則，請重新匯出")
    elif held not in totals:
        (total,) = totals
        gaps.append(f"規則層「{base.name}」共 {total} 條規則，檔案裡只有 {held} 條，請匯出每一頁")


def applied(rule: Json) -> list[str]:
    """Return the uid and the name of the layer that a rule applies, where it applies one."""
    layer = rule.get("inline-layer")
    said = [layer.get("uid"), layer.get("name")] if isinstance(layer, dict) else [layer]
    return [each for each in said if isinstance(each, str) and each]
