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


@app.command()
def expect(
    files: Files,
    again: Annotated[
        bool, typer.Option("--again", help="重写已有的期望值 · write anew what is there")
    ] = False,
    lang: Lang = None,
) -> None:
    """把读出的数字写在文件旁边（同名 .json），供人确认；已有的则比较。Write what was read beside a
    document, for a person to confirm; where that is there, compare."""
    from goidata.cli import expecting

    codes = [expecting.expect(path, again, spoken(lang)) for path in files]
    raise typer.Exit(max(codes))


@app.command()
def why(
    file: Annotated[Path, typer.Argument(help="报告文件 · the report file", metavar="FILE")],
    figure: Annotated[
        str,
        typer.Argument(
            help="数字的名称或表中文字 · its name, or words of its label", metavar="FIGURE"
        ),
    ],
    lang: Lang = None,
) -> None:
    """一个数字为什么这样读：原文、各种读法、疑点。Why a figure was read as it was."""
    from goidata.cli import explaining

    raise typer.Exit(explaining.explain(file, figure, spoken(lang)))
