"""Invented frameworks in the formats others write."""

import io
import json

import xlsxwriter
import yaml

CATALOG = {
    "catalog": {
        "uuid": "7e2a3f0e-8c57-4c53-9a3e-0c5a7b1d2e3f",
        "metadata": {
            "title": "Gate \\& Door Standard",
            "last-modified": "2026-01-01T00:00:00Z",
            "version": "2026",
            "oscal-version": "1.1.2",
        },
        "params": [{"id": "hours", "label": "some hours"}],
        "groups": [
            {
                "id": "a.5",
                "title": "Gates",
                "props": [{"name": "label", "value": "A.5"}],
                "controls": [
                    {
                        "id": "a.5.1",
                        "title": "Locks",
                        "params": [{"id": "tries", "values": ["three"]}],
                        "props": [{"name": "label", "value": "A.5.1"}],
                        "links": [{"href": "#0b6c3f0e-8c57-4c53-9a3e-0c5a7b1d2e3f"}],
                        "parts": [
                            {
                                "name": "statement",
                                "prose": "Lock after {{ insert: param, tries }} tries:",
                                "parts": [
                                    {
                                        "name": "item",
                                        "props": [{"name": "label", "value": "a."}],
                                        "prose": "for {{ insert: param, hours }};",
                                    },
                                    {"name": "item", "prose": "**always**."},
                                ],
                            },
                            {"name": "guidance", "prose": "Keys are counted."},
                            {"name": "assessment-method", "prose": "Try the lock."},
                        ],
                        "controls": [{"id": "a.5.1.2", "title": "Spare keys"}],
                    },
                    {"id": "a.5.7", "title": "Hinges"},
                ],
            },
            {"id": "a.6", "title": "Doors", "groups": [{"id": "x", "title": "Any"}]},
        ],
        "back-matter": {
            "resources": [
                {"uuid": "0b6c3f0e-8c57-4c53-9a3e-0c5a7b1d2e3f", "title": "Lock Act, s. 7"}
            ]
        },
    }
}
ROWS = [  # (assessable, depth, ref_id, name, description, annotation)
    ("", 1, "GV", "Govern", "", ""),
    ("", 2, "GV.OC", "Context", "The context is known.", ""),
    ("x", 3, "GV.OC-01", "", "The mission is understood.", "Ask the board."),
    ("x", 3, "GV.OC-02", "", "Those with a stake are known.", ""),
    ("", 1, "ID", "Identify", "", ""),
]
PATHS = ["1", "1.1", "1.1.1", "1.1.2", "2"]


def library(**framework) -> dict:
    nodes, above = [], {}
    for assessable, depth, ref, name, description, annotation in ROWS:
        urn = f"urn:made:req_node:gate:{ref.lower()}"
        above[depth] = urn
        fields = {
            "urn": urn,
            "assessable": bool(assessable),
            "depth": depth,
            "parent_urn": above.get(depth - 1),
            "ref_id": ref,
            "name": name or None,
            "description": description or None,
            "annotation": annotation,
        }
        nodes.append({key: value for key, value in fields.items() if value not in (None, "")})
    return {
        "urn": "urn:made:library:gate",
        "locale": "en",
        "ref_id": "gate",
        "name": "Gate library",
        "version": 3,
        "objects": {
            "framework": {"name": "Gate framework", "requirement_nodes": nodes, **framework}
        },
    }


def as_yaml(data) -> bytes:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()


def as_json(data) -> bytes:
    return json.dumps(data).encode()


def workbook(sheets: dict) -> bytes:
    """Return an xlsx of worksheets given as rows."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    sheet.write(number, column, value)
    return held.getvalue()


_HEADING = ("assessable", "depth", "ref_id", "name", "description", "annotation", "name[fr]")
_SHEET = [_HEADING, *((*row, "porte") for row in ROWS)]
NEW_FORM = {
    "library_meta": [("type", "library"), ("version", 3), ("name", "Gate library")],
    "gate_meta": [("type", "framework"), ("name", "Gate framework")],
    "gate_content": _SHEET,
    "levels_meta": [("type", "scores"), ("name", "levels")],
    "levels_content": [("score", "name"), (1, "low")],
}
OLD_FORM = {
    "library_content": [
        ("library_version", 3),
        ("framework_name", "Gate framework"),
        ("tab", "gate", "requirements"),
        ("tab", "levels", "scores"),
    ],
    "gate": _SHEET,
    "levels": [("score", "name")],
}
XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0" uuid="7e2a3f0e-8c57-4c53-9a3e-0c5a7b1d2e3f">
  <metadata>
    <title>Gate &amp; Door Standard</title><last-modified>2026-01-01T00:00:00Z</last-modified>
    <version>2026</version><oscal-version>1.1.2</oscal-version>
  </metadata>
  <param id="hours"><label>some hours</label></param>
  <group id="a.5">
    <title>Gates</title><prop name="label" value="A.5"/>
    <control id="a.5.1">
      <title>Locks</title><param id="tries"><value>three</value></param>
      <prop name="label" value="A.5.1"/>
      <link href="#0b6c3f0e-8c57-4c53-9a3e-0c5a7b1d2e3f"/>
      <part name="statement">
        <p>Lock after <insert type="param" id-ref="tries"/> tries:</p>
        <part name="item"><prop name="label" value="a."/>
          <p>for <insert type="param" id-ref="hours"/>;</p></part>
        <part name="item"><p><strong>always</strong>.</p></part>
      </part>
      <part name="guidance"><p>Keys are counted.</p></part>
      <part name="assessment-method"><p>Try the lock.</p></part>
      <control id="a.5.1.2"><title>Spare keys</title></control>
    </control>
    <control id="a.5.7"><title>Hinges</title></control>
  </group>
  <group id="a.6"><title>Doors</title><group id="x"><title>Any</title></group></group>
  <back-matter>
    <resource uuid="0b6c3f0e-8c57-4c53-9a3e-0c5a7b1d2e3f"><title>Lock Act, s. 7</title></resource>
  </back-matter>
</catalog>
"""
