"""The check on names that other people reported as phishing, beside 161,000 names of other sites.

    npm pack eth-phishing-detect@1.2.0; tar xzf eth-phishing-detect-1.2.0.tgz
    pip download --no-deps hstspreload==2025.1.1; unzip -d hsts hstspreload-*.whl
    PYTHONPATH=. .venv/bin/python bench/_phishing_list.py package/src/config.json hsts

The brands are those of its `fuzzylist`, now and once, and the exchanges and wallets it fights. A
look-alike is a name of its `blacklist` a part of which is near enough to a brand (`_slips_allowed`,
accents and hyphens off, any letter of another script counting as right), less what was struck out
by eye, before the check was first run; the rest of the blacklist is left out. `alone` is a label
with at most three letters beside the brand, `more` the others. Names to leave alone are those of
the HSTS preload list and, much harder, the `whitelist`: honest names that are near to a brand.
Rules were changed on half A only: half B is what counts. Last, what dnstwist makes of the brands.
"""

import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha1
from importlib.util import find_spec
from pathlib import Path

from chahe.checks import load_checks
from chahe.readers import Row, Table
from chahe.readers._parsing.domain_names import parse_domain

ON = date(2026, 11, 27)
_OWN = """metamask.io maskmeta.org myetherwallet.com cryptokitties.co localethereum.com dfinity.org
    hederahashgraph.com hedera.com auctus.org etherscan.io originprotocol.com localcryptos.com
    makerfoundation.com fulcrum.trade opensea.io mycrypto.com makerdao.com uniswap.org ledger.com
    ledgerwallet.com bittrex.com poloniex.com binance.com binance.us localbitcoins.com coinbase.com
    kraken.com bitfinex.com paxful.com idex.market idex.io etherdelta.com trezor.io changelly.com
    bestchange.ru bestchange.com electrum.org pancakeswap.finance kucoin.com huobi.com huobipro.com
    huobi.pro tradingview.com"""
OWN = _OWN.split()
OTHER_LABELS = {"maskmeta": "metamask", "hedera": "hederahashgraph", "ledgerwallet": "ledger",
                "huobipro": "huobi"}  # fmt: skip
BRANDS: dict[str, list[str]] = {}
for _own in OWN:
    _label = _own.partition(".")[0]
    BRANDS.setdefault(OTHER_LABELS.get(_label, _label), []).append(_own)
_STRUCK = """daomaker.com.ms daomaker.com.mx makerometa.org brigeprotocol.link orchidprotocols.com
    org-protocol-airdrop.com chumbivallley.com axieinfinity.com.aave.defi-universe.vip
    axieinfinitypage.one axielinfinity.com axieninfinity.com marketplace-axieinfinity.com
    marketplace.axieinfinity.com.inventoryclaim.defi-universe.vip bit-changer.ru bitschanger.com
    backxcoin.com geckcoin.com lblockhcoin.com linkcoinairdrop.com linkcoinbonus.com
    login.lblockhcoin.com musk-coin.com musk-coins.com wwwkodakcoin.com ether-foundation.website
    spacexfoundation.com bitfiles.ml bitminers.store medium-blog-ethereum.info
    ftx-com-exchange-cryptocurrency.000webhostapp.com medium-blog-ethereum.net
    medium-blog-ethereum.org today-ethereum.com powerledgr.com ungleder.no powerledger.com
    powerledgerr.com powerrledger.com powrerledger.com powrledger.io powrrledger.com
    metamansionsnft-mint.com pancake.walletsconnections.com support-ticket-report.com
    alpacafninance.com bnbexchangedex.com bnbexchangeethspecialcampaign.com bnbexchangespecial.com
    bnbexchangespecialcampaign.com bnbexchangespecialethcampaign.com"""
STRUCK = frozenset(_STRUCK.split())
_KEPT = """mnycryptoethwallet.com mrycrypto.com mycryipto.com mycryiptowaliet.com mycrylto.com
    mycrypt0.com mycrypt9.com mycryrpto.com myerypto.com mypcrypto.com myrcrypto.com nnycrypto.com
    www-mycryqto.com www-nycryptos.com mycryrptto.com mycyrptto.com www-nycryqto.com elherscan.host
    etharscan.io etherescan.net etherskan.io ethescan.info etnerscan.io ethscan.io ethscan.us
    conidase.com coinbebase.com eilectum.org elctrurn.org eleckctrum.org"""
KEPT = frozenset(_KEPT.split())
KEPT_FROM = {"mycrypto": 1, "etherscan": 1, "coinbase": 2, "electrum": 2}
"""Brands of everyday words: at so many slips, only what is kept by eye is a look-alike."""


def plain(shown: str) -> str:
    letters = (each for each in unicodedata.normalize("NFKD", shown.lower()))
    return "".join("*" if ord(x) > 127 else x for x in letters if not unicodedata.combining(x))


def slips(brand: str, text: str, most: int) -> int:
    """Return the least distance (optimal string alignment) of a brand from any part of a text."""
    older, old = [0] * (len(text) + 1), [0] * (len(text) + 1)
    for i, letter in enumerate(brand, 1):
        new = [i]
        for j, there in enumerate(text, 1):
            least = min(old[j - 1] + (there not in (letter, "*")), old[j] + 1, new[-1] + 1)
            if i > 1 < j and letter == text[j - 2] and brand[i - 2] == there:
                least = min(least, older[j - 2] + 1)
            new.append(least)
        if min(new) > most:
            return most + 1
        older, old = old, new
    return min(old)


