"""The commands as a whole: errors become one line and an exit code, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from goidata.cli.console import Language, asked_in, complain, complain_of, spoken
from goidata.declared import DeclarationError
from goidata.errors import DatabaseError, GoidataError
from goidata.wording import say as said

USAGE, INTERNAL, INTERRUPTED = 2, 70, 130


def _language_behind(words: list[str]) -> list[str]:
    """`--lang zh load …` means `load --lang zh …`."""
    if len(words) > 2 and words[0] == "--lang":
        return [words[2], *words[:2], *words[3:]]
    if len(words) > 1 and words[0].startswith("--lang="):
        return [words[1], words[0], *words[2:]]
    return words


class Commands(click.Group):
    """The commands; whatever goes wrong in one is a line on the error stream, never a traceback."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> Any:
        words = _language_behind(list(sys.argv[1:] if args is None else args))
        extra["standalone_mode"] = False
        sys.exit(self._run(words, spoken(asked_in(words)), extra))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as interrupt:  # click would write an empty line first
            raise click.Abort from interrupt

    def _run(self, words: list[str], language: Language, extra: dict[str, Any]) -> int:
        try:
            code = super().main(words, **extra)
        except DeclarationError as error:
            complain(error.message(language))
            return INTERNAL
        except GoidataError as error:
            complain_of(error, language)
            return USAGE
        except click.Abort:
            complain(said("commands.interrupted", language))
            return INTERRUPTED
        except click.ClickException as error:
            complain(_misused(error, language))
            return USAGE
        except Exception as error:  # a fault of ours, but no reason to throw code at people
            if told := _of_the_database(error, words):
                complain_of(told, language)
                return USAGE
            what = f"{type(error).__name__} {error}"
            complain(said("commands.own_fault", language, what=what))
            return INTERNAL
        return code if isinstance(code, int) else 0


@click.group(cls=Commands, invoke_without_command=True)
@click.pass_context
def app(context: click.Context) -> int:
    """政府信息公开工作年度报告：读取、校验、入库、展示。
    Annual reports on government information disclosure: read, check, store, show."""
    if context.invoked_subcommand is None:  # the command by itself shows what there is
        click.echo(context.get_help())
        return USAGE
    return 0


def _of_the_database(error: Exception, words: Sequence[str]) -> DatabaseError | None:
    """What the medium or the file of the database did amid a command, in words for people."""
    if not hasattr(error, "sqlite_errorcode"):
        return None
    from goidata.store import faults
    from goidata.store.home import default_path

    named = next((after for word, after in pairwise(words) if word == "--db"), None)
    return faults.told(error, Path(named) if named else default_path())


def _misused(error: click.ClickException, language: Language) -> str:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "goidata"
    return said("commands.misused", language, why=error.format_message(), command=command)
