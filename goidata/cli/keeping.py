"""Commands that keep a database: copied, put back, looked through."""

from __future__ import annotations

from pathlib import Path

import click

from goidata.cli import options
from goidata.cli.console import Language, complain, say, spoken
from goidata.cli.group import app
from goidata.cli.options import database_meant
from goidata.wording import say as said

WRONG = 1


@app.command()
@options.file
@options.db
@options.lang
def backup(file: Path, db: Path | None, lang: Language | None) -> None:
    """备份数据库，入库时也可以。Copy the database to a file, also while a load goes on."""
    from goidata.store.backups import backup as copy
    from goidata.store.with_decisions import take_along

    path, language = database_meant(db), spoken(lang)
    reports = copy(path, file)
    say(said("commands.keeping.backed_up", language, path=path, to=file, reports=reports))
    for kept in take_along(path, file):
        say(said("commands.keeping.along", language, to=kept))
    _carry(path, file, language)


@app.command()
@options.file
@options.db
@options.lang
def restore(file: Path, db: Path | None, lang: Language | None) -> None:
    """把数据库恢复为备份的样子。Make the database again what a backup holds."""
    from goidata.store.backups import restore as put_back
    from goidata.store.columnar import catch_up
    from goidata.store.with_decisions import bring_back

    path, language = database_meant(db), spoken(lang)
    reports, aside = put_back(file, path)
    replaced = bring_back(file, path)
    catch_up(path)
    say(said("commands.keeping.restored", language, path=path, source=file, reports=reports))
    if aside is not None:
        say(said("commands.keeping.aside", language, aside=aside))
    for kept in replaced:
        say(said("commands.keeping.replaced", language, to=kept))
    _carry(file, path, language)


def _carry(source: Path, target: Path, language: str) -> None:
    """Let the originals follow their database."""
    from goidata.store import originals

    if kept := originals.carry(source, target):
        folder = originals.folder(target)
        say(said("commands.keeping.originals", language, n=kept, folder=folder))


@app.command()
@click.argument(
    "file",
    type=options.FILE,
    required=False,
    metavar="[DB]",
    help="数据库文件，默认 GOIDATA_DB 或 data/goidata.db · the database",
)
@options.lang
def doctor(file: Path | None, lang: Language | None) -> int:
    """数据库有什么问题、可以怎么办。What is wrong with a database and what can be done."""
    from goidata.errors import DatabaseError
    from goidata.intake.upkeep import is_behind
    from goidata.store import health, originals
    from goidata.store.database import is_unused, must_exist, settle

    path, language = database_meant(file), spoken(lang)
    must_exist(path)
    wrong: dict[str, int] = {}
    if health.is_interrupted(path):
        wrong["journal"] = 1
        settle(path)
    if is_unused(path):
        raise DatabaseError.of("database.empty", path=path)
    behind = is_behind(path)
    held: dict[str, int] = {}
    kept = 0
    if damages := health.damages(path):
        wrong["damaged"] = damages
    else:
        held = health.holds(path)
        kept, spoilt = originals.state(path)
        wrong |= {"spoilt": spoilt} if spoilt else {}
        wrong |= {"behind": 1} if behind else {}
        wrong |= {"unfinished": held["unfinished"]} if held["unfinished"] else {}
    if not health.is_writable(path):
        wrong["readonly"] = 1
    for name, number in wrong.items():
        complain(said(f"commands.doctor.{name}", language, path=path, n=number))
    if not wrong:
        say(said("commands.doctor.sound", language, path=path, **held))
    if kept:
        say(said("commands.doctor.kept", language, path=path, n=kept, reports=held["reports"]))
    return WRONG if wrong else 0
