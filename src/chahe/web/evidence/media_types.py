"""Media types: what people call them, and which a name's extension may stand for."""

from .archives import DOCX, ODF, PPTX, VSDX, XLSB, XLSX

_OLE = "application/x-ole-storage"
TITLES = {
    "text/plain": "純文字",
    "text/csv": "CSV 表格",
    "text/html": "網頁（HTML）",
    "application/json": "JSON",
    "application/xml": "XML",
    "application/pdf": "PDF",
    "application/rtf": "RTF 文件",
    "image/png": "PNG 圖片",
    "image/jpeg": "JPEG 圖片",
    "image/gif": "GIF 圖片",
    "application/zip": "zip 壓縮檔",
    _OLE: "舊版 Office 檔（OLE）",
    DOCX: "Word 文件（docx）",
    XLSX: "Excel 活頁簿（xlsx）",
    XLSB: "Excel 二進位活頁簿（xlsb）",
    PPTX: "PowerPoint 簡報（pptx）",
    VSDX: "Visio 圖（vsdx）",
    f"{ODF}text": "OpenDocument 文件（odt）",
    f"{ODF}spreadsheet": "OpenDocument 試算表（ods）",
    f"{ODF}presentation": "OpenDocument 簡報（odp）",
    f"{ODF}graphics": "OpenDocument 圖（odg）",
}

_TEXT = {"text/plain", "text/csv", "text/html", "application/json", "application/xml"}
_TABLE = {"text/plain", "text/csv"}
_JSON = {"application/json", "text/plain", "text/csv"}
_TEXT_NAMES = (
    ".txt", ".log", ".conf", ".cfg", ".cnf", ".ini", ".inf", ".yaml", ".yml", ".md", ".rules",
    ".html", ".htm", ".mht", ".mhtml", ".eml", ".sql", ".ldif", ".reg", ".ps1", ".sh", ".bat",
    ".py",
)  # fmt: skip
_OLE_NAMES = (".doc", ".xls", ".ppt", ".msg", ".vsd", ".mpp")
EXPECTED: dict[str, set[str]] = {
    ".csv": _TABLE,
    ".tsv": _TABLE,
    ".json": _JSON,
    ".jsonl": _JSON,
    ".xml": {"application/xml"},
    ".nessus": {"application/xml"},
    ".svg": {"application/xml"},
    ".pdf": {"application/pdf"},
    ".rtf": {"application/rtf"},
    ".png": {"image/png"},
    ".jpg": {"image/jpeg"},
    ".jpeg": {"image/jpeg"},
    ".gif": {"image/gif"},
    ".zip": {"application/zip"},
    ".docx": {DOCX},
    ".xlsx": {XLSX},
    ".xlsb": {XLSB},
    ".pptx": {PPTX},
    ".vsdx": {VSDX},
    ".odt": {f"{ODF}text"},
    ".ods": {f"{ODF}spreadsheet"},
    ".odp": {f"{ODF}presentation"},
    ".odg": {f"{ODF}graphics"},
    **dict.fromkeys(_TEXT_NAMES, _TEXT),
    **{name: {_OLE} for name in _OLE_NAMES},
}
MUST_BE_NAMED = {
    media_type: "、".join(sorted(name for name, kinds in EXPECTED.items() if media_type in kinds))
    for media_type in (
        "application/zip", _OLE, DOCX, XLSX, XLSB, PPTX, VSDX,
        f"{ODF}text", f"{ODF}spreadsheet", f"{ODF}presentation", f"{ODF}graphics",
    )
}  # fmt: skip
