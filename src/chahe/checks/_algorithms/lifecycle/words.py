"""The words of an inventory, as the product and the version they name.

    "Windows Server 2012 R2 Standard"               windows-server, 2012-r2
    "Microsoft Windows 11 Pro 23H2"                 windows, 11-23h2, edition w
    "Red Hat Enterprise Linux release 8.6 (Ootpa)"  rhel, 8.6
    "Microsoft SQL Server 2019 (64-bit)"            mssqlserver, 2019 or 15.0
    "SUSE Linux Enterprise Server 15 SP4"           sles, 15.4
    "Oracle Database 19c", "AIX 7200-05-03"         oracle-database, 19; ibm-aix, 7.2.5
    "Mozilla Firefox (x64 zh-TW)" and "128.4.0"     firefox, 128.4.0

The names are endoflife.date's. A product that is not in the tables below is looked for under its
own words joined by hyphens, with and without a maker's name in front, but never under one that
several makers use (iOS is Apple's and Cisco's). Words after the version that
are neither an edition nor a version make it another product ("SQL Server 2012 Native Client"),
unless they are in brackets. A version given apart wins over one in the name, but for what is sold
by year: there the number apart is a build.
"""

import re
from dataclasses import dataclass

_MAKERS = (
    *("microsoft", "apache", "vmware", "mozilla", "google", "fortinet", "adobe"),
    "palo alto networks",
)
_MANY_MEANINGS = {"ios", "os"}
_PRODUCTS = {
    "red-hat-enterprise-linux": "rhel",
    "red-hat-enterprise-linux-server": "rhel",
    "centos-linux": "centos",
    "debian-gnu-linux": "debian",
    "rocky": "rocky-linux",
    "oracle-linux-server": "oracle-linux",
    "suse-linux-enterprise-server": "sles",
    "sql-server": "mssqlserver",
    "ios-xe": "cisco-ios-xe",
    "ios-xe-software": "cisco-ios-xe",
    "pan-os": "panos",
    "apache": "apache-http-server",
    "http-server": "apache-http-server",
    "httpd": "apache-http-server",
    "mysql-server": "mysql",
    "postgres": "postgresql",
    "node.js": "nodejs",
    "ubuntu-server": "ubuntu",
    "oracle": "oracle-database",
    "aix": "ibm-aix",
    ".net-framework": "dotnetfx",
    "exchange-server": "msexchange",
    "exchange": "msexchange",
}
_SQL_SERVER = {
    "2008": "10.0", "2008-r2": "10.50", "2012": "11.0", "2014": "12.0", "2016": "13.0",
    "2017": "14.0", "2019": "15.0", "2022": "16.0",
}  # fmt: skip
_WINDOWS = ("11", "10", "8.1", "8", "7", "xp", "vista")
_EDITIONS = {
    "w": {"pro", "home", "專業版", "家用版"},
    "e": {"enterprise", "education", "企業版", "教育版"},
}
_PACKS = {f"sp{number}" for number in range(1, 8)}
_LONG_TERM = {"ltsc", "ltsb", "iot"}
_TAILS = (
    {"standard", "datacenter", "essentials", "foundation", "express", "developer", "web"}
    | {"標準版", "資料中心版", "professional", "ultimate", "for", "workstations", "core"}
    | {"evaluation", "r2", *_PACKS, "n", *_LONG_TERM}
    | {*_EDITIONS["w"], *_EDITIONS["e"]}
)
_NOISE = {"release", "version", "v", "edition", "lts", "x64", "x86", "64-bit", "32-bit"}
_MARKS = re.compile(r"[®™,，_/]|\((?:r|tm)\)")
_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")
_LOCALE = re.compile(r"[a-z]{2}-[a-z]{2}")
_BUILD = re.compile(r"build(?:-?\d+)?", re.ASCII)
_GLUED_R2 = re.compile(r"\b(20\d\d)r2\b", re.ASCII)
_ORACLE = re.compile(r"(\d+)(?:ai|[cgi])", re.ASCII)
_AIX = re.compile(r"(\d)(\d)00-(\d\d)(?:-.*)?", re.ASCII)  # as oslevel -s says it
_YEAR = re.compile(r"20\d\d|\d\dh2")
_SERVER_YEAR = re.compile(r"20(?:0[38]|1\d|2\d)", re.ASCII)  # 2000 was a client's too
_LETTERED = re.compile(r"(\d+\.\d+\.\d+)[a-z]", re.ASCII)
_RELEASE = re.compile(r"\d\d(?:h[12]|0\d)")
_PACK = re.compile(r"sp\d")
_NUMBER = re.compile(r"v?\d[\w.+~-]*|xp|vista", re.ASCII)
_VERSION = re.compile(r"(?:\d+:)?v?(\d+(?:\.\w+)*)(?:[-+~].*)?", re.ASCII)


