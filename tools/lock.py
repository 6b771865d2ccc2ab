"""Renews the lock files in requirements/, with a pinned uv in a throw-away environment.

Usage: python3 tools/lock.py [--upgrade]

What is pinned stays as it is unless its .in file no longer allows it, or --upgrade is given. The
locks fit every platform and every Python from 3.11 on, and name no host.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILE = (
    *("pip", "compile", "--quiet", "--universal", "--python-version=3.11", "--generate-hashes"),
    *("--no-emit-index-url", "--no-header"),
)
# In this order: s3, test and browser take the versions that the earlier ones have chosen.
LOCKS = {
    "base": (),
    "database": ("--no-deps",),
    "rules": ("--no-deps",),
    "s3": ("-c", "requirements/base.txt"),
    "test": ("-c", "requirements/base.txt", "-c", "requirements/s3.txt"),
    "browser": ("-c", "requirements/test.txt"),
    "lock": (),
}


def main() -> int:
    arguments = argparse.ArgumentParser(description="Renews the lock files in requirements/.")
    arguments.add_argument("--upgrade", action="store_true", help="take newer versions")
    options = ["--upgrade"] if arguments.parse_args().upgrade else []
    with tempfile.TemporaryDirectory() as folder:
        run(sys.executable, "-m", "venv", folder)
        pip = (f"{folder}/bin/python", "-m", "pip", "install", "--quiet", "--require-hashes")
        run(*pip, "--disable-pip-version-check", "-r", "requirements/lock.txt")
        for name, more in LOCKS.items():
            files = (f"requirements/{name}.in", "-o", f"requirements/{name}.txt")
            run(f"{folder}/bin/uv", *COMPILE, *more, *options, *files)
    return 0


def run(*command: str) -> None:
    subprocess.run(command, check=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
