"""Writes docs/deploy/locked/*.txt: the exact packages of each set with the hashes of all their
files, for every system, and without addresses, so that any registry serves and none can give
something else.

`make locked` asks the registry that uv is set to; versions are those of constraints.txt.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "deploy" / "locked"
# A set of packages: the extras that make it, and the sets that it is installed beside.
SETS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "run": ((), ()),
    "signin": (("signin",), ("run",)),
    "dev": (("signin", "dev"), ("run", "signin")),
    "browser": (("signin", "dev", "browser"), ("run", "signin", "dev")),
    "long": (("signin", "dev", "dask", "bench"), ("run", "signin", "dev")),
    "ocr": (("signin", "dev", "ocr"), ("run", "signin", "dev")),
    "fuzz": (("signin", "dev", "fuzz"), ("run", "signin", "dev")),
    "audit": (("audit",), ("run",)),
}
BUILD = ("hatchling", "editables")  # what builds the project, before anything of it is installed
PACKAGE = re.compile(
    r"^([a-z0-9][a-z0-9.-]*)==\S+.*\\\n(?:    --hash=\S+(?: \\)?\n)+", re.MULTILINE
)
_HEAD = "# Written by `make locked`; the versions are those of constraints.txt.\n"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    write("build", packages(_compiled("\n".join(BUILD), ())), ())
    found: dict[str, dict[str, str]] = {}
    for name, (extras, beside) in SETS.items():
        found[name] = packages(_compiled(None, extras))
        there = {package for other in beside for package in found[other]}
        own = {each: text for each, text in found[name].items() if each not in there}
        write(name, own, beside)


def packages(text: str) -> dict[str, str]:
    """What a file says of each package, by its name."""
    return {each[1]: each[0] for each in PACKAGE.finditer(text)}


def write(name: str, found: dict[str, str], beside: tuple[str, ...]) -> None:
    """Those of other sets are referred to, not written again."""
    others = "".join(f"-r {other}.txt\n" for other in beside)
    to = FOLDER / f"{name}.txt"
    to.write_text(_HEAD + others + "".join(found.values()), "utf-8")
    print(f"{to.relative_to(ROOT)}: {len(found)}")


def _compiled(given: str | None, extras: tuple[str, ...]) -> str:
    """What uv finds for packages named, or for the project with extras."""
    command = [sys.executable, "-m", "uv", "pip", "compile", *_options(extras)]
    command += ["-" if given else "pyproject.toml"]
    done = subprocess.run(
        command, cwd=ROOT, input=given, check=True, capture_output=True, text=True
    )
    return done.stdout


def _options(extras: tuple[str, ...]) -> Iterator[str]:
    yield from ("--constraint", "constraints.txt", "--generate-hashes", "--universal")
    yield from ("--python-version", "3.11", "--no-annotate", "--no-header", "--no-config")
    for each in extras:
        yield from ("--extra", each)


if __name__ == "__main__":
    main()
