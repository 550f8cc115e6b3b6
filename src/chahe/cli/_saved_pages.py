"""Saved web pages below a folder as the entries of a snapshot; nothing is fetched."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..readers._parsing.web_page import Page, parse_page
from ._tree import error_name

_ENDINGS = (".html", ".htm")
_OPENING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
MAX_BYTES = 32 * 1024 * 1024
TOO_LARGE = "超過 32 MiB"


def entries_of(folder: Path, site: str) -> list[dict[str, Any]]:
    """Return each page, in the order of their addresses.

    A page that cannot be read, is a link, is too large or is no UTF-8 is an entry with an error, as
    is a folder that is a link and has pages, for it is not followed.

    :raises OSError: if a folder cannot be listed
    """
    found = {f"{site}/{quote(os.fsencode(path.relative_to(folder)))}": path for path in _in(folder)}
    return [_entry(url, found[url]) for url in sorted(found)]


def _in(folder: Path) -> Iterator[Path]:
    for within, folders, names in os.walk(folder, onerror=_raise):
        yield from (Path(within, name) for name in names if _is_page(name))
        for linked in (Path(within, name) for name in folders):
            if linked.is_symlink() and any(
                _is_page(name) for _, _, below in os.walk(linked) for name in below
            ):
                yield linked


def _is_page(name: str) -> bool:
    return name.casefold().endswith(_ENDINGS)


def _raise(error: OSError) -> None:
    raise error


def _entry(url: str, path: Path) -> dict[str, Any]:
    page, error = Page(), ""
    try:
        with os.fdopen(os.open(path, _OPENING), "rb") as stream:
            content = stream.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            error = TOO_LARGE
        else:
            page = parse_page(content.decode("utf-8-sig"), url)
    except UnicodeDecodeError:
        error = "不是 UTF-8"
    except OSError as failed:
        error = error_name(failed)
    return entry(url, page, error)


def entry(url: str, page: Page, error: str) -> dict[str, Any]:
    """Return a page as an entry; `error` says why it could not be read, "" if it was."""
    return {
        "url": url,
        "sha256": page.digest,
        "scripts": sorted(page.scripts),
        "forms": sorted(page.forms),
        "frames": sorted(page.frames),
        "hosts": sorted(page.hosts),
        "error": error,
    }