@dataclass(frozen=True)
class Named:
    """A product, the versions it may be written as, and what else its cycle may depend on."""

    products: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    pack: str = ""
    edition: str = ""
    long_term: bool = False


def named(text: str, version: str = "") -> Named:
    """Return the product and version that words name; both are empty where they name none."""
    words = _words(text)
    at = next((i for i, word in enumerate(words) if _NUMBER.fullmatch(word)), len(words))
    name, rest = words[:at], words[at:]
    if any(word not in _TAILS and not _NUMBER.fullmatch(word) for word in rest):
        return Named()
    if name[-1:] == ["windows"] and any(_SERVER_YEAR.fullmatch(word) for word in rest):
        name = [*name, "server"]
    by_year = [word for word in name if word not in _TAILS]
    for product, read in _BY_NAME.items():
        if product in _slugs(by_year):
            return read(name + rest)
    products = tuple(_slugs(name))
    number = _version(version.strip().casefold() or next(iter(rest), ""), products)
    if number and "sles" in products and (pack := _pack(rest)):
        number = f"{number}.{pack[2:]}"
    return Named(products, (number,) if number else ())


def _version(text: str, products: tuple[str, ...]) -> str:
    if "oracle-database" in products and (oracle := _ORACLE.fullmatch(text)):
        return oracle[1]
    if "ibm-aix" in products and (aix := _AIX.fullmatch(text)):
        return f"{aix[1]}.{aix[2]}.{int(aix[3])}"
    if "openssl" in products and (lettered := _LETTERED.fullmatch(text)):
        return lettered[1]
    given = _VERSION.fullmatch(text)
    return given[1] if given else ""


def _server(words: list[str]) -> Named:
    year = _year(words)
    return Named(("windows-server",), (year,) if year else (), _pack(words))


def _sql(words: list[str]) -> Named:
    year = _year(words)
    versions = tuple(filter(None, (year, _SQL_SERVER.get(year))))
    return Named(("mssqlserver",), versions, _pack(words))


def _exchange(words: list[str]) -> Named:
    year = _year(words)
    return Named(("msexchange",), (year,) if year else ())


def _client(words: list[str]) -> Named:
    number = next((word for word in words if word in _WINDOWS), "")
    release = next((word for word in words if _RELEASE.fullmatch(word)), "")
    edition = next((mark for mark, names in _EDITIONS.items() if names & {*words}), "")
    version = "-".join(filter(None, (number, release)))
    known = (version,) if number else ()
    return Named(("windows",), known, _pack(words), edition, bool(_LONG_TERM & {*words}))


_BY_NAME = {
    "windows-server": _server,
    "mssqlserver": _sql,
    "msexchange": _exchange,
    "windows": _client,
}


def _year(words: list[str]) -> str:
    year = next((word for word in words if _YEAR.fullmatch(word)), "")
    return f"{year}-r2" if year and "r2" in words else year


def _pack(words: list[str]) -> str:
    return next((word for word in words if _PACK.fullmatch(word)), "")


def _words(text: str) -> list[str]:
    plain = _BRACKETS.sub(_bracketed, _MARKS.sub(" ", text.casefold()))
    left_out = (_LOCALE, _BUILD)
    return [
        word
        for word in _GLUED_R2.sub(r"\1 r2", plain).split()
        if word not in _NOISE and not any(each.fullmatch(word) for each in left_out)
    ]


def _bracketed(match: re.Match[str]) -> str:
    words = match[1].split()
    return f" {' '.join(word for word in words if _NUMBER.fullmatch(word) or word in _TAILS)} "


def _slugs(words: list[str]) -> list[str]:
    name = " ".join(words)
    shorter = next((name[len(made) + 1 :] for made in _MAKERS if name.startswith(f"{made} ")), "")
    slugs = [each.replace(" ", "-") for each in (name, shorter) if each]
    both = [each for slug in slugs for each in (_PRODUCTS.get(slug, slug), slug)]
    return [each for each in dict.fromkeys(both) if each not in _MANY_MEANINGS]
