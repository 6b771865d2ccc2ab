"""Makes the web fonts: Inter for text, Inter Display for titles; Latin, Greek and Cyrillic.

Usage: python tools/fonts.py

Cuts the variable font of the package fontpkg-inter at its two optical sizes, leaves out letters,
weights and features that no page uses, and writes WOFF2 files beside the pages' other static
files. Fonts that are there are left alone.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "kontor" / "pages" / "shared" / "static" / "fonts"
OPTICAL_SIZES = {"Inter.woff2": 14, "InterDisplay.woff2": 32}
WEIGHTS = (400, 700)
FEATURES = ["calt", "case", "ccmp", "cv05", "frac", "kern", "lnum", "locl", "mark", "mkmk", "tnum"]
# Latin with its extensions and combining marks, Greek, Cyrillic, Vietnamese and extended Greek,
# punctuation, raised and lowered figures, currencies, letterlike signs and fractions, arrows,
# mathematics, geometric shapes, tick and cross.
LETTERS = (
    *range(0x0530),
    *range(0x1E00, 0x2200),
    *range(0x2200, 0x2270),
    *range(0x25A0, 0x2600),
    *(0x2713, 0x2717),
)


def main() -> int:
    missing = [name for name in OPTICAL_SIZES if not (TARGET / name).exists()]
    if missing:
        with ProcessPoolExecutor() as pool:
            list(pool.map(make, missing))
    return 0


def make(name: str) -> None:
    """Written beside and moved into place, so that a broken run leaves no half font."""
    from fontTools import subset  # noqa: PLC0415 — costly, and needed once
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib import instancer  # noqa: PLC0415

    options = subset.Options(flavor="woff2", layout_features=FEATURES)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    font = TTFont(source())
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, {"opsz": OPTICAL_SIZES[name], "wght": WEIGHTS})
    target = TARGET / name
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    subset.save_font(font, str(part), options)
    part.replace(target)


def source() -> Path:
    package = find_spec("fontpkg_inter")
    if package is None or not package.submodule_search_locations:
        sys.exit("The package fontpkg-inter is missing. Run: make setup")
    return Path(package.submodule_search_locations[0]) / "files" / "Inter[opsz,wght].ttf"


if __name__ == "__main__":
    sys.exit(main())
