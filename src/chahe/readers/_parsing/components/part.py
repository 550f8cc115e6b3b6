"""A part of a program as a row of kind `components`, whatever names it.

    system       str, what the list is of; never ""
    component    str, its name as OSV has it: a Debian package's source, a Maven group:artifact
    version      str, "" where not known
    purl         str, as written, "" where there is none
    ecosystem    str, as OSV names it, with the release of a Linux where it is known
                 ("PyPI", "npm", "Debian:12"); "" where not known
    cpe          str, vendor:product, "" where there is none
    licence      str, "" where there is none
    made         date the list was made, or None
    line         int

Where a package URL gives a version, it is that one.
"""

from dataclasses import dataclass
from datetime import date

from ..._model import Row
from ..json_objects.fields import Fields
from .names import Purl, cpe_parts, parse_purl


@dataclass(frozen=True, slots=True)
class Made:
    """What a list of parts is of, and when it was made."""

    system: str
    day: date | None

    def row(self, each: Fields, field: str, *, purl: str, cpe: str, licence: str, line: int) -> Row:
        """Return the row of a part; `field` has its version.

        :raises ReadError: for a part without a name, or a purl or CPE that is none
        """
        name, version = each.text("name"), each.text(field)
        if not name:
            raise each.wrong("name", "元件沒有名稱")
        try:
            found = parse_purl(purl) if purl else Purl("", "", "")
        except ValueError:
            raise each.wrong("purl", f"看不懂「{purl[:80]}」") from None
        try:
            product = cpe_parts(cpe)[0] if cpe else ""
        except ValueError:
            raise each.wrong("cpe", f"看不懂「{cpe[:80]}」") from None
        return {
            "system": self.system,
            "component": found.name if found.ecosystem else name,
            "version": found.version or ("" if version == "NOASSERTION" else version),
            "purl": purl,
            "ecosystem": found.ecosystem,
            "cpe": product,
            "licence": licence,
            "made": self.day,
            "line": line,
        }