def _slips_allowed(brand: str) -> int:
    return sum(len(brand) >= size for size in (5, 8, 12))


def imitated(shown: str) -> tuple[int, str] | None:
    """Return how near a name is to the brand that it is nearest to, the longest of several."""
    text = plain(shown)
    joined = text.rpartition(".")[0].replace("-", "")
    words = text.replace("-", ".").split(".")[:-1]
    near = [
        (slips(brand, joined, _slips_allowed(brand)) if len(brand) >= 5 else 0, -len(brand), brand)
        for brand in BRANDS
        if len(brand) >= 5 or brand in words
    ]
    found = [each for each in near if each[0] <= _slips_allowed(each[2])]
    return (min(found)[0], min(found)[2]) if found else None


def look_alikes(blacklist: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield names as registered, as shown, and `alone` or `more`."""
    for name in dict.fromkeys(blacklist):
        parsed = parse_domain(name)
        near = imitated(parsed[1]) if parsed and name not in {*OWN, *STRUCK} else None
        if parsed is None or near is None:
            continue
        distance, brand = near
        by_eye = distance >= KEPT_FROM.get(brand, 9) and parsed[1] not in KEPT
        if by_eye or (brand == "binance" and distance and "finance" in parsed[1]):
            continue
        label = max(plain(parsed[1]).split(".")[-3:-1], key=len).replace("-", "")
        most = _slips_allowed(brand)
        alone = len(label) <= len(brand) + 3 and slips(brand, label, most) <= most
        yield *parsed, "alone" if alone else "more"


def others(names: Iterable[str], kind: str) -> Iterator[tuple[str, str, str]]:
    for name in names:
        parsed = parse_domain(name)
        if parsed and not BRANDS.keys() & set(name.split(".")[:-1]):
            yield *parsed, kind


def preloaded(folder: Path) -> Iterator[str]:
    """Yield the names of the HSTS list: a byte of flags, a byte of length, the name."""
    sys.path.insert(0, str(folder))
    import hstspreload as hsts  # type: ignore[import-not-found]

    data = (folder / "hstspreload" / "hstspreload.bin").read_bytes()
    for at, size in (place for layer in hsts._JUMPTABLE for place in layer if place):
        for is_leaf, _, label in hsts._iter_entries(data[at : at + size]):
            if is_leaf:
                yield label.decode()


def permuted() -> dict[str, str]:
    """Return the names that dnstwist makes of the brands, with how people see them."""
    if not find_spec("dnstwist"):
        print("dnstwist: not installed")
        return {}
    import dnstwist

    made: dict[str, str] = {}
    for own in BRANDS.values():
        fuzzer = dnstwist.Fuzzer(own[0])
        fuzzer.generate()
        parsed = (parse_domain(each["domain"]) for each in fuzzer.domains)
        made.update(name for name in parsed if name and name[0] not in OWN)
    return made


def checked(shown: Mapping[str, str]) -> tuple[set[str], set[str]]:
    """Return which names are alerts, and which are told at all."""
    names: tuple[Row, ...] = tuple(
        {"domain": name, "unicode": text, "seen": ON, "line": line}
        for line, (name, text) in enumerate(shown.items(), 1)
    )
    brands: tuple[Row, ...] = tuple(
        {"name": brand, "domains": tuple(own), "keywords": (brand,), "app": "", "handled": (),
         "line": line}
        for line, (brand, own) in enumerate(BRANDS.items(), 2)
    )  # fmt: skip
    tables = {
        "domains": (Table("domains", names, "list", "bench"),),
        "brands": (Table("brands", brands, "brands", "bench"),),
    }
    check = load_checks()["lookalike_domains"]
    rows = check.run(tables, on=ON).rows
    alerts = {row["name"] for row in rows if row["kind"] not in check.for_review}
    return alerts, {row["name"] for row in rows}


def main(config: Path, hsts: Path) -> None:
    lists = json.loads(config.read_text("utf-8"))
    black = set(lists["blacklist"])
    honest = [*others(lists["whitelist"], "whitelist"), *others(preloaded(hsts), "hsts")]
    left = [each for each in honest if each[0] not in black]
    held = [*look_alikes(lists["blacklist"]), *left]
    kinds = {name: kind for name, _, kind in held}
    shown = {name: text for name, text, _ in held}
    alerts, told = checked(shown)
    for half in "AB":
        mine = {name for name in kinds if "AB"[sha1(name.encode()).digest()[-1] % 2] == half}
        wanted = {name for name in mine if kinds[name] in ("alone", "more")}
        found = alerts & mine
        right, seen = len(found & wanted), len(told & wanted)
        print(
            f"half {half}: precision {right / len(found):.3f} of {len(found):,}, recall "
            f"{right / len(wanted):.3f} of {len(wanted):,}, {seen / len(wanted):.3f} with those "
            "for people to look at"
        )
        for kind in ("alone", "more", "hsts", "whitelist"):
            of = {name for name in mine if kinds[name] == kind}
            print(f"  {kind:10}{len(found & of):6,} of {len(of):,} named")
    if made := permuted():
        alerts, _ = checked(made)
        share = len(alerts) / len(made)
        print(f"dnstwist's names of the same brands: {share:.3f} of {len(made):,} named")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
