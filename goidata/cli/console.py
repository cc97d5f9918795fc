"""What the command line says to people: in Chinese or English, on the right stream, one line an
error."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from goidata.errors import GoidataError
from goidata.form.dictionary import Listing
from goidata.wording import say as said

_PAPER = 500  # columns of a print that goes to a file
_MARK = 2
_STYLE = "bold red"

# What steers a terminal, or the order in which letters are shown: nobody sees it.
_STEERING = (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0))
_TURNING = (0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
_CONTROLS = dict.fromkeys((*_STEERING, *_TURNING))
_ESCAPED = {code: f"\\u{code:04x}" for code in (0x7F, *range(0x80, 0xA0), *_TURNING)}


class Language(StrEnum):
    """The languages of messages."""

    ZH = "zh"
    EN = "en"


def spoken(asked: Language | None = None) -> Language:
    """The language asked for, else that of the locale: Chinese for zh_*, else English."""
    if asked is not None:
        return asked
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), None)
    named = named or locale.getlocale()[0] or ""
    return Language.ZH if named.lower().startswith(("zh", "chinese")) else Language.EN


def asked_in(arguments: Sequence[str]) -> Language | None:
    """The language that a command line asks for, though the rest of it may be wrong."""
    joined = "\0".join(arguments).replace("--lang\0", "--lang=").split("\0")
    named = {word.removeprefix("--lang=") for word in joined if word.startswith("--lang=")}
    return next((language for language in Language if language.value in named), None)


def safe(text: str) -> str:
    """`text` of a stranger's file without what steers a terminal or turns the order of letters."""
    return text.translate(_CONTROLS)


def _one_line(text: str) -> str:
    return " ".join(safe(text).split("\n"))


def write(line: str) -> None:
    """A line of JSON for programs; what a terminal would obey is written as an escape."""
    click.echo(line.translate(_ESCAPED))


def say(text: str = "") -> None:
    """A line of the result."""
    _console().print(Text(_one_line(text)), soft_wrap=True)


def say_marked(before: str, marked: str, after: str) -> None:
    """A line of the result with some words marked, where the terminal has colours."""
    parts = (_one_line(before), (_one_line(marked), _STYLE), _one_line(after))
    _console().print(Text.assemble(*parts), soft_wrap=True)


def complain(text: str) -> None:
    """One line on the error stream."""
    Console(stderr=True, highlight=False).print(Text(_one_line(text)), soft_wrap=True)


def complain_of(error: GoidataError, language: Language, file: str = "") -> None:
    """What an error says, in one line, with the file it speaks of in front."""
    text = error.message(language.value)
    told = not file or Path(file).name in text
    complain(text if told else said("commands.about", language, file=file, text=text))


def use_utf8() -> None:
    """Chinese must come through on every system, and JSON is UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def show(listing: Listing) -> None:
    """A titled table; numbers stand at the right."""
    table = Table(title=safe(listing.title), title_justify="left", show_edge=False)
    for number, name in enumerate(listing.head):
        right = number and all(_is_number(row[number]) for row in listing.rows)
        table.add_column(Text(safe(name)), justify="right" if right else "left", overflow="fold")
    for row in listing.rows:
        table.add_row(*(Text(safe(cell)) for cell in row))
    _console().print(table)


def _is_number(cell: str) -> bool:
    """Whether a cell holds a number, or a mark in place of one."""
    return len(cell) <= _MARK or cell.lstrip("−").replace(".", "").isdigit()


def _console() -> Console:
    """As wide as the terminal; where there is none, wide enough for the widest table."""
    console = Console(highlight=False, markup=False)
    return console if console.is_terminal else Console(width=_PAPER, highlight=False, markup=False)
