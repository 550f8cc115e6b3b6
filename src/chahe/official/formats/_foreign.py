"""Files that people have and we do not read, each with what to do instead."""

from ..model import OfficialError

_RESAVE = "請用 Word 或 LibreOffice 開啟後另存成 .docx 或 .odt，再重新上傳"
_OCR = "請向發布機關取得有文字的版本，或先做文字辨識（OCR）並校對後，存成 .txt 或 .docx 再上傳"
_PASSWORD = "\0".join("EncryptedPackage").encode()  # UTF-16 in an OLE folder
_FOREIGN = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": f"這是舊版 Office 檔（.doc、.xls、.ppt），{_RESAVE}",
    b"{\\rtf": f"這是 RTF 檔，{_RESAVE}",
    b"\x89PNG": f"這是圖片，沒有文字可讀，{_OCR}",
    b"\xff\xd8\xff": f"這是圖片，沒有文字可讀，{_OCR}",
    b"GIF8": f"這是圖片，沒有文字可讀，{_OCR}",
    b"II*\0": f"這是圖片，沒有文字可讀，{_OCR}",
    b"MM\0*": f"這是圖片，沒有文字可讀，{_OCR}",
    b"PK\x03\x04": "這是壓縮檔或其他 Office 檔，不是 .docx 或 .odt 文件；"
    "請解壓縮後上傳其中的文件，或另存成 .docx 再上傳",
    b"\x1f\x8b": "這是 gzip 壓縮檔，請解壓縮後上傳其中的文件",
    b"Rar!": "這是 RAR 壓縮檔，請解壓縮後上傳其中的文件",
    b"7z\xbc\xaf": "這是 7-Zip 壓縮檔，請解壓縮後上傳其中的文件",
    b"MZ": "這是 Windows 執行檔，不是文件，請確認選對檔案",
    b"\x7fELF": "這是 Linux 執行檔，不是文件，請確認選對檔案",
}


def refuse_foreign(data: bytes) -> None:
    """Refuse what is known not to be one of ours.

    :raises OfficialError: if it is
    """
    for magic, message in _FOREIGN.items():
        if data.startswith(magic):
            if magic.startswith(b"\xd0\xcf") and _PASSWORD in data:
                message = "這份 Word 文件有密碼保護，請用 Word 解除密碼後另存成 .docx 再上傳"
            raise OfficialError(message)
