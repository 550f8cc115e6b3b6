import pytest
from tests.standards.imports.frameworks import CATALOG, as_json, as_yaml

from chahe.official.model import OfficialError
from chahe.standards import read_any
from chahe.standards.imports import _yaml


def test_yaml_says_what_json_says():
    assert read_any(as_yaml(CATALOG), "x") == read_any(as_json(CATALOG), "x")


def test_repeating_by_alias_is_refused_beyond_reason():
    bomb = "  oscal-version: 1\nx0: &x0 [a]\n"
    for n in range(1, 12):
        bomb += f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 100)}]\n"

    with pytest.raises(OfficialError, match="別名超過"):
        read_any(f"m:\n{bomb}".encode(), "x")


def test_a_few_aliases_that_multiply_are_refused():
    lines = ["metadata: {a: b}", "m:", "  oscal-version: 1", "g0: &g0 [{id: a, title: t}]"]
    lines += [
        f"g{n}: &g{n} [{{id: a, title: t, groups: *g{n - 1}}}, {{id: b, groups: *g{n - 1}}}]"
        for n in range(1, 25)
    ]
    lines.append("catalog: {groups: *g24}")

    with pytest.raises(OfficialError, match="超過 5000 條"):
        read_any("\n".join(lines).encode(), "x")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"catalog:\n  oscal-version: 1\n  x: [", "第 "),
        (b"catalog:\n  oscal-version: 1\n  x: " + b"[" * 5_000, "超過 60 層"),
        (b"catalog: &a\n  oscal-version: 1\n  x: *a", "YAML"),
        (b"catalog:\n  oscal-version: 1\n  ? [a]\n  : b\n", "YAML"),
        (b"catalog:\n  oscal-version: 1\n\xff", "YAML"),
        (b"catalog:\n  oscal-version: 1\n  groups: !!python/object:os.system [x]", "沒有任何條款"),
        (b"- oscal-version: 1\n  oscal-version: 1\n", "別種文件"),
    ],
)
def test_what_cannot_be_read_says_why(data, said):
    with pytest.raises(OfficialError, match=said):
        read_any(data, "x.yaml")


def test_more_than_a_framework_could_hold_is_refused(monkeypatch):
    monkeypatch.setattr(_yaml, "_MOST", 1_000)

    with pytest.raises(OfficialError, match="超過 1000 項"):
        read_any(b"x:\n  oscal-version: 1\n  y: [" + b"a," * 1_000, "x")
