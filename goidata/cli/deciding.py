"""The command with which a person decides what cells hold that could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goidata.cli import options
from goidata.cli.console import Language, say, spoken
from goidata.cli.group import app
from goidata.cli.options import database_meant
from goidata.errors import UsageError
from goidata.wording import say as said

if TYPE_CHECKING:
    from goidata.store.decided import Decided


@app.command(context_settings={"ignore_unknown_options": True})  # a change may be -3
@click.argument(
    "asked",
    nargs=-1,
    metavar="[FILE-OR-UNIT YEAR FIGURE VALUE]",
    help="文件或单位、年度、字段、认定的数 · whose report, which figure, its number",
)
@click.option("--reason", default="", help="理由 · why it is so")
@click.option("--who", help="认定人，默认当前用户 · by whom")
@click.option("--withdraw", is_flag=True, help="撤销认定，不写 VALUE · take it back; no VALUE")
@click.option("--sheet", type=options.FILE, help="把未读出的各格写成表 · write the open cells")
@click.option("--pictures", type=options.FILE, help="各格图片存入此文件夹 · pictures of the cells")
@click.option("--from", "filled", type=options.FILE, help="填好的表 · the sheet, filled in")
@options.within
@options.years
@options.db
@options.lang
def decide(
    asked: tuple[str, ...],
    reason: str,
    who: str | None,
    withdraw: bool,
    sheet: Path | None,
    pictures: Path | None,
    filled: Path | None,
    region: str | None,
    year: str | None,
    db: Path | None,
    lang: Language | None,
) -> None:
    """认定未读出的数字。Decide what a cell holds that could not be read: of a report, named by its
    file or unit and year, or many at once from a sheet that --sheet wrote. What is printed and what
    was read stay beside it; a file that changes opens its cells again."""
    from getpass import getuser

    path, language = database_meant(db), spoken(lang)
    if sheet is not None:
        _written(path, sheet, pictures, region, year, language)
    elif filled is not None:
        _from_sheet(path, filled, who or getuser(), language)
    elif withdraw:
        _withdrawn(path, asked, language)
    else:
        _one(path, asked, reason, who or getuser(), language)


def _one(path: Path, asked: tuple[str, ...], reason: str, who: str, language: Language) -> None:
    from goidata.intake.deciding import Wish, decide, meant
    from goidata.intake.upkeep import up_to_date

    unit, year, figure, value = _words(asked, 4)
    with up_to_date(path) as database:
        file = meant(database.conn, unit, _year(year))
        made = decide(database, [Wish(file, figure, value, reason, who)])
    _tell("kept", made, language)


def _withdrawn(path: Path, asked: tuple[str, ...], language: Language) -> None:
    from goidata.intake.deciding import meant, withdraw
    from goidata.intake.upkeep import up_to_date

    unit, year, figure = _words(asked, 3)
    with up_to_date(path) as database:
        taken = withdraw(database, meant(database.conn, unit, _year(year)), figure)
    _tell("withdrawn", [taken], language)


def _from_sheet(path: Path, filled: Path, who: str, language: Language) -> None:
    from goidata.intake.deciding import decide_lines
    from goidata.intake.upkeep import up_to_date
    from goidata.tables.decision_sheets import wishes

    lines = wishes(filled, who)
    with up_to_date(path) as database:
        made = decide_lines(database, filled, lines)
    _tell("kept", made, language)


def _written(
    path: Path,
    sheet: Path,
    pictures: Path | None,
    region: str | None,
    year: str | None,
    language: Language,
) -> None:
    from contextlib import closing

    from goidata.analysis.selection import Selection
    from goidata.analysis.undecided import undecided
    from goidata.cli.exporting import years_asked
    from goidata.intake.cell_pictures import with_pictures
    from goidata.regions import code_of
    from goidata.store.database import connect
    from goidata.tables.files import writable, write
    from goidata.tables.legend import headings

    writable(sheet)
    asked = Selection(region=code_of(region), years=years_asked(year), scope=None)
    with closing(connect(path)) as connection:
        frame = undecided(connection, asked, language)
    if pictures is not None:
        frame = with_pictures(frame, path, pictures)
    frame = frame.drop(columns="place")
    write(sheet, frame.set_axis(headings(frame, language), axis="columns"), language)
    say(said("commands.decided.sheet", language, to=sheet, n=len(frame)))


def _tell(entry: str, decided: Iterable[Decided], language: Language) -> None:
    from goidata.checks.unread import cell_label, table_label
    from goidata.store.decided import FILE

    for each in decided:
        label = f"{table_label(each.figure, language)} · {cell_label(each.figure, language)}"
        told = {"unit": each.unit, "year": each.year, "label": label, "value": each.value}
        say(said(f"commands.decided.{entry}", language, **told, file=FILE))


def _words(asked: tuple[str, ...], number: int) -> tuple[str, ...]:
    if len(asked) != number:
        raise UsageError.of("decide.asked")
    return asked


def _year(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise UsageError.of("decide.year", text=text) from error
