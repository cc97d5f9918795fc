"""The commands as a whole: errors become one line and an exit code, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from goidata.cli.console import Language, asked_in, complain, complain_of, spoken
from goidata.declared import DeclarationError
from goidata.errors import GoidataError
from goidata.wording import say as said

USAGE, INTERNAL, INTERRUPTED = 2, 70, 130


def _language_behind(words: list[str]) -> list[str]:
    """`--lang zh load …` means `load --lang zh …`."""
    if len(words) > 2 and words[0] == "--lang":
        return [words[2], *words[:2], *words[3:]]
    if len(words) > 1 and words[0].startswith("--lang="):
        return [words[1], words[0], *words[2:]]
    return words


class Commands(TyperGroup):
    """The commands; whatever goes wrong in one is a line on the error stream, never a traceback."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> Any:
        words = _language_behind(list(sys.argv[1:] if args is None else args))
        extra["standalone_mode"] = False
        sys.exit(self._run(words, spoken(asked_in(words)), extra))

    def _run(self, words: list[str], language: Language, extra: dict[str, Any]) -> int:
        try:
            code = super().main(words, **extra)
        except DeclarationError as error:
            complain(error.message(language))
            return INTERNAL
        except GoidataError as error:
            complain_of(error, language)
            return USAGE
        except TyperException as error:
            complain(_misused(error, language))
            return USAGE
        except Exception as error:  # a fault of ours, but no reason to throw code at people
            what = f"{type(error).__name__} {error}"
            complain(said("commands.own_fault", language, what=what))
            return INTERNAL
        if code == INTERRUPTED:
            complain(said("commands.interrupted", language))
        return code if isinstance(code, int) else 0


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="政府信息公开工作年度报告：读取、校验、入库、展示。"
    " Annual reports on government information disclosure: read, check, store, show.",
)


@app.callback(invoke_without_command=True)
def goidata(context: typer.Context) -> None:
    """The command by itself shows what there is."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(USAGE)


def _misused(error: TyperException, language: Language) -> str:
    why = error.format_message() if hasattr(error, "format_message") else str(error)
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "goidata"
    return said("commands.misused", language, why=why, command=command)
