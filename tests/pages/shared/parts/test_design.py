"""The design's own rules: contrast, layers, and nothing inline that the policy would block."""

import re
from pathlib import Path

import pytest

PAGES = Path(__file__).resolve().parents[4] / "kontor" / "pages"
CSS = PAGES / "shared" / "static" / "css"
TEMPLATES = [path for room in PAGES.iterdir() for path in room.glob("templates/**/*.html")]
PAIR = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);")

TEXT = [
    ("ink", "page"),
    ("ink", "surface"),
    ("ink-soft", "page"),
    ("ink-soft", "surface"),
    ("ink-soft", "accent-tint"),
    ("accent", "surface"),
    ("accent", "page"),
    ("accent", "accent-tint"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("good", "good-tint"),
    ("wait", "wait-tint"),
    ("stop", "stop-tint"),
    ("stop", "surface"),
    ("quiet", "quiet-tint"),
]
EDGES = [("line-strong", "surface"), ("accent", "surface"), ("stop", "surface")]


def colours(scheme: int) -> dict[str, str]:
    tokens = (CSS / "tokens.css").read_text()
    return {match[1]: match[2 + scheme] for match in PAIR.finditer(tokens)}


def contrast(one: str, other: str) -> float:
    """WCAG 2.x: (lighter + 0.05) / (darker + 0.05) of the relative luminances."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_is_readable_on_its_ground(text: str, ground: str, scheme: int) -> None:
    tokens = colours(scheme)
    assert contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_controls_can_be_seen(edge: str, ground: str, scheme: int) -> None:
    tokens = colours(scheme)
    assert contrast(tokens[edge], tokens[ground]) >= 3


def test_every_part_is_imported_once_and_every_import_exists() -> None:
    imported = re.findall(r'@import "([^"]+)"', (CSS / "app.css").read_text())
    there = [str(path.relative_to(CSS)) for path in CSS.rglob("*.css") if path.name != "app.css"]
    assert sorted(imported) == sorted(there)


def test_small_screens_are_screens_so_that_paper_keeps_its_tables() -> None:
    for path in CSS.rglob("*.css"):
        assert "@media (width <" not in path.read_text(), path.name


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_nothing_inline_that_the_policy_forbids(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"\sstyle\s*=", source)
    assert not re.search(r"<style|<script(?![^>]*\ssrc=)|\son\w+\s*=\s*[\"']", source)
