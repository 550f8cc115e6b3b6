"""Which items: ranked by a hash of the seed and the key, so that anyone can draw them again.

There is no randomness here. The seed is given in, fixed by the plan before the population is
known; drawn by chance then, it is no longer anyone's to choose.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import sha256
from heapq import nsmallest

from .plan import Method, Plan, wanted
from .wording import named

_LENGTH = 8  # bytes, big endian, before each key


class DrawError(ValueError):
    """A sample that cannot be drawn as it was asked; the message says why and what to do."""


def draw(keys: Sequence[str], *, plan: Plan) -> tuple[str, ...]:
    """Return the keys a plan draws, in the order of their ranks; all of them in their own order.

    A rank is the SHA-256 of the seed, a zero byte and the key, both in UTF-8. The order in which
    keys come does not matter, and one key more moves at most one other out of a sample of a fixed
    size. A judgemental sample is not drawn: it is empty, unless the population is taken whole.

    :raises DrawError: if a key is blank, not Unicode or there twice, or a seed is needed
    """
    for fault in _faults(keys):
        raise DrawError(fault)
    size = wanted(plan, len(keys))
    if size == len(keys):
        return tuple(sorted(keys))
    if plan.method is Method.JUDGEMENTAL:
        return ()
    if not plan.seed.strip() or not plan.seed.isprintable():
        raise DrawError("沒有可用的種子，不能抽樣；種子要在知道母體以前由計畫定下。")
    seed = plan.seed.encode() + b"\0"
    return tuple(nsmallest(size, keys, key=lambda key: sha256(seed + key.encode()).digest()))


def check_chosen(chosen: Sequence[str], *, keys: Collection[str], plan: Plan) -> tuple[str, ...]:
    """Say in Chinese what is wrong with the items someone chose by judgement; empty if nothing.

    Nobody needs to choose where the population is taken whole.
    """
    found = misnamed(chosen, keys=keys)
    size = wanted(plan, len(keys))
    judged = plan.method is Method.JUDGEMENTAL
    if chosen and not judged:
        found.append(f"「{plan.method.label}」的樣本由系統決定，不能自行選擇項目。")
    if judged and size < len(keys) and (short := size - len(set(chosen))) > 0:
        found.append(f"計畫選 {size} 筆，還少 {short} 筆。")
    return tuple(found)


def misnamed(chosen: Sequence[str], *, keys: Collection[str]) -> list[str]:
    """Say in Chinese which chosen items are there twice, or are not of the population."""
    found = []
    if twice := _repeated(chosen):
        found.append(f"重複選了{named(twice)}。")
    if strange := set(chosen) - set(keys):
        found.append(f"母體裡沒有{named(strange)}；只能從母體選擇項目。")
    return found


def population_digest(keys: Iterable[str]) -> str:
    """Return the SHA-256, in hex, of a population whatever the order of its keys.

    Each key, in the order of its UTF-8 bytes, comes after its length in eight bytes: no two
    populations are written the same.
    """
    found = sha256()
    for key in sorted(key.encode() for key in keys):
        found.update(len(key).to_bytes(_LENGTH, "big") + key)
    return found.hexdigest()


def is_key(key: str) -> bool:
    """Say whether a text can name an item: not blank, and Unicode."""
    try:
        return bool(key.encode()) and not key.isspace()
    except UnicodeEncodeError:
        return False


def _faults(keys: Sequence[str]) -> Iterator[str]:
    if unusable := {ascii(key) for key in keys if not is_key(key)}:
        yield f"母體裡有空白或不能讀的編號{named(unusable)}；請更正後再抽樣。"
    if twice := _repeated(keys):
        yield f"母體裡{named(twice)}出現不只一次；每個項目要有自己的編號，請更正後再抽樣。"


def _repeated(keys: Iterable[str]) -> list[str]:
    return [key for key, count in Counter(keys).items() if count > 1]
