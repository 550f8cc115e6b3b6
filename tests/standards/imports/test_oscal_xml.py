import pytest
from tests.standards.imports.frameworks import CATALOG, XML, as_json

from chahe.official.model import OfficialError
from chahe.standards import read_any

_HEAD = b'<catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0">'


def test_xml_says_what_json_says():
    assert read_any(XML, "x") == read_any(as_json(CATALOG), "x")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'<!DOCTYPE catalog [<!ENTITY a "b">]>' + XML.partition(b"?>")[2], "DOCTYPE"),
        (_HEAD + b"<group>", "不是正確的 XML"),
        (_HEAD + b"<group>" * 300, "巢狀過深"),
        (_HEAD + b"&unknown;</catalog>", "不是正確的 XML"),
        (_HEAD + b"</catalog>", "沒有任何條款"),
        (b"<x>" + _HEAD + b"</catalog></x>", "根元素"),
        (b'<?xml version="1.0" encoding="ebcdic"?>' + _HEAD + b"</catalog>", "不是正確的 XML"),
    ],
)
def test_what_cannot_be_read_says_why(data, said):
    with pytest.raises(OfficialError, match=said):
        read_any(data, "x.xml")


def test_an_entity_is_never_followed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("password")
    doctype = f'<!DOCTYPE catalog [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()

    with pytest.raises(OfficialError, match="DOCTYPE"):
        read_any(doctype + _HEAD + b"<group><title>&x;</title></group></catalog>", "x.xml")
