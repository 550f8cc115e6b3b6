"""Find the Chinese that people read: in Python, YAML, templates and documents."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

import chahe

ROOT = Path(__file__).parents[2]
SRC = Path(chahe.__file__).parent
TITLED = {"checks", "cli", "formats", "readers"}  # the first line of a file's docstring is shown
HAN = re.compile(r"[\u4e00-\u9fff]")
_CODE = re.compile(r"```.*?```|`[^`\n]*`|<!--.*?-->|\]\([^)\n]*\)|https?://\S+", re.S)
_COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}", re.S)


@cache
def texts(path: Path) -> tuple[tuple[int, str], ...]:
    """Return each piece of Chinese a file shows to people, and the line it is on (0: unknown)."""
    read = {".py": _in_python, ".yaml": _in_yaml, ".md": _in_markdown}.get(path.suffix, _in_lines)
    source = path.read_text("utf-8")
    found = [(line, text) for line, text in read(source) if HAN.search(text)]
    if path.suffix == ".py" and path.parent.name in TITLED:
        found.append((1, (ast.get_docstring(ast.parse(source)) or " ").splitlines()[0]))
    return tuple(found)


def sources() -> list[Path]:
    """Return every file of the product that shows words to people."""
    pythons = [path for path in SRC.rglob("*.py") if "migrations" not in path.parts]
    templates = [path for path in SRC.rglob("templates/**/*") if path.suffix in {".html", ".txt"}]
    return sorted([*pythons, *SRC.rglob("*.yaml"), *templates])


def documents() -> list[Path]:
    """Return every document written for people."""
    return sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])


def _in_python(source: str) -> Iterator[tuple[int, str]]:
    """Yield strings that are neither docstrings nor patterns."""
    tree = ast.parse(source)
    unseen = set()  # docstrings, bare strings and patterns
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            unseen.add(node.value)
        if isinstance(node, ast.Call) and _is_of_re(node.func):
            unseen |= {found for found in ast.walk(node) if isinstance(found, ast.Constant)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in unseen:
            yield node.lineno, node.value


def _is_of_re(called: ast.expr) -> bool:
    return (
        isinstance(called, ast.Attribute)
        and isinstance(called.value, ast.Name)
        and called.value.id == "re"
    )


def _in_yaml(source: str) -> Iterator[tuple[int, str]]:
    for node in _scalars(yaml.compose(source, Loader=yaml.CSafeLoader)):
        yield node.start_mark.line + 1, node.value


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _scalars(child)
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for child in pair:
                yield from _scalars(child)


def _in_markdown(source: str) -> Iterator[tuple[int, str]]:
    return _in_lines(_CODE.sub(lambda found: "\n" * found[0].count("\n"), source))


def _in_lines(source: str) -> Iterator[tuple[int, str]]:
    yield from enumerate(_COMMENT.sub("", source).splitlines(), 1)
