"""A PDF's pages through PDFium: characters and rulings, nothing that runs.

Form scripts, actions and attachments are never loaded. PDFium serves one thread at a time.
"""

from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_double
from math import pi
from threading import Lock

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ..model import OfficialError
from ._pdf_model import Glyph, Page
from ._pdf_paths import Place, rulings

MAX_PAGES = 2_000
MAX_GLYPHS = 1_000_000
KIND = "PDF"
_ONE_AT_A_TIME = Lock()
_EM = 0.9  # of a character's height from ascent to descent
_SAMPLE = 200
_UNKNOWN = "�"
_HYPHEN = 2  # as PDFium marks one at the end of a line
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)


def read_pages(data: bytes) -> Iterator[Page]:
    """Yield the pages of a PDF, one at a time since one may hold much.

    :raises OfficialError: if it is broken, locked, or too large
    """
    with _ONE_AT_A_TIME:
        try:
            yield from _pages(data)
        except (pdfium.PdfiumError, OSError, ValueError) as error:
            if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
                raise OfficialError(f"{KIND} 有密碼保護，請解除密碼後重新上傳") from None
            raise OfficialError(
                f"{KIND} 損壞或無法讀取，請重新下載，或用瀏覽器開啟後另存成 {KIND} 再上傳"
            ) from None


def _pages(data: bytes) -> Iterator[Page]:
    with pdfium.PdfDocument(data) as document:
        if len(document) > MAX_PAGES:
            raise OfficialError(f"{KIND} 超過 {MAX_PAGES:,} 頁的上限，請分成幾個檔案後重新上傳")
        count = 0
        for number in range(len(document)):
            page = document.get_page(number)
            found = _page(page)
            page.close()
            count += len(found.glyphs)
            if count > MAX_GLYPHS:
                raise OfficialError(f"{KIND} 文字過多，請分成幾個檔案後重新上傳")
            yield found


def _page(page: pdfium.PdfPage) -> Page:
    text = page.get_textpage()
    left, bottom, right, top = page.get_cropbox()
    turned = _turned(text)
    upright: dict[int, Place] = {
        0: lambda x, y: (x - left, top - y),
        1: lambda x, y: (top - y, right - x),
        2: lambda x, y: (right - x, y - bottom),
        3: lambda x, y: (y - bottom, x - left),
    }
    found = Page(right - left if turned % 2 else top - bottom)
    found.glyphs = list(_glyphs(text, upright[turned]))
    text.close()
    found.across, found.down, found.has_image = rulings(page, upright[turned])
    return found


def _turned(text: pdfium.PdfTextPage) -> int:
    """Return how many quarters most characters are turned with the clock.

    It is they that tell how a page is read: some pages are turned to be shown, others are not.
    """
    count = text.count_chars()
    step = max(1, count // _SAMPLE)
    angles = [raw.FPDFText_GetCharAngle(text, index) for index in range(0, count, step)]
    quarters = Counter(round(angle / (pi / 2)) % 4 for angle in angles if angle >= 0)
    return quarters.most_common(1)[0][0] if quarters else 0


def _glyphs(text: pdfium.PdfTextPage, place: Place) -> Iterator[Glyph]:
    is_spaced = False
    high = 0
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in {0x20, 0xA0, 0x09, 0x0A, 0x0D}:
            is_spaced = code not in {0x0A, 0x0D}
            continue
        if code in _HIGH:
            high = code
            continue
        if code in _LOW and high:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        yield _glyph(text, index, _character(code), place, is_spaced)
        is_spaced = False


def _character(code: int) -> str:
    if code == _HYPHEN:
        return "-"
    if code < 0x20 or code in _LOW or code in {0xFFFE, 0xFFFF} or code > 0x10FFFF:
        return _UNKNOWN
    return chr(code)


def _glyph(
    text: pdfium.PdfTextPage, index: int, character: str, place: Place, is_spaced: bool
) -> Glyph:
    box = raw.FS_RECTF()
    x, y = c_double(), c_double()
    raw.FPDFText_GetLooseCharBox(text, index, byref(box))
    raw.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
    left, top = place(box.left, box.top)
    right, bottom = place(box.right, box.bottom)
    _, base = place(x.value, y.value)
    em = abs(bottom - top) * _EM or raw.FPDFText_GetFontSize(text, index) or 1
    return Glyph(character, min(left, right), max(left, right), base, em, is_spaced)
