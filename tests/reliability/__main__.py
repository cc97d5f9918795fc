"""Measures what is promised of reliability: `python tests/reliability files`; `all` is all.

What is measured is kept in a folder outside the project (`--results`), and `document` writes
docs/reliability.md from what lies there.
"""

from __future__ import annotations

import subprocess
import sys
from argparse import ArgumentParser, Namespace
from importlib import import_module
from pathlib import Path

from results import FOLDER, HERE, ROOT, sections

sys.path.insert(1, str(HERE.parent))  # the makers of documents stand there


def measurable() -> list[str]:
    """The sections that have a module."""
    found = sections().items()
    return [name for name, each in found if (HERE / f"{each.module}.py").is_file()]


def main() -> None:
    asked = ArgumentParser(prog="python tests/reliability", description=__doc__)
    asked.add_argument("part", choices=[*measurable(), "document", "all"])
    asked.add_argument("--results", type=Path, default=FOLDER)
    asked.add_argument("--to", type=Path, default=ROOT / "docs" / "reliability.md")
    asked.add_argument(
        "--minutes", type=float, default=60, help="where a section takes as long as it is given"
    )
    asked.add_argument("--db", type=Path, help="the database that visitors come to (it is copied)")
    given = asked.parse_args()
    _all(given) if given.part == "all" else import_module(_module(given.part)).run(given)


def _module(part: str) -> str:
    return sections()[part].module if part in sections() else part


def _all(asked: Namespace) -> None:
    """Every section in a process of its own, then the document; what fails is told, and the rest
    measured all the same."""
    places = ["--results", str(asked.results), "--to", str(asked.to)]
    places += ["--minutes", str(asked.minutes)]
    failed = []
    for part in [*measurable(), "document"]:
        print(part, flush=True)
        command = [sys.executable, str(HERE), part, *places]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(part)
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
