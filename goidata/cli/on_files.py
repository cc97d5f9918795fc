"""Commands that read files and store nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goidata.cli.console import spoken
from goidata.cli.group import app
from goidata.cli.options import Files, Json, Lang


@app.command()
def parse(files: Files, as_json: Json = False, lang: Lang = None) -> None:
    """读取报告并显示，不入库。Read reports and show them; nothing is stored."""
    from goidata.cli import reporting

    codes = [reporting.parse(path, as_json, spoken(lang)) for path in files]
    raise typer.Exit(max(codes))


@app.command()
def check(
    files: Files,
    as_json: Json = False,
    to: Annotated[
        Path | None, typer.Option(help="问题清单 · the list of faults, as faults.xlsx")
    ] = None,
    lang: Lang = None,
) -> None:
    """发布前读取并校验，不入库。Read and check before publication; nothing is stored."""
    from goidata.cli import reporting

    raise typer.Exit(reporting.check(files, as_json, to, spoken(lang)))
