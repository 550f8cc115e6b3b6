"""Debian、Ubuntu 的套件與可升級清單（apt list）

Kind `installed_patches`; its columns are in `wsus_updates.py`. The text is what
`apt list --upgradable` or `apt list --installed` prints in English (LC_ALL=C), each host under its
head (`_parsing/packages/sections.py`); the day of the head is `seen`.

    patch       the package
    title       the package, the version in the list, and what apt says of it
    severity    "": apt grades nothing, and a fix of security may come from any suite
    released    None: apt does not say
    status      "needed" where there is a newer version, else "installed"

A host for which nothing is listed has one row, with `patch` "". What apt knows is as old as the
host's last `apt update`. Packages of which only the settings are left have no row. `dpkg -l` does
not say what is missing and is not read. Gaps: lines that cannot be read, and hosts for which
nothing was printed.
"""

import re

from ._model import Source, Table, reader
from ._parsing.packages.patches import Line, patches
from ._parsing.packages.sections import printed

_PACKAGE = re.compile(
    r"([a-z0-9][a-z0-9+.-]{1,200})/(\S+) (\S+) ([a-z0-9-]{1,20}) \[([^\[\]]{1,200})\]"
)
_LISTING = re.compile(r"Listing\.\.\.\s*(?:Done)?")
_NOISE = re.compile(r"WARNING: apt does not have a stable CLI interface\..*|[NW]: .*")
_INSTALLED = ("installed", "installed,automatic", "installed,local", "installed,auto-removable")


def _sniff(head: bytes) -> bool:
    return any(_PACKAGE.fullmatch(text) or _LISTING.fullmatch(text) for text in printed(head))


@reader(kind="installed_patches", sniff=_sniff)
def debian_packages(source: Source) -> Table:
    """Read packages.

    :raises ReadError: for what `patches` refuses
    """
    return patches(source, reader="debian_packages", command="apt list", read=_read)


def _read(line: int, text: str) -> Line:
    if match := _PACKAGE.fullmatch(text):
        said = match[5]
        found = {"patch": match[1], "title": f"{match[1]} {match[3]}（{said}）"}
        if said.startswith(("upgradable from: ", "installed,upgradable to: ")):
            return found | {"status": "needed"}
        if said in _INSTALLED:
            return found
        return "noise" if said == "residual-config" else "strange"
    if _LISTING.fullmatch(text):
        return "answer"
    return "noise" if _NOISE.fullmatch(text) else "strange"
