"""Names of parts of programs, as OSV has them: from a package URL or a CPE."""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote

# A namespace may begin with "@" as it is: many tools do not write an npm scope's as %40.
_PURL = re.compile(
    r"pkg:/*(?P<type>[A-Za-z][A-Za-z0-9.+-]*)/(?:(?P<namespace>@?[^@?#]*)/)?(?P<name>[^/@?#]+)/*"
    r"(?:@(?P<version>[^?#]*))?(?:\?(?P<qualifiers>[^#]*))?(?:#.*)?"
)
_ECOSYSTEMS = {
    "cargo": "crates.io", "composer": "Packagist", "conan": "ConanCenter", "cran": "CRAN",
    "gem": "RubyGems", "golang": "Go", "hackage": "Hackage", "hex": "Hex", "maven": "Maven",
    "npm": "npm", "nuget": "NuGet", "pub": "Pub", "pypi": "PyPI", "swift": "SwiftURL",
}  # fmt: skip
_SYSTEMS = {
    ("deb", "debian"): "Debian", ("deb", "ubuntu"): "Ubuntu", ("apk", "alpine"): "Alpine",
    ("rpm", "almalinux"): "AlmaLinux", ("rpm", "rocky"): "Rocky Linux",
    ("rpm", "rockylinux"): "Rocky Linux", ("rpm", "redhat"): "Red Hat", ("rpm", "suse"): "SUSE",
    ("rpm", "opensuse"): "openSUSE",
}  # fmt: skip
_RELEASE = re.compile(r"[a-z]+-(\d+)(\.\d+)?[\d.]*", re.ASCII)
_TWO_PARTS = {"Ubuntu", "Alpine"}
_DOWN = {"PyPI", "Go", "NuGet", "Packagist"}
_COLON = re.compile(r"(?<!\\):")


@dataclass(frozen=True, slots=True)
class Purl:
    """A package URL; `ecosystem` is "" where it is none of those OSV knows."""

    ecosystem: str
    name: str
    version: str
    qualifiers: dict[str, str] = field(default_factory=dict)


def parse_purl(text: str) -> Purl:
    """Take a package URL apart; a Debian or Ubuntu package has the name of its source.

    :raises ValueError: if it is none
    """
    found = _PURL.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    kind, name = found["type"].lower(), unquote(found["name"])
    namespace, version = unquote(found["namespace"] or ""), unquote(found["version"] or "")
    said = dict(parse_qsl(found["qualifiers"] or ""))
    if (kind, namespace.lower()) in _SYSTEMS:
        ecosystem = _released(_SYSTEMS[kind, namespace.lower()], said.get("distro", ""))
        if kind == "deb" and said.get("upstream"):
            name, _, built = said["upstream"].partition("@")
            version = built or version
        if kind == "rpm" and said.get("epoch") and ":" not in version:
            version = f"{said['epoch']}:{version}"
        return Purl(ecosystem, name, version, said)
    ecosystem = _ECOSYSTEMS.get(kind, "")
    between = ":" if ecosystem == "Maven" else "/"
    whole = f"{namespace}{between}{name}" if namespace else name
    return Purl(ecosystem, package_name(ecosystem, whole), version, said)


def package_name(ecosystem: str, name: str) -> str:
    """Return the one way of writing a package's name, where its ecosystem knows several."""
    name = name.strip()
    if ecosystem == "PyPI":
        name = re.sub(r"[-_.]+", "-", name)
    return name.lower() if ecosystem in _DOWN else name


def cpe_parts(text: str) -> tuple[str, str, str]:
    """Return vendor:product, version and update of a CPE name, 2.3 or 2.2.

    :raises ValueError: if it is none
    """
    parts = _COLON.split(text.strip())
    if parts[:2] == ["cpe", "2.3"]:
        parts = parts[2:]
    elif parts[0] == "cpe" and len(parts) > 1 and parts[1].startswith("/"):
        parts = [parts[1][1:], *parts[2:]]
    else:
        raise ValueError(text)
    if len(parts) < 3 or parts[0] not in ("a", "o", "h"):
        raise ValueError(text)
    version, update = (*(part.replace("\\", "") or "*" for part in parts[3:5]), "*", "*")[:2]
    return f"{parts[1]}:{parts[2]}".lower(), version, update


def _released(system: str, distro: str) -> str:
    found = _RELEASE.fullmatch(distro.strip().lower())
    if not found:
        return system
    minor = (found[2] or "") if system in _TWO_PARTS else ""
    return f"{system}:{'v' if system == 'Alpine' else ''}{found[1]}{minor}"
