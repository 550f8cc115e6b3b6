"""NIST's schemas of assessments, asked."""

import json
from functools import cache
from pathlib import Path

import jsonschema_rs

from chahe.standards import as_bytes

SCHEMAS = Path(__file__).parent / "schemas"


@cache
def schema(export):
    path = SCHEMAS / f"oscal_{export.replace('_', '-')}_schema.json"
    return jsonschema_rs.validator_for(json.loads(path.read_bytes()), validate_formats=True)


def errors(export, document):
    """Return what NIST's schema has against the bytes of an export."""
    found = schema(export).iter_errors(json.loads(as_bytes(document)))
    return [f"{error.instance_path}: {error.message}" for error in found]
