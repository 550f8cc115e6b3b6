"""檔案雜湊清單（chahe integrity baseline）

Kind `file_manifest`, a row for each entry of each list; a file may hold several lists:

    path                 str, relative to `root`; "." is the root itself. A byte that is not UTF-8
                         is written \\xNN, and a backslash is doubled
    type                 "file", "dir", "symlink", "other", or "" where it could not be seen
    size, inode          int
    mtime_ns, ctime_ns   int, nanoseconds from 1970
    mode, owner, group   str: octal permissions, the numbers of the owner and of the group
    modified             date in Taipei, of the content
    sha256, blake3       str: a file's, in a list of that digest; else ""
    target               str: a symbolic link's; else ""
    error                str, why it could not be read, "" if it was
    manifest             str, the SHA-256 of its list
    made, made_at        date and datetime in Taipei when its list was made
    digest               "sha256" or "blake3", what its list's files are hashed with
    host, root           str, what its list is of
    excluded             tuple of str, the globs its list leaves out
    line                 int
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.sealed import (
    Sealed,
    is_sealed,
    number_of,
    read_sealed,
    taipei_day,
    text_of,
    texts_of,
)

_FORMAT = "chahe-files"
_TYPES = ("file", "dir", "symlink", "other", "")
_COLUMNS = {
    "path": str, "type": str, "size": int, "mode": str, "owner": str, "group": str,
    "mtime_ns": int, "ctime_ns": int, "inode": int, "target": str, "error": str,
}  # fmt: skip
_FIELD_TYPES = (*_COLUMNS.values(), str)
DIGESTS = ("sha256", "blake3")
_NO_DIGEST = dict.fromkeys(DIGESTS, "")


def _sniff(head: bytes) -> bool:
    return is_sealed(head, _FORMAT)


@reader(kind="file_manifest", sniff=_sniff)
def integrity_manifest(source: Source) -> Table:
    """Read entries.

    :raises ReadError: for a list that is cut, edited or of another version, a field that is missing
        or of the wrong type, or a path that is there twice
    """
    rows = tuple(row for each in read_sealed(source, _FORMAT) for row in rows_of(each))
    return Table("file_manifest", rows, source.name, "integrity_manifest")


def rows_of(sealed: Sealed) -> Iterator[dict[str, Any]]:
    """Yield the rows of one list.

    :raises ReadError: as the reader does
    """
    header, at = sealed.header, sealed.line
    digest = digest_of(sealed)
    fields = (*_COLUMNS, digest)
    of_list = {
        "digest": digest,
        "manifest": sealed.digest,
        "made": sealed.made.date(),
        "made_at": sealed.made,
        "host": text_of(header, "host", at),
        "root": text_of(header, "root", at),
        "excluded": texts_of(header, "exclude", at),
    }
    seen: set[str] = set()
    for line, entry in sealed.entries():
        if tuple(entry) != fields or tuple(map(type, entry.values())) != _FIELD_TYPES:
            _check({**_COLUMNS, digest: str}, entry, line)
            raise ReadError("欄位的順序或數目不對，清單不是本系統產生，請重新產生", line=line)
        path, kind = entry["path"], entry["type"]
        if path in seen:
            raise ReadError("同一個路徑出現兩次，請重新產生清單", line=line, column="path")
        seen.add(path)
        if kind not in _TYPES or not (kind or entry["error"]):
            raise ReadError(f"看不懂「{kind[:40]}」", line=line, column="type")
        if kind == "file" and not (entry[digest] or entry["error"]):
            raise ReadError("檔案沒有雜湊值，請重新產生清單", line=line, column=digest)
        modified = taipei_day(entry["mtime_ns"], line, "mtime_ns")
        yield {**_NO_DIGEST, **entry, "modified": modified, **of_list, "line": line}


def digest_of(sealed: Sealed) -> str:
    """Return what a list's files are hashed with; one that does not say so is of SHA-256.

    :raises ReadError: if it is none of `DIGESTS`
    """
    if "digest" not in sealed.header:
        return DIGESTS[0]
    digest = text_of(sealed.header, "digest", sealed.line)
    if digest not in DIGESTS:
        known = "、".join(DIGESTS)
        message = f"看不懂雜湊演算法「{digest[:40]}」，應為 {known}"
        raise ReadError(message, line=sealed.line, column="digest")
    return digest


def _check(columns: Mapping[str, type], entry: Mapping[str, Any], line: int) -> None:
    """Refuse the first field of an entry that is missing or wrong."""
    for name, its in columns.items():
        (text_of if its is str else number_of)(entry, name, line)
