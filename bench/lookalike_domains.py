"""Look-alikes among 1,000,000 invented names: names a second of the processor, precision, recall.

Run `PYTHONPATH=. .venv/bin/python bench/lookalike_domains.py [NAMES]`. Twenty brands, 60
look-alikes of each class for each. dnstwist and openSquat (the first `SIDE_BY_SIDE` names) are
given the same, where they are installed: `_peers.py`.

Whoever wrote the classes wrote the check too: recall here is a floor under regressions, not what
the world would measure. One name in a thousand holds an honest word close to a brand (`ADVERSE`),
far more than in a real list. `wild` is the class that no technique of the check was written for.
"""

import random
import resource
import string
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from importlib.util import find_spec

from bench._peers import ask

from chahe.checks import load_checks
from chahe.checks._algorithms.lookalike.brands import Brands
from chahe.checks._algorithms.lookalike.match import CONTAINS
from chahe.readers import Row, Table

ON = date(2026, 11, 27)
EACH = 60
SIDE_BY_SIDE = 20_000
BRANDS = {
    "yuanta": "元大證券", "kgi": "凱基證券", "fubon": "富邦證券", "sinopac": "永豐金證券",
    "cathaysec": "國泰證券", "masterlink": "元富證券", "capital": "群益證券",
    "pscnet": "統一證券", "jihsun": "日盛證券", "megasec": "兆豐證券", "ctbcsec": "中信證券",
    "esunsec": "玉山證券", "taishin": "台新證券", "entrust": "華南永昌證券",
    "concords": "康和證券", "sinotrade": "永豐金", "ibfs": "國票證券",
    "firstsec": "第一金證券", "hncb": "華南銀行", "tachan": "大展證券",
}  # fmt: skip
SUFFIXES = [*["com"] * 30, "net", "org", "info", "xyz", "top", "shop", "online", "site", "vip",
            "cc", "tw", "com.tw", "club", "live", "app", "io", "biz", "icu", "cn",
            "me"]  # fmt: skip
BESIDE = ["login", "secure", "tw", "trade", "service", "otp", "verify", "app", "stock", "invest",
          "member", "official", "online", "webtrade", "update", "cert", "help", "vip", "fund",
          "sec"]  # fmt: skip
CHINESE_BESIDE = ["", "登入", "官網", "客服", "下單", "開戶", "app", "vip"]
SYLLABLES = ["wang", "chen", "lin", "tai", "shin", "yuan", "da", "fu", "bang", "xin", "hua",
             "zhong", "guo", "jin", "rong", "kai", "ji", "yong", "feng", "tong", "yi", "mei",
             "long", "hai", "shan", "sheng"]  # fmt: skip
_WORDS = """garden flower coffee travel music studio design house photo health sport yoga pizza
    kitchen market cloud data green ocean river stone smart happy blue golden silver baby pet dog
    cat book paper print light energy solar water wind art dance wedding fashion beauty hair car
    auto bike hotel home repair clean law legal dental clinic school learn kids toys games farm
    mega first trust master link sino pacific"""
WORDS = _WORDS.split()
ADVERSE = ["capitol", "concord", "concorde", "futon", "sinopec", "yuanda", "taishan"]
FOREIGN = {"a": "аàáä", "e": "еèé", "o": "оòóö", "i": "іìí", "c": "сç", "s": "ѕš", "n": "ñń",
           "u": "ùúü", "k": "κ", "t": "τ", "h": "һ", "y": "уý", "b": "ь", "g": "ɡ"}  # fmt: skip
DIGITS = {"l": "1", "o": "0", "m": "rn", "i": "1", "e": "3", "s": "5", "a": "4", "w": "vv",
          "d": "cl", "t": "7", "b": "6", "g": "9"}  # fmt: skip
NEAR = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wqewrtyuioswdfghjkxzxcvbn", strict=False))


def ascii_of(label: str) -> str:
    return label if label.isascii() else "xn--" + label.encode("punycode").decode()


