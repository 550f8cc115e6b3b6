"""網頁內容基準（chahe integrity pages）

Kind `web_pages`, a row for each page of each snapshot; a file may hold several snapshots:

    url                     str
    sha256                  str, of the page without what is new on every visit; "" with an error
    scripts                 tuple of str: addresses, and "sha256:…" of scripts within the page
    forms, frames, hosts    tuple of str: where forms send to, what is framed, other hosts it loads
                            from or sends to
    error                   str, why it could not be read, "" if it was
    snapshot                str, the SHA-256 of its list
    taken, taken_at         date and datetime in Taipei when the list was made, not the page saved
    site                    str, the address the pages are below
    line                    int
"""

from collections.abc import Iterator
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.sealed import Sealed, is_sealed, read_sealed, text_of, texts_of

_FORMAT = "chahe-pages"
_SEVERAL = ("scripts", "forms", "frames", "hosts")


def _sniff(head: bytes) -> bool:
    return is_sealed(head, _FORMAT)


@reader(kind="web_pages", sniff=_sniff)
def web_snapshot(source: Source) -> Table:
    """Read pages.

    :raises ReadError: for a list that is cut, edited or of another version, a field that is missing
        or of the wrong type, or a page that is there twice
    """
    rows = tuple(row for each in read_sealed(source, _FORMAT) for row in _rows(each))
    return Table("web_pages", rows, source.name, "web_snapshot")


def _rows(sealed: Sealed) -> Iterator[dict[str, Any]]:
    site, made = text_of(sealed.header, "site", sealed.line), sealed.made
    seen: set[str] = set()
    for line, entry in sealed.entries():
        texts = {name: text_of(entry, name, line) for name in ("url", "sha256", "error")}
        if texts["url"] in seen or not texts["url"]:
            raise ReadError("網址是空的或出現兩次，請重新產生清單", line=line, column="url")
        seen.add(texts["url"])
        if not (texts["sha256"] or texts["error"]):
            raise ReadError("網頁沒有雜湊值，請重新產生清單", line=line, column="sha256")
        yield {
            **texts,
            **{name: texts_of(entry, name, line) for name in _SEVERAL},
            "snapshot": sealed.digest,
            "taken": made.date(),
            "taken_at": made,
            "site": site,
            "line": line,
        }
