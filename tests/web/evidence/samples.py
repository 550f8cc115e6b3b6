"""Files people send, good and bad, and the words they send with them."""

import io
import struct
import zipfile
import zlib
from datetime import date

from chahe.web.evidence.archives import ODF

CSV = "帳號,姓名\na01,王小明\na02,=cmd|'/c calc'!A0\n".encode()
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PE = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" + b"\0" * 44 + struct.pack("<I", 128) + b"\0" * 200
ELF = b"\x7fELF\x02\x01\x01" + b"\0" * 57
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
XML = b'<?xml version="1.0"?>\n<NessusClientData_v2/>\n'
LAUGHS = b'<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<x>&b;</x>\n'

SAID = {
    "kind": "policy_document",
    "collected_on": date(2025, 3, 1),
    "where_from": "資訊部檔案伺服器",
}


def make_zip(members, *, method=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def docx(**more):
    return make_zip({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", **more})


def xlsx(**more):
    return make_zip({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>", **more})


def odt(**more):
    return make_zip({"mimetype": f"{ODF}text", "content.xml": "<o/>", **more})


def encrypted_zip():
    """Set the flag that says a member is encrypted, in both places it stands."""
    plain = bytearray(make_zip({"a.txt": b"a"}))
    plain[6] |= 1
    plain[plain.index(b"PK\x01\x02") + 8] |= 1
    return bytes(plain)


def lying_zip(size):
    """Declare a size in the directory that the content does not have."""
    plain = bytearray(make_zip({"a.txt": b"a" * 100}))
    at = plain.index(b"PK\x01\x02")
    struct.pack_into("<I", plain, at + 24, size)
    return bytes(plain)


def endless_directory():
    """An end record that says the directory is half a gigabyte."""
    size = 1 << 29
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, size, 0, 0)
    return b"PK\x03\x04" + zlib.compress(b"a") + end
