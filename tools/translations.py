"""Compiles kontor/locale/*/LC_MESSAGES/*.po to the .mo files that Django reads.

Usage: python tools/translations.py

Files that are newer than their source are left alone.
"""

import os
import sys
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "kontor" / "locale"


def main() -> int:
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime:
            compile_catalogue(source, compiled)
    return 0


def compile_catalogue(source: Path, compiled: Path) -> None:
    """Written beside and moved into place, so that no reader meets half a file."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 — costly, and seldom needed
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with source.open("rb") as lines:
        catalogue = read_po(lines, locale=source.parts[-3], abort_invalid=True)
    part = compiled.with_suffix(f".{os.getpid()}")
    with part.open("wb") as target:
        write_mo(target, catalogue)
    part.replace(compiled)


if __name__ == "__main__":
    sys.exit(main())
