"""`kontor cooperative FILE.toml`: set the cooperative's own data from a file of name = "text".

What the file leaves out stays as it is.
"""

import argparse
import tomllib
from pathlib import Path

from kontor.cli.frame import Trouble, database, set_up_django


def run(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="kontor cooperative")
    parser.add_argument("file", type=Path)
    options = parser.parse_args(words)
    try:
        fields = tomllib.loads(options.file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise Trouble(f"{options.file}: {wrong}") from wrong
    set_up_django()
    from kontor.actions import keep_settings
    from kontor.cooperative.own_data_rules import FIELDS
    from kontor.foundation import clock
    from kontor.foundation.refusal import Invalid

    if unknown := sorted(set(fields) - set(FIELDS)):
        raise Trouble(f"{options.file}: unknown: {', '.join(unknown)}")
    texts = {name: str(fields[name]) for name in fields}
    with database():
        try:
            keep_settings.keep_own_data_from_file(texts, clock.now())
        except Invalid as invalid:
            lines = (f"{fault.field}: {fault.sentence}" for fault in invalid.faults)
            raise Trouble("; ".join(lines)) from invalid
    print(f"The cooperative is {texts['name'].strip()}.")
    return 0