def typo(draw: random.Random, word: str) -> str:
    at = draw.randrange(len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    return before + draw.choice(
        (
            after,
            letter + letter + after,
            after[0] + letter + after[1:],
            NEAR.get(letter, "x") + after,
            letter + draw.choice(string.ascii_lowercase) + after,
        )
    )


def swapped(draw: random.Random, word: str, table: dict[str, str]) -> str:
    places = [at for at, letter in enumerate(word) if letter in table]
    if not places:
        return word
    at = draw.choice(places)
    return word[:at] + draw.choice((table[word[at]], *table[word[at]])[1:]) + word[at + 1 :]


def digit(draw: random.Random, word: str) -> str:
    places = [at for at, letter in enumerate(word) if letter in DIGITS]
    at = draw.choice(places)
    return word[:at] + DIGITS[word[at]] + word[at + 1 :]


def combined(draw: random.Random, word: str) -> str:
    beside, dash = draw.choice(BESIDE), draw.choice(("-", "", "-"))
    return draw.choice((word + dash + beside, beside + dash + word))


def wild(draw: random.Random, word: str) -> str:
    """Two slips, or a slip inside other words."""
    return draw.choice((typo(draw, typo(draw, word)), typo(draw, word) + draw.choice(WORDS)))


CLASSES: dict[str, Callable[[random.Random, str], str]] = {
    "typo": typo,
    "homoglyph digits": lambda draw, word: combined(draw, digit(draw, word)),
    "homoglyph script": lambda draw, word: ascii_of(swapped(draw, word, FOREIGN)),
    "combination": combined,
    "combination typo": lambda draw, word: combined(draw, typo(draw, word)),
    "hyphenation": lambda draw, word: word[: len(word) // 2] + "-" + word[len(word) // 2 :],
    "tld swap": lambda draw, word: word,
    "subdomain": lambda draw, word: f"{word}.com.tw.{draw.choice(WORDS)}{draw.randrange(999)}",
    "chinese name": lambda draw, word: ascii_of(BRANDS[word] + draw.choice(CHINESE_BESIDE)),
    "wild": wild,
}


def positives(draw: random.Random) -> dict[str, str]:
    """Return look-alikes with their class; a short brand's only of those the check promises."""
    made: dict[str, str] = {}
    for word in BRANDS:
        for name, make in CLASSES.items():
            if len(word) < 5 and name in ("typo", "combination typo", "hyphenation", "tld swap",
                                          "wild"):  # fmt: skip
                continue
            for _ in range(EACH):
                label = make(draw, word)
                suffix = draw.choice(SUFFIXES)
                if label == word and suffix in ("com", "com.tw"):
                    continue
                made.setdefault(f"{label}.{suffix}", name)
    return made


def background(draw: random.Random, number: int) -> list[str]:
    makers: list[Callable[[], str]] = [
        lambda: draw.choice(WORDS) + draw.choice(("", "", "-")) + draw.choice(WORDS),
        lambda: draw.choice(WORDS) + str(draw.randrange(100_000)),
        lambda: "".join(
            draw.choices(string.ascii_lowercase + string.digits, k=draw.randint(4, 13))
        ),
        lambda: "".join(draw.choices(SYLLABLES, k=3)),
        lambda: draw.choice(BESIDE) + "-" + draw.choice(WORDS),
        lambda: draw.choice(ADVERSE) + draw.choice(("", "-" + draw.choice((*WORDS, *BESIDE)))),
    ]
    names = [
        f"{draw.choices(makers, (55, 15, 15, 13, 2, 0.1))[0]()}.{draw.choice(SUFFIXES)}"
        for _ in range(number)
    ]
    shops = "台灣網路購物新聞旅遊美食音樂電影健康生活運動汽車房屋手機花店茶葉咖啡水果"
    for at in range(0, number, 100):
        names[at] = ascii_of("".join(draw.choices(shops, k=4))) + ".com"
    return names


def tables_of(names: list[str]) -> tuple[Table, Table]:
    def row(line: int, name: str) -> Row:
        shown = name
        if name.startswith("xn--"):
            label, _, rest = name.partition(".")
            shown = f"{label[4:].encode().decode('punycode')}.{rest}"
        return {"domain": name, "unicode": shown, "seen": ON, "line": line}

    domains = tuple(row(line, name) for line, name in enumerate(names, 1))
    brands = tuple(
        {"name": chinese, "domains": (f"{word}.com.tw", f"{word}.com"), "keywords": (),
         "app": "", "handled": (), "line": line}
        for line, (word, chinese) in enumerate(BRANDS.items(), 2)
    )  # fmt: skip
    return (
        Table("domains", domains, "bench.txt", "bench"),
        Table("brands", brands, "bench.csv", "bench"),
    )


def alerted(rows: Iterable[Row]) -> set[str]:
    """Return the names that are told as look-alikes, not for people to look at."""
    return {row["name"] for row in rows if row["kind"] != CONTAINS}


def main(number: int) -> None:
    draw = random.Random(115)
    expected = positives(draw)
    names = [*background(draw, number - len(expected)), *expected]
    draw.shuffle(names)
    domains, brands = tables_of(names)
    check = load_checks()["lookalike_domains"]
    began = time.process_time()
    Brands(brands.rows)
    building = time.process_time() - began
    began = time.process_time()
    result = check.run({"domains": (domains,), "brands": (brands,)}, on=ON)
    took = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = alerted(result.rows)
    tame = {name for name, made in expected.items() if made != "wild"}
    right = len(found & expected.keys())
    print(
        f"lookalike_domains: {number:,} names, {len(BRANDS)} brands · {took:.2f} s of the processor"
        f" ({building:.2f} s of it for the variants) · {number / took / 1e6:.2f} M names/s · "
        f"{peak:,.0f} MiB at most\n  precision {right / len(found):.3f} of {len(found):,} · recall "
        f"{len(found & tame) / len(tame):.3f} of {len(tame):,}; {result.reason[-30:]}"
    )
    total, hit = Counter(expected.values()), Counter(expected[n] for n in found & expected.keys())
    for made in CLASSES:
        print(f"  {made:18} {hit[made] / total[made]:.3f} of {total[made]:,}")
    wrong = sorted(found - expected.keys())
    missed = sorted(tame - found)
    print(f"  not injected, e.g. {wrong[:12]}\n  missed, e.g. {missed[:12]}")
    _dnstwist(set(names), expected)
    _opensquat(names[:SIDE_BY_SIDE], expected, a_name=took / number)


def _dnstwist(names: set[str], expected: dict[str, str]) -> None:
    """Join dnstwist's permutations with the names."""
    if not find_spec("dnstwist"):
        print("  dnstwist: not installed")
        return
    import dnstwist

    began = time.process_time()
    made: set[str] = set()
    for word in BRANDS:
        fuzzer = dnstwist.Fuzzer(f"{word}.com")
        fuzzer.generate()
        made.update(each["domain"] for each in fuzzer.domains)
    found = names & made
    took = time.process_time() - began
    recall = len(found & expected.keys()) / len(expected)
    print(f"  dnstwist: {took:.2f} s, recall {recall:.3f} of all classes")


def _opensquat(names: list[str], expected: dict[str, str], *, a_name: float) -> None:
    """Give openSquat and the check the same short list; `a_name` is what one of the long cost us.

    openSquat has nothing to prepare: its time grows with the names alone.
    """
    there = expected.keys() & set(names)
    answer = ask("opensquat", {"keywords": [*BRANDS], "names": names})
    if answer is None:
        return
    domains, brands = tables_of(names)
    began = time.process_time()
    result = load_checks()["lookalike_domains"].run(
        {"domains": (domains,), "brands": (brands,)}, on=ON
    )
    ours = time.process_time() - began
    print(f"  the same {len(names):,} names, {len(there):,} of them look-alikes:")
    for who, seconds, found in (
        ("openSquat", answer["seconds"], set(answer["found"])),
        ("ours", ours, alerted(result.rows)),
    ):
        right = len(found & there)
        print(
            f"    {who:10}{seconds:8.3f} s of the processor, {len(names) / seconds:,.0f} names/s · "
            f"{len(found):,} named: precision {right / len(found):.3f}, recall "
            f"{right / len(there):.3f}"
        )
    print(
        f"    openSquat takes {answer['seconds'] / ours:,.0f} times as long; a name "
        f"{answer['seconds'] / len(names) / a_name:,.0f} times as long as one of the long list"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
