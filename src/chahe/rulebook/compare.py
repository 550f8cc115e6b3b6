"""Any two editions, rule by rule: what stayed, was reworded or renumbered, is new or gone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from .alignment import Written, align
from .compared import Compared, Node, Pairing
from .describe import describe
from .load import load_editions
from .model import Edition

_NO_TEXTS: Mapping[str, str] = {}


def compare(before: Sequence[Node], after: Sequence[Node]) -> tuple[Compared, ...]:
    """Return what became of every rule: each of `after` once, each of `before` once.

    In the order of `after`; a removed rule follows what it followed. Only words and places tell
    which rule is which.
    """
    origin = align(
        [Written(node.path, node.words) for node in before],
        [Written(node.path, node.words) for node in after],
    )
    return describe(before, after, {new: Pairing(old) for new, old in origin.items()})


def compare_editions(
    before: Edition,
    after: Edition,
    *,
    base: str | None = None,
    texts: tuple[Mapping[str, str], Mapping[str, str]] | None = None,
) -> tuple[Compared, ...]:
    """Compare two editions; what the later one states of its changes since `before` is believed.

    It states them of `base`, an edition's id: of the one before it in the books unless given.
    `texts` are the official words of both by path, compared in place of titles and questions.
    """
    old_texts, new_texts = texts or (_NO_TEXTS, _NO_TEXTS)
    olds, news = nodes_of(before, texts=old_texts), nodes_of(after, texts=new_texts)
    if before.id != (_before(after) if base is None else base) or not _is_told(before, after):
        return compare(olds, news)
    places = {rule.path: place for place, rule in enumerate(before.rules)}
    told = {
        new: Pairing(places.get(rule.change.origin or ""), rule.change.kind)
        for new, rule in enumerate(after.rules)
        if rule.change
    }
    reasons = [rule.change.reason if rule.change else "" for rule in after.rules]
    news = tuple(replace(node, reason=why) for node, why in zip(news, reasons, strict=True))
    return describe(olds, news, told)


def nodes_of(edition: Edition, *, texts: Mapping[str, str] = _NO_TEXTS) -> tuple[Node, ...]:
    """Return an edition's rules by their titles and questions, or by official text where given."""
    return tuple(
        Node(rule.path, rule.code, "", texts[rule.path], rule.ref)
        if rule.path in texts
        else Node(rule.path, rule.code, rule.title, rule.question, rule.ref)
        for rule in edition.rules
    )


def _before(edition: Edition) -> str:
    """Return the id of the edition before one in the books, "" if there is none."""
    ids = [each.id for each in load_editions() if each.document == edition.document]
    return ids[ids.index(edition.id) - 1] if edition.id in ids[1:] else ""


def _is_told(before: Edition, after: Edition) -> bool:
    """Say whether each rule tells what it was, and names what there was."""
    return all(
        rule.change and (rule.change.origin is None or rule.change.origin in before.by_path)
        for rule in after.rules
    )
