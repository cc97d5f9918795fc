"""What commands are told: the arguments and options that several of them have."""

from __future__ import annotations

from pathlib import Path

import click

from goidata.cli.console import Language

FILE = click.Path(path_type=Path)

files = click.argument(
    "files",
    type=FILE,
    nargs=-1,
    required=True,
    metavar="FILE…",
    help="报告文件 · report files",
)
file = click.argument("file", type=FILE, metavar="FILE", help="报告文件 · the report file")
unit = click.argument("unit", metavar="UNIT", help="单位名称，前面可写上级地区 · the unit")
year = click.argument("year", type=int, metavar="YEAR", help="报告年度 · the year reported on")
db = click.option(
    "--db", type=FILE, help="数据库文件，默认 GOIDATA_DB 或 data/goidata.db · the database"
)
lang = click.option(
    "--lang",
    type=click.Choice(Language, case_sensitive=False),
    help="消息的语言，默认随系统 · of messages",
)
as_json = click.option(
    "--json", "as_json", is_flag=True, help="每个文件一行 JSON · one JSON object a file"
)
within = click.option("--region", help="地区代码或名称，含下级 · with all below it")
years = click.option("--year", help="2023、2021-2023 或 2021,2023")


def database_meant(named: Path | None) -> Path:
    from goidata.store.home import default_path

    return named or default_path()
