"""NIST's schemas, asked."""

import json
from functools import cache
from pathlib import Path

import jsonschema_rs

SCHEMAS = Path(__file__).parent / "schemas"


@cache
def _validator(kind):
    name = kind.partition("-")[0]
    schema = json.loads((SCHEMAS / f"oscal_{name}_schema.json").read_text("utf-8"))
    return jsonschema_rs.validator_for(schema, validate_formats=True)


def errors(document):
    """Return what NIST's schema has against a document, as JSON carries it."""
    (kind,) = document
    carried = json.loads(json.dumps(document))
    return [f"{e.instance_path}: {e.message}" for e in _validator(kind).iter_errors(carried)]
