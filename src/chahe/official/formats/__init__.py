"""One file a file format: bytes to blocks.

To add one, write `formats/<id>.py` holding one `Format`, and `tests/official/formats/test_<id>.py`.
"""

from collections.abc import Mapping
from functools import cache

from ...discover import discover
from ..model import Block, OfficialError
from ._foreign import refuse_foreign
from ._model import HEAD_BYTES, Format, file_format

__all__ = ["Format", "file_format", "load_formats", "read_blocks"]

MAX_BYTES = 50 * 1024 * 1024


@cache
def load_formats() -> Mapping[str, Format]:
    """Return every format by id."""
    return discover(__name__, Format)


def read_blocks(data: bytes, name: str) -> tuple[Block, ...]:
    """Read a document as the format that its content shows, or else its name.

    `name` is what the file came under; it is never opened.

    :raises OfficialError: if it is empty, too large, of no known format, or cannot be read
    """
    if not data:
        raise OfficialError("檔案是空的，請重新下載或另存後再上傳")
    if len(data) > MAX_BYTES:
        raise OfficialError(
            f"檔案超過 {MAX_BYTES // 1024 // 1024} MiB 的上限，請分成幾個檔案後重新上傳"
        )
    return _format_of(data, name.lower()).read(data)


def _format_of(data: bytes, name: str) -> Format:
    """Text is asked last: a page or a marked-up file is text as well."""
    formats = sorted(load_formats().values(), key=lambda found: found.id == "txt")
    head = data[:HEAD_BYTES]
    for found in formats:
        if found.id != "txt" and found.sniff(head, name):
            return found
    refuse_foreign(data)
    for found in formats:
        if name.endswith(found.extensions):
            return found
    for found in formats:
        if found.sniff(head, name):
            return found
    titles = "、".join(f"{found.title}（{found.extensions[0]}）" for found in formats)
    raise OfficialError(f"認不出這個檔案的格式；可接受：{titles}，請改存成其中一種後重新上傳")
