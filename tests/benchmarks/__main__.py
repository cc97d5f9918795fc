"""Measures parts of goidata: `python tests/benchmarks pages --size 15000`; `all` is every part.

What is measured is kept in a folder outside the project (`--results`), and `document` writes
docs/performance.md from what lies there. Databases are made in `--folder`, or named with `--db`.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from kept import FOLDER
from timing import ROOT

sys.path.insert(0, str(Path(__file__).parents[1]))  # the makers of documents stand there

SIZES = (16, 3_000, 15_000, 150_000, 750_000)


def parser() -> ArgumentParser:
    found = ArgumentParser(prog="python tests/benchmarks", description=__doc__)
    parts = found.add_subparsers(required=True)
    common = ArgumentParser(add_help=False)
    common.add_argument("--results", type=Path, default=FOLDER / "results")
    common.add_argument("--folder", type=Path, default=FOLDER / "databases")
    sized = ArgumentParser(add_help=False, parents=[common])
    sized.add_argument("--size", type=int, default=16)
    sized.add_argument("--db", type=Path, help="a database of that size, read only")

    def part(name: str, module: str, parents: ArgumentParser, call: str = "run") -> ArgumentParser:
        made = parts.add_parser(name, parents=[parents])
        made.set_defaults(call=lambda asked: getattr(import_module(module), call)(asked))
        return made

    part("reading", "reading", common)
    part("checks", "checking", common).add_argument("--reports", type=int, default=200)
    loading = part("loading", "loading", sized)
    loading.add_argument("--reports", type=int, default=3000, help="read from files, and made")
    pages = part("pages", "pages", sized)
    pages.add_argument("--only", nargs="*")
    pages.add_argument("--times", type=int, default=3, help="processes a page, of which the middle")
    part("browser", "browser", sized).add_argument("--only", nargs="*")
    visitors = part("visitors", "visitors", sized)
    visitors.add_argument("--visitors", type=int, default=50)
    visitors.add_argument("--seconds", type=float, default=300)
    visitors.add_argument("--every", type=float, default=5, help="seconds between two changes")
    part("questions", "questions", sized)
    larger = part("multiplied", "multiplied", common)
    larger.add_argument("--db", type=Path, required=True, help="a database that stays as it is")
    larger.add_argument("--times", type=int, default=5)
    larger.add_argument("--to", type=Path, required=True)
    written = part("document", "document", common)
    written.add_argument("--to", type=Path, default=ROOT / "docs" / "performance.md")
    every = part("all", "everything", common)
    every.add_argument("--sizes", type=int, nargs="*", default=list(SIZES))
    every.add_argument("--missing", action="store_true", help="only what is not yet measured")
    page = part("page", "pages", common, "measured")  # what a child of `pages` does
    page.add_argument("names", nargs="+")
    page.add_argument("--warm", type=Path, required=True)
    page.add_argument("--db", type=Path, required=True)
    stored = part("stored", "loading", common, "stored")
    stored.add_argument("path", type=Path)
    stored.add_argument("words", nargs="+")
    more = part("one-more", "loading", common, "one_more")
    more.add_argument("files", nargs="+", type=Path)
    more.add_argument("--db", type=Path, required=True)
    ready = part("ready", "pages", common, "ready")
    ready.add_argument("--db", type=Path, required=True)
    return found


def main() -> None:
    asked: Namespace = parser().parse_args()
    call: Callable[[Namespace], None] = asked.call
    call(asked)


if __name__ == "__main__":
    main()
