"""Commands that read files and store nothing."""

from __future__ import annotations

from pathlib import Path

import click

from goidata.cli import options
from goidata.cli.console import Language, spoken
from goidata.cli.group import app


@app.command()
@options.files
@options.as_json
@options.lang
def parse(files: tuple[Path, ...], as_json: bool, lang: Language | None) -> int:
    """读取报告并显示，不入库。Read reports and show them; nothing is stored."""
    from goidata.cli import reporting

    return max([reporting.parse(path, as_json, spoken(lang)) for path in files])


@app.command()
@options.files
@options.as_json
@click.option("--to", type=options.FILE, help="问题清单 · the list of faults, as faults.xlsx")
@options.lang
def check(files: tuple[Path, ...], as_json: bool, to: Path | None, lang: Language | None) -> int:
    """发布前读取并校验，不入库。Read and check before publication; nothing is stored."""
    from goidata.cli import reporting

    return reporting.check(files, as_json, to, spoken(lang))


@app.command()
@options.files
@click.option("--again", is_flag=True, help="重写已有的期望值 · write anew what is there")
@options.lang
def expect(files: tuple[Path, ...], again: bool, lang: Language | None) -> int:
    """把读出的数字写在文件旁边（同名 .json），供人确认；已有的则比较。Write what was read beside a
    document, for a person to confirm; where that is there, compare."""
    from goidata.cli import expecting

    return max([expecting.expect(path, again, spoken(lang)) for path in files])


@app.command()
@options.file
@click.argument(
    "figure",
    metavar="FIGURE",
    help="数字的名称或表中文字 · its name, or words of its label",
)
@options.lang
def why(file: Path, figure: str, lang: Language | None) -> int:
    """一个数字为什么这样读：原文、各种读法、疑点。Why a figure was read as it was."""
    from goidata.cli import explaining

    return explaining.explain(file, figure, spoken(lang))
