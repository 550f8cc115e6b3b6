"""Time parsing official documents: invented ones of the size of the mechanism, and larger.

Run: PYTHONPATH=src:. .venv/bin/python bench/parse.py [POINTS]

The founding documents are timed as well where they lie beside the checkout.
"""

import random
import sys
from pathlib import Path
from time import perf_counter, process_time

from chahe.official import parse_bytes

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
WORDS = "庫房門禁應登記鑰匙保管人員每年查核紀錄保存核准主管定期檢查設備清冊程序"
RUNS = 5


def timed(what: str, text: str) -> None:
    """Print the best of some runs; the first one also loads the formats and the layouts."""
    data, best, wall = text.encode(), float("inf"), float("inf")
    for _ in range(RUNS):
        began, at = process_time(), perf_counter()
        found = parse_bytes(data, "document.txt")
        best, wall = min(best, process_time() - began), min(wall, perf_counter() - at)
    rules = sum(len(edition.rules) for edition in found.editions)
    print(f"{what:44} {rules:6} rules {best:7.3f} s, {wall:7.3f} s on the wall")


def sentence(rng: random.Random) -> str:
    return "".join(rng.choices(WORDS, k=rng.randrange(20, 90))) + "。"


def column(points: int, rng: random.Random) -> str:
    """Return points of some fourteen rules each, as the mechanism has them."""
    lines = []
    for point in range(1, points + 1):
        lines.append(f"{point}.第{point}項管理（CC-{10000 + point}，適用自營業者，年度查核）")
        for item in range(1, 6):
            lines.append(f"({item}){sentence(rng)}")
            lines += [f"　　{letter}.{sentence(rng)}" for letter in "ab"]
    return "\n\n".join(lines)


def amendment(points: int) -> str:
    """Return an amendment table in order of columns, cells parted by a line break and a tab."""
    after, before = (column(points, random.Random(115)) for _ in range(2))
    head = "\t修　訂　後　內　容\n\t修　訂　前　內　容\n\t修訂說明\n"
    return f"倉儲檢查機制修訂對照表\n{head}\n\t{after}\n\n\t{before}\n\n\t配合實務修正。\n"


def wrapped(text: str) -> str:
    """Return a text wrapped at 64 columns with hanging indents."""
    rows = []
    for line in text.splitlines():
        for n, start in enumerate(range(0, len(line), 30)):
            rows.append("    " * (n > 0) + line[start : start + 30])
    return "\n".join(rows)


def main(points: int) -> None:
    timed(f"amendment table of {points} points, both columns", amendment(points))
    timed(f"{points} points, wrapped at 64 columns", wrapped(column(points, random.Random(1))))
    timed(f"{points * 20} points", column(points * 20, random.Random(2)))
    if SEEDS.is_dir():
        for n, path in enumerate(sorted(SEEDS.glob("*.txt"))):
            timed(f"S{n}", path.read_text("utf-8"))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 12)
