"""Commands beside the reports held: the dashboard, open data, the dictionary, invented reports."""

from __future__ import annotations

from pathlib import Path

import click

from goidata.cli import console, options
from goidata.cli.console import Language, complain, say, spoken
from goidata.cli.group import app
from goidata.cli.options import database_meant
from goidata.errors import UsageError
from goidata.operating.logs import KINDS
from goidata.wording import say as said

FAULTS = 1
STOPPED = 1  # before everything was made


@app.command()
@options.db
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8501,
    show_default=True,
    help="端口 · the port",
)
@click.option(
    "--host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="访问者使用的主机名，可多次；默认只认本机 · the name that visitors use",
)
@click.option(
    "--address",
    metavar="IP",
    help="监听地址，默认 127.0.0.1 · where to listen",
)
@click.option(
    "--settings",
    type=options.FILE,
    help="设置文件（TOML），默认 GOIDATA_SETTINGS · more settings, see docs/serving.md",
)
@click.option(
    "--log",
    type=click.Choice(KINDS),
    help="日志的写法，默认 GOIDATA_LOG 或 text · how the log is written",
)
@options.lang
def serve(
    db: Path | None,
    port: int,
    hosts: tuple[str, ...],
    address: str | None,
    settings: Path | None,
    log: str | None,
    lang: Language | None,
) -> int:
    """打开展示页面（默认仅本机）。Serve the dashboard, by default to this machine alone."""
    from goidata.cli import progress, serving

    path, language = database_meant(db), spoken(lang)
    with progress.shown(language) as moved:
        told = serving.prepared(path, moved)
    if told:
        say(told.named(language))
    return serving.serve(
        path,
        serving.Asked(port, hosts, address, settings, log),
        lambda where: say(said("commands.serving", language, at=where)),
    )


@app.command("open-data")
@click.argument(
    "folder",
    type=options.FILE,
    metavar="FOLDER",
    help="空文件夹，或还不存在的 · an empty folder, or one to be made",
)
@click.option(
    "--publisher",
    default="goidata contributors",
    show_default=True,
    help="由谁公开，写在引用和许可中 · who publishes; stands in citation and licence",
)
@click.option(
    "--licence",
    type=click.Choice(["CC-BY-4.0", "CC0-1.0", "ODbL-1.0"]),
    default="CC-BY-4.0",
    show_default=True,
    help="许可 · the licence",
)
@options.db
@options.lang
def open_data(
    folder: Path, publisher: str, licence: str, db: Path | None, lang: Language | None
) -> None:
    """写出可以公开的数据文件夹。Write a folder of open data: the database with metadata for
    Datasette, figures with text, place and source as CSV and Parquet, dictionary, licence."""
    from goidata.cli import exporting

    rows = exporting.publish(database_meant(db), folder, publisher, licence)
    language = spoken(lang)
    for table, count in rows.items():
        say(said("commands.exported", language, to=table, n=count))
    say(said("commands.published", language, to=folder))


@app.command()
@click.option("--edition", help="版本，默认全部 · default all")
@click.option("--markdown", is_flag=True, help="Markdown 格式 · as Markdown")
@click.option("--lint", is_flag=True, help="检查各项声明 · look for faults in the declarations")
@options.lang
def form(edition: str | None, markdown: bool, lint: bool, lang: Language | None) -> int:
    """字典：全部字段、校验、指标。The dictionary: every field, check and measure."""
    if lint:
        return _linted(spoken(lang))
    from goidata.form import editions
    from goidata.form.dictionary import dictionary

    chosen = [each for each in editions() if edition in (None, each.name)]
    if not chosen:
        names = ", ".join(each.name for each in editions())
        raise UsageError.of("edition.unknown", edition=edition, names=names)
    for listing in dictionary(chosen, spoken(lang)):
        click.echo(listing.markdown()) if markdown else console.show(listing)
    return 0


def _linted(language: Language) -> int:
    """Tell every fault of the declarations; gives the exit code."""
    from goidata.cli.linting import faults

    found = faults()
    for fault in found:
        complain(fault.told(language.value))
    if not found:
        say(said("report.declarations.sound", language.value))
    return FAULTS if found else 0


@app.command()
@click.option("--units", type=int, required=True, help="单位数 · how many units")
@click.option("--years", required=True, help="2021-2025")
@click.option(
    "--seed", default=1, show_default=True, help="种子，相同则结果相同 · the same gives the same"
)
@click.option(
    "--faults", default=0.05, show_default=True, help="有差错的报告占比 · share with a fault"
)
@click.option("--to", type=options.FILE, help="空文件夹 · an empty folder")
@click.option("--db", type=options.FILE, help="数据库文件 · a database")
@options.within
@options.lang
def sample(
    units: int,
    years: str,
    seed: int,
    faults: float,
    to: Path | None,
    db: Path | None,
    region: str | None,
    lang: Language | None,
) -> int:
    """生成合成报告供试用，处处注明。Make synthetic reports for trials, marked everywhere."""
    from goidata.cli import progress, sampling

    if (to is None) == (db is None):
        raise UsageError.of("sample.to_or_db")
    language = spoken(lang)
    asked = sampling.drawing(units, years, seed, faults, region)
    if to is not None:
        count = sampling.write(to, asked)
    else:
        assert db is not None
        try:
            with progress.shown(language) as moved:
                count = sampling.fill(db, asked, moved)
        except KeyboardInterrupt:
            complain(said("commands.stopped", language, db=db))
            return STOPPED
    say(said("commands.sampled", language, to=to or db, n=count))
    return 0
