"""Commands that fill a database, ask it, and record what people decide."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goidata.cli import console
from goidata.cli.console import complain, complain_of, say, spoken
from goidata.cli.group import app
from goidata.cli.options import Db, Lang, Paths, Unit, Within, Year, Years, database_meant, existing
from goidata.wording import say as said

REFUSED, NOT_FOUND = 1, 1


@app.command()
def load(
    paths: Paths,
    db: Db = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, max=256, help="读取进程数 · processes that read")
    ] = None,
    lang: Lang = None,
) -> None:
    """读取、校验并入库；读不了的列出原因。Read, check and store; what cannot be read is listed."""
    from goidata.intake.loading import load as load_into

    language = spoken(lang)
    with console.progress(language) as bar:
        tally = load_into(paths, database_meant(db), jobs, console.following(bar))
    for file, refusal in tally.refused:
        complain_of(refusal, language, file)
    for check in tally.broken:
        complain(said("findings.program.told", language, check=check))
    for line in tally.lines(language):
        say(line)
    raise typer.Exit(REFUSED if tally.refused else 0)


@app.command()
def update(db: Db = None, lang: Lang = None) -> None:
    """把旧版本建的库更新到现在的表和校验，数据和人工决定都保留。Bring an older database up to date;
    data and decisions are kept."""
    from goidata.intake.upkeep import update as bring

    path, language = database_meant(db), spoken(lang)
    with console.progress(language) as bar:
        count = bring(path, console.following(bar))
    say(said("commands.updated", language, path=path, n=count))


@app.command()
def export(
    table: Annotated[str, typer.Argument(help="表名 · the table", metavar="TABLE")],
    to: Annotated[Path, typer.Option(help=".csv、.xlsx 或 .parquet 文件 · the file to write")],
    db: Db = None,
    region: Within = None,
    year: Years = None,
    scope: Annotated[
        str | None, typer.Option(help="government, office, department, township, other")
    ] = None,
    lang: Lang = None,
) -> None:
    """导出一张表。Export a table: figures, figures_long, claims, sections, findings, agencies,
    regions, refusals."""
    from goidata.cli import exporting

    rows = exporting.export(database_meant(db), table, to, region, year, scope, lang)
    language = spoken(lang)
    say(said("commands.exported", language, to=to, n=rows))


@app.command()
def search(
    words: Annotated[
        list[str],
        typer.Argument(help="词句，按原样查找 · words, taken literally", metavar="WORDS"),
    ],
    db: Db = None,
    region: Within = None,
    year: Years = None,
    lang: Lang = None,
) -> None:
    """在报告文字中查找。Search the text of the reports; every occurrence with what is around it."""
    from goidata.cli import searching

    found = searching.search(database_meant(db), " ".join(words), region, year, spoken(lang))
    raise typer.Exit(0 if found else NOT_FOUND)


@app.command()
def versions(
    unit: Unit,
    year: Year,
    use: Annotated[
        int | None, typer.Option(help="改用第几版 · the version that is to count")
    ] = None,
    db: Db = None,
    lang: Lang = None,
) -> None:
    """一个单位一年的各个版本。The versions of a unit and year; choose the one that counts."""
    from goidata.intake.choices import listing, use_version, versions_held
    from goidata.store.database import connect, writing

    path = existing(db)
    if use is not None:
        with writing(path) as database:
            use_version(database, unit, year, use)
    console.show(listing(unit, year, versions_held(connect(path), unit, year), spoken(lang)))


@app.command()
def assign(
    file: Annotated[Path, typer.Argument(help="报告文件 · the report file", metavar="FILE")],
    unit: Annotated[str | None, typer.Option(help="单位名称 · the unit's name")] = None,
    region: Annotated[str | None, typer.Option(help="地区代码或名称 · code or name")] = None,
    year: Annotated[int | None, typer.Option(help="报告年度 · the year reported on")] = None,
    db: Db = None,
    lang: Lang = None,
) -> None:
    """说明一份报告属于哪个单位、地区、年度。Settle whose report a file is."""
    from goidata.intake.assigning import assign as assign_in
    from goidata.regions import code_of

    language = spoken(lang)
    identity = assign_in(existing(db), file, unit, code_of(region), year)
    place = identity.region or said("commands.undecided", language)
    say(f"{file}: {identity.unit} · {identity.scope} · {place} · {identity.year}")


@app.command()
def accept(
    unit: Unit,
    year: Year,
    check: Annotated[str, typer.Argument(help="校验编号 · the check", metavar="CHECK")],
    reason: Annotated[str, typer.Option(help="说明 · why it is as it is")],
    who: Annotated[str | None, typer.Option(help="说明人，默认当前用户 · by whom")] = None,
    db: Db = None,
    lang: Lang = None,
) -> None:
    """说明一项不成立的校验，不再计数。Record a failing check as explained; it leaves the counts."""
    from getpass import getuser

    from goidata.intake.acceptance import FILE
    from goidata.intake.acceptance import accept as record
    from goidata.store.database import revise, writing

    with writing(existing(db)) as database:
        made = record(database, unit, year, check, reason, who or getuser())
        revise(database)
    count = len(made)
    say(said("commands.accepted", spoken(lang), n=count, file=FILE))
