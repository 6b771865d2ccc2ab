"""`kontor cooperative FILE.toml`: set the cooperative's own data from a file of name = "text"."""

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
    from kontor.actions import keep_house
    from kontor.cooperative.own_data_rules import FIELDS, NEEDED
    from kontor.foundation.refusal import Invalid

    wrong_names = sorted(set(fields) - set(FIELDS)) + sorted(set(NEEDED) - set(fields))
    if wrong_names:
        raise Trouble(f"{options.file}: unknown or missing: {', '.join(wrong_names)}")
    with database():
        try:
            house = keep_house.keep_cooperative(**{name: str(fields[name]) for name in fields})
        except Invalid as invalid:
            lines = (f"{fault.field}: {fault.sentence}" for fault in invalid.faults)
            raise Trouble("; ".join(lines)) from invalid
    print(f"The cooperative is {house.name}.")
    return 0
