"""Time (of the processor) a framework of 266 rules in every format, and every book's export.

Run: PYTHONPATH=. .venv/bin/python bench/framework_import.py [RULES]
"""

import sys
from datetime import UTC, datetime
from time import process_time

from tests.standards.imports.frameworks import as_json, as_yaml, workbook

from chahe.rulebook import load_editions
from chahe.standards import as_bytes, oscal_catalog, read_any

RUNS = 5
WORDS = "機構應依風險評估結果訂定並定期檢討相關控制措施，留存紀錄備查。" * 4


def rows(rules: int) -> list[tuple[int, str, str, str]]:
    """Return (depth, reference, name, description): groups of six, each with five under it."""
    found: list[tuple[int, str, str, str]] = []
    for n in range(rules):
        group, place = n // 6 + 1, n % 6
        ref = f"A.{group}.{place}" if place else f"A.{group}"
        found.append((2 if place else 1, ref, f"控制措施 {ref}", WORDS))
    return found


def catalog(rules: int) -> dict[str, object]:
    groups: list[dict[str, object]] = []
    for depth, ref, name, text in rows(rules):
        node = {"id": ref, "title": name, "parts": [{"name": "statement", "prose": text}]}
        if depth == 1:
            groups.append({**node, "controls": []})
        else:
            groups[-1]["controls"].append(node)  # type: ignore[attr-defined]
    about = {"title": "框架", "version": "1", "oscal-version": "1.2.1"}
    return {"catalog": {"metadata": about, "groups": groups}}


def library(rules: int) -> dict[str, object]:
    nodes = [
        {"urn": f"urn:made:{ref}", "assessable": depth == 2, "depth": depth, "ref_id": ref}
        | ({"parent_urn": f"urn:made:{ref.rpartition('.')[0]}"} if depth == 2 else {})
        | {"name": name, "description": text}
        for depth, ref, name, text in rows(rules)
    ]
    return {"version": 1, "objects": {"framework": {"name": "框架", "requirement_nodes": nodes}}}


def sheets(rules: int) -> dict[str, list[tuple[object, ...]]]:
    heading = ("assessable", "depth", "ref_id", "name", "description")
    return {
        "library_meta": [("type", "library"), ("version", 1)],
        "made_meta": [("type", "framework"), ("name", "框架")],
        "made_content": [heading, *(("x" if d == 2 else "", d, *rest) for d, *rest in rows(rules))],
    }


def main(rules: int) -> None:
    made = {
        "OSCAL JSON": as_json(catalog(rules)),
        "OSCAL YAML": as_yaml(catalog(rules)),
        "CISO Assistant YAML": as_yaml(library(rules)),
        "CISO Assistant xlsx": workbook(sheets(rules)),
    }
    for name, data in made.items():
        best = min(_timed(lambda data=data: _read(data, rules)) for _ in range(RUNS))
        print(f"import {name:20} {rules} rules {best * 1000:6.0f} ms {len(data) / 1000:6.0f} kB")
    at = datetime(2026, 1, 1, tzinfo=UTC)
    for edition in load_editions():
        best = min(_timed(lambda e=edition: as_bytes(oscal_catalog(e, at=at))) for _ in range(RUNS))
        print(f"export {edition.id:40} {len(edition.rules)} rules {best * 1000:6.0f} ms")


def _read(data: bytes, rules: int) -> None:
    read = read_any(data, "made")
    assert read is not None and len(read.editions[0].rules) == rules


def _timed(act) -> float:  # type: ignore[no-untyped-def]
    started = process_time()
    act()
    return process_time() - started


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 266)
