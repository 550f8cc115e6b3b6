"""Time comparing two editions: the mechanism's, and invented ones in which every rule changed.

Run: PYTHONPATH=src:. .venv/bin/python bench/compare.py [RULES]
"""

import random
import sys
from collections.abc import Callable
from time import perf_counter, process_time

from chahe.rulebook import load_editions
from chahe.rulebook.compare import compare, compare_editions, nodes_of
from chahe.rulebook.compared import Node
from chahe.rulebook.likeness import LikenessIndex


def timed(what: str, work: Callable[[], object]) -> None:
    wall, cpu = perf_counter(), process_time()
    work()
    print(f"{what:48} {process_time() - cpu:6.3f} s, {perf_counter() - wall:6.3f} s on the wall")


def reworded(nodes: list[Node], rng: random.Random) -> list[Node]:
    """Change a few letters of every rule, and shift each by an item that is new."""
    changed = []
    for place, node in enumerate(nodes):
        cut = rng.randrange(len(node.text))
        changed.append(Node(str(place + 2), "", "", f"{node.text[:cut]}另行{node.text[cut + 2 :]}"))
    return [Node("1", "", "", "全新的一條，與其他各條都不相同。"), *changed]


def main(rules: int) -> None:
    before, after = (e for e in load_editions() if e.document == "twse/mechanism")
    olds, news = nodes_of(before), nodes_of(after)
    timed(
        "mechanism, 150 and 190 rules, as its book states", lambda: compare_editions(before, after)
    )
    timed("mechanism, 150 and 190 rules, by its words", lambda: compare(olds, news))
    flat = [Node(str(n + 1), "", "", olds[n % len(olds)].words + str(n)) for n in range(rules)]
    moved = reworded(flat, random.Random(115))
    timed(f"{rules} rules, every one reworded and shifted", lambda: compare(flat, moved))
    index = LikenessIndex([node.text for node in flat])
    timed(
        f"the nearest of {rules} to each of {rules}",
        lambda: [*map(index.nearest, (n.text for n in moved))],
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 190)
