"""Commands beside the reports held: the dashboard, the dictionary, invented reports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goidata.cli import console
from goidata.cli.console import Language, complain, say, spoken
from goidata.cli.group import app
from goidata.cli.options import Db, Lang, Within, database_meant
from goidata.errors import UsageError
from goidata.wording import say as said

FAULTS = 1
STOPPED = 1  # before everything was made


@app.command()
def serve(
    db: Db = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口 · the port")] = 8501,
    lang: Lang = None,
) -> None:
    """打开展示页面（仅本机）。Serve the dashboard, to this machine alone."""
    from goidata.cli import serving

    path, language = database_meant(db), spoken(lang)
    with console.progress(language) as bar:
        told = serving.prepared(path, console.following(bar))
    if told:
        say(told.named(language))
    raise typer.Exit(serving.serve(path, port))


@app.command()
def form(
    edition: Annotated[str | None, typer.Option(help="版本，默认全部 · default all")] = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Markdown 格式 · as Markdown")
    ] = False,
    lint: Annotated[
        bool, typer.Option("--lint", help="检查各项声明 · look for faults in the declarations")
    ] = False,
    lang: Lang = None,
) -> None:
    """字典：全部字段、校验、指标。The dictionary: every field, check and measure."""
    if lint:
        raise typer.Exit(_linted(spoken(lang)))
    from goidata.form import editions
    from goidata.form.dictionary import dictionary

    chosen = [each for each in editions() if edition in (None, each.name)]
    if not chosen:
        names = ", ".join(each.name for each in editions())
        raise UsageError.of("edition.unknown", edition=edition, names=names)
    for listing in dictionary(chosen, spoken(lang)):
        typer.echo(listing.markdown()) if markdown else console.show(listing)


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
def sample(
    units: Annotated[int, typer.Option(help="单位数 · how many units")],
    years: Annotated[str, typer.Option(help="2021-2025")],
    seed: Annotated[int, typer.Option(help="种子，相同则结果相同 · the same gives the same")] = 1,
    faults: Annotated[float, typer.Option(help="有差错的报告占比 · share with a fault")] = 0.05,
    to: Annotated[Path | None, typer.Option(help="空文件夹 · an empty folder")] = None,
    db: Annotated[Path | None, typer.Option(help="数据库文件 · a database")] = None,
    region: Within = None,
    lang: Lang = None,
) -> None:
    """生成合成报告供试用，处处注明。Make synthetic reports for trials, marked everywhere."""
    from goidata.cli import sampling

    if (to is None) == (db is None):
        raise UsageError.of("sample.to_or_db")
    language = spoken(lang)
    asked = sampling.drawing(units, years, seed, faults, region)
    if to is not None:
        count = sampling.write(to, asked)
    else:
        assert db is not None
        try:
            with console.progress(language) as bar:
                count = sampling.fill(db, asked, console.following(bar))
        except KeyboardInterrupt:
            complain(said("commands.sampling_stopped", language, db=db))
            raise typer.Exit(STOPPED) from None
    say(said("commands.sampled", language, to=to or db, n=count))
