import re
from pathlib import Path

import pytest

import chahe.web.charts

CSS = Path(chahe.web.charts.__file__).parent / "static" / "css"
FILES = sorted(CSS.rglob("*.css"))
LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities")
TONES = ("neutral", "info", "success", "warning", "danger")
PAPERS = ("paper", "surface", "sunken")
TEXTS = ("ink", "ink-soft", "ink-faint", "accent", "accent-strong", *(f"{t}-text" for t in TONES))
PAIRS = [
    *((text, paper) for text in TEXTS for paper in PAPERS),
    *((f"{tone}-text", f"{tone}-fill") for tone in TONES),
    *(("ink", f"{tone}-fill") for tone in TONES),
    ("ink", "accent-fill"),
    ("accent", "accent-fill"),
    ("accent-strong", "accent-fill"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-danger", "danger-solid"),
]
SHAPES = [
    *(("focus", paper) for paper in (*PAPERS, "accent-fill", "danger-fill")),
    *(("line-strong", paper) for paper in PAPERS),
    *((f"{tone}-solid", paper) for tone in TONES for paper in ("surface", "paper")),
    *((f"{tone}-solid", f"{tone}-fill") for tone in TONES),
]


def colours(name: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (CSS / name).read_text("utf-8")))


THEMES = {"light": colours("tokens.css"), "dark": colours("tokens-dark.css")}


def luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, WCAG 2.1."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_wcag_does():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read(theme, text, ground):
    assert contrast(THEMES[theme][text], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_and_focus_can_be_seen(theme, shape, ground):
    assert contrast(THEMES[theme][shape], THEMES[theme][ground]) >= 3


def test_dark_theme_names_every_colour_of_the_light_one():
    assert THEMES["dark"].keys() == THEMES["light"].keys()


def test_colours_are_named_in_the_tokens_alone():
    loose = {
        path.name: found
        for path in FILES
        if not path.name.startswith("tokens")
        and (found := re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text("utf-8")))
    }

    assert loose == {"print.css": ["#fff", "#fff"]}


def test_every_property_used_is_declared():
    sheets = "".join(path.read_text("utf-8") for path in FILES)

    declared = set(re.findall(r"(--[\w-]+):", sheets))

    assert set(re.findall(r"var\((--[\w-]+)", sheets)) - declared == set()


def test_site_declares_its_layers_and_imports_every_file_into_one():
    site = (CSS / "site.css").read_text("utf-8")

    imported = re.findall(r'@import "([^"]+)" layer\((\w+)\)(?: print)?;', site)

    assert site.startswith(f"@layer {', '.join(LAYERS)};\n")
    assert {layer for _, layer in imported} == set(LAYERS)
    assert sorted(name for name, _ in imported) == sorted(
        str(path.relative_to(CSS)) for path in FILES if path.name != "site.css"
    )
    assert site.count("@import") == len(imported)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_sheet_is_short_and_forces_nothing(path):
    text = path.read_text("utf-8")

    assert len(text.splitlines()) < 80
    assert "!important" not in text
    assert "url(" not in text
    assert text.count("{") == text.count("}")
    assert path.name == "site.css" or "@layer" not in text


def test_print_is_a4_and_hides_the_way_around():
    text = (CSS / "print.css").read_text("utf-8")

    assert re.search(r"@page \{\s+size: A4;\s+margin: 2\.5cm;", text)
    assert re.search(r"\.topbar, \.side, .*\{ display: none; \}", text)
