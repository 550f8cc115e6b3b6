"""OSCAL catalog（JSON）"""

import json
import re

from ...official.model import OfficialError, OfficialText
from ._model import imports
from ._oscal import read_catalog


def _sniff(data: bytes) -> bool:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"{") and re.search(rb'"oscal-version"\s{0,9}:', data) is not None


@imports(sniff=_sniff)
def read(data: bytes, name: str) -> OfficialText:
    try:
        document = json.loads(data)
    except json.JSONDecodeError as error:
        raise OfficialError(f"這個檔案不是可讀的 JSON（第 {error.lineno} 行）") from None
    except (ValueError, RecursionError):
        raise OfficialError("這個檔案不是可讀的 JSON：編碼、巢狀或數字超過上限") from None
    return read_catalog(document, name)
