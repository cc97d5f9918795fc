"""Commands that fill a database, ask it, and record what people decide."""

from __future__ import annotations

from pathlib import Path

import click

from goidata.cli import console, options
from goidata.cli.console import Language, complain, complain_of, say, spoken
from goidata.cli.group import app
from goidata.cli.options import database_meant
from goidata.wording import say as said

REFUSED, NOT_FOUND = 1, 1
TOLD = 50  # files refused, one by one; all of them stand in the database
STOPPED = 130  # from the keyboard, after some batches


@app.command()
@click.argument(
    "paths",
    type=options.FILE,
    nargs=-1,
    required=True,
    metavar="PATH…",
    help="文件、文件夹、zip 压缩包 · files, folders, zip files",
)
@options.db
@click.option("--jobs", type=click.IntRange(1, 256), help="读取进程数 · processes that read")
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="dask 调度程序地址，由多台机器读取 · of a dask scheduler, whose machines read",
)
@click.option("--keep", is_flag=True, help="原件存在数据库旁 · keep the files beside the database")
@options.lang
def load(
    paths: tuple[Path, ...],
    db: Path | None,
    jobs: int | None,
    scheduler: str | None,
    keep: bool,
    lang: Language | None,
) -> int:
    """读取、校验并入库；读不了的列出原因。Read, check and store; what cannot be read is listed."""
    from goidata.cli import progress
    from goidata.intake.loading import Stopped
    from goidata.intake.loading import load as load_into
    from goidata.store import originals
    from goidata.store.columnar import catch_up

    path, language = database_meant(db), spoken(lang)
    try:
        with progress.shown(language) as moved:
            tally = load_into(paths, path, jobs, moved, scheduler, keep)
            catch_up(path)
    except Stopped:
        complain(said("commands.stopped", language, db=path))
        return STOPPED
    for file, refusal in tally.refused[:TOLD]:
        complain_of(refusal, language, file)
    if len(tally.refused) > TOLD:
        complain(said("commands.load.more_refused", language, n=len(tally.refused) - TOLD))
    for check in tally.broken:
        complain(said("findings.program.told", language, check=check))
    for line in tally.lines(language):
        say(line)
    if keep:
        say(said("commands.load.kept", language, n=tally.kept, folder=originals.folder(path)))
    return REFUSED if tally.refused else 0


@app.command()
@options.db
@options.lang
def update(db: Path | None, lang: Language | None) -> None:
    """把旧版本建的库更新到现在的表和校验，数据和人工决定都保留。Bring an older database up to date;
    data and decisions are kept."""
    from goidata.cli import progress
    from goidata.intake.upkeep import update as bring

    path, language = database_meant(db), spoken(lang)
    with progress.shown(language) as moved:
        count = bring(path, moved)
    say(said("commands.updated", language, path=path, n=count))


@app.command()
@click.argument("table", metavar="TABLE", help="表名 · the table")
@click.option(
    "--to",
    type=options.FILE,
    required=True,
    help=".csv、.xlsx 或 .parquet 文件；用 --partition 时为文件夹 · the file, or folder, to write",
)
@click.option(
    "--partition",
    type=click.Choice(["year"]),
    help="按年分成多个 Parquet 文件 · Parquet files, a folder a year",
)
@options.db
@options.within
@options.years
@click.option("--scope", help="government, office, department, township, other")
@options.lang
def export(
    table: str,
    to: Path,
    partition: str | None,
    db: Path | None,
    region: str | None,
    year: str | None,
    scope: str | None,
    lang: Language | None,
) -> None:
    """导出一张表。Export a table: figures, figures_long, claims, sections, findings, agencies,
    regions, refusals; with --partition reports, claims, sections, findings."""
    from goidata.cli import exporting

    path = database_meant(db)
    if partition:
        rows = exporting.export_parted(path, table, to, region, year, scope)
    else:
        rows = exporting.export(path, table, to, region, year, scope, lang)
    language = spoken(lang)
    say(said("commands.exported", language, to=to, n=rows))


@app.command()
@click.argument(
    "words",
    nargs=-1,
    required=True,
    metavar="WORDS…",
    help="词句，按原样查找 · words, taken literally",
)
@options.db
@options.within
@options.years
@options.lang
def search(
    words: tuple[str, ...],
    db: Path | None,
    region: str | None,
    year: str | None,
    lang: Language | None,
) -> int:
    """在报告文字中查找。Search the text of the reports; every occurrence with what is around it."""
    from goidata.cli import searching

    found = searching.search(database_meant(db), " ".join(words), region, year, spoken(lang))
    return 0 if found else NOT_FOUND


@app.command()
@options.unit
@options.year
@click.option("--use", type=int, help="改用第几版 · the version that is to count")
@options.db
@options.lang
def versions(unit: str, year: int, use: int | None, db: Path | None, lang: Language | None) -> None:
    """一个单位一年的各个版本。The versions of a unit and year; choose the one that counts."""
    from goidata.intake.choices import listing, use_version, versions_held
    from goidata.intake.upkeep import up_to_date
    from goidata.store.database import connect

    path = database_meant(db)
    if use is not None:
        with up_to_date(path) as database:
            use_version(database, unit, year, use)
    console.show(listing(unit, year, versions_held(connect(path), unit, year), spoken(lang)))


@app.command()
@options.file
@click.option("--unit", help="单位名称 · the unit's name")
@click.option("--region", help="地区代码或名称 · code or name")
@click.option("--year", type=int, help="报告年度 · the year reported on")
@options.db
@options.lang
def assign(
    file: Path,
    unit: str | None,
    region: str | None,
    year: int | None,
    db: Path | None,
    lang: Language | None,
) -> None:
    """说明一份报告属于哪个单位、地区、年度。Settle whose report a file is."""
    from goidata.intake.assigning import assign as assign_in
    from goidata.regions import code_of

    language = spoken(lang)
    identity = assign_in(database_meant(db), file, unit, code_of(region), year)
    place = identity.region or said("commands.undecided", language)
    say(f"{file}: {identity.unit} · {identity.scope} · {place} · {identity.year}")


@app.command()
@options.unit
@options.year
@click.argument("check", metavar="CHECK", help="校验编号 · the check")
@click.option("--reason", required=True, help="说明 · why it is as it is")
@click.option("--who", help="说明人，默认当前用户 · by whom")
@options.db
@options.lang
def accept(
    unit: str,
    year: int,
    check: str,
    reason: str,
    who: str | None,
    db: Path | None,
    lang: Language | None,
) -> None:
    """说明一项不成立的校验，不再计数。Record a failing check as explained; it leaves the counts."""
    from getpass import getuser

    from goidata.intake.acceptance import FILE
    from goidata.intake.acceptance import accept as record
    from goidata.intake.upkeep import up_to_date

    with up_to_date(database_meant(db)) as database:
        made = record(database, unit, year, check, reason, who or getuser())
    count = len(made)
    say(said("commands.accepted", spoken(lang), n=count, file=FILE))
