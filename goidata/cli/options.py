"""What commands are told: the arguments and options that several of them have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goidata.cli.console import Language

Files = Annotated[list[Path], typer.Argument(help="报告文件 · report files", metavar="FILE…")]
Paths = Annotated[
    list[Path],
    typer.Argument(help="文件、文件夹、zip 压缩包 · files, folders, zip files", metavar="PATH…"),
]
Unit = Annotated[str, typer.Argument(help="单位名称，前面可写上级地区 · the unit", metavar="UNIT")]
Year = Annotated[int, typer.Argument(help="报告年度 · the year reported on", metavar="YEAR")]
Db = Annotated[
    Path | None,
    typer.Option(help="数据库文件，默认 GOIDATA_DB 或 data/goidata.db · the database"),
]
Lang = Annotated[Language | None, typer.Option(help="消息的语言，默认随系统 · of messages")]
Json = Annotated[bool, typer.Option("--json", help="每个文件一行 JSON · one JSON object a file")]
Within = Annotated[str | None, typer.Option(help="地区代码或名称，含下级 · with all below it")]
Years = Annotated[str | None, typer.Option(help="2023、2021-2023 或 2021,2023")]


def database_meant(named: Path | None) -> Path:
    from goidata.store.home import default_path

    return named or default_path()


def existing(named: Path | None) -> Path:
    """The database, which must be there: nothing is made where something is looked up."""
    from goidata.store.database import connect

    path = database_meant(named)
    connect(path).close()
    return path
