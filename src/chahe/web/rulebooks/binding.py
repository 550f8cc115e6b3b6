"""Which rule of an edition we have each text of an official document belongs to."""

from collections.abc import Iterable
from dataclasses import replace

from chahe.rulebook import Change, ChangeKind, Edition
from chahe.rulebook.propose import Proposal, Stated, prefill

NOT_THERE = "這個版本沒有這個條號，請選擇是哪一條，或不採納"
OTHER_CODE = "條號相同，但代碼與這個版本不同，請確認是同一條"


def match(edition: Edition, stated: Iterable[Stated]) -> tuple[Proposal, ...]:
    """Propose, by number, which rule each text is of; carried where nothing speaks against it."""
    return tuple(_match(edition, rule) for rule in stated if rule.text)


def _match(edition: Edition, stated: Stated) -> Proposal:
    rule = edition.by_path.get(stated.path)
    defined = {each.path: each for each in edition.definitions}
    if rule is None and stated.path in defined:
        said = replace(stated, title=defined[stated.path].term)
        change = Change(ChangeKind.SAME, stated.path, "")
        adopted = prefill(said, None, change, group=True, inspected=False)
        return Proposal(adopted, stated.text, True, True, 1)
    if rule is None:
        adopted = prefill(stated, None, Change(ChangeKind.NEW, None, NOT_THERE), group=True)
        return Proposal(adopted, stated.text, True, False, 0)
    agrees = edition.own_codes or stated.code in ("", rule.code)
    change = Change(ChangeKind.SAME, rule.path, "" if agrees else OTHER_CODE)
    adopted = prefill(stated, rule, change, group=True)
    return Proposal(adopted, stated.text, True, agrees, 1 if agrees else 0)
