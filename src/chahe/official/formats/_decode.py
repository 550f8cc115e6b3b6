"""Bytes as text: UTF-8, UTF-16 with a BOM, or Big5 (CP950)."""

import codecs

from ..model import OfficialError

MAX_BYTES = 20 * 1024 * 1024
_SURE_UTF8 = 16
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def decoded(data: bytes, *, kind: str, declared: str | None = None) -> str:
    """Return bytes as text, by their BOM, then the encoding that they declare, then by trial.

    UTF-8 that is broken after many good characters is not tried as Big5, which would read it as
    nonsense.

    :raises OfficialError: if there are too many, or they are not text
    """
    if len(data) > MAX_BYTES:
        raise OfficialError(
            f"{kind}超過 {MAX_BYTES // 1024 // 1024} MiB 的上限，請分成幾個檔案後重新上傳"
        )
    text = _text(data, kind, declared)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise OfficialError(
            f"{kind}第 {line} 行含有 NUL 位元組，不是文字檔，請確認選對檔案後重新上傳"
        )
    return text


def _text(data: bytes, kind: str, declared: str | None) -> str:
    bom = next((encoding for mark, encoding in _BOMS.items() if data.startswith(mark)), None)
    tried = [bom] if bom else [*([declared] if declared else []), "utf-8", "cp950"]
    for encoding in tried:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            if encoding != "cp950" and _wide(data[: error.start], encoding) >= _SURE_UTF8:
                break
    raise OfficialError(
        f"{kind}第 {line} 行有無法解讀的位元組，檔案可能損壞，請以 UTF-8 或 Big5 重新儲存後上傳"
    )


def _wide(data: bytes, encoding: str) -> int:
    return sum(not character.isascii() for character in data.decode(encoding, "ignore"))
