"""The command that records which reports were sent back to their units."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from goidata.cli import options
from goidata.cli.console import Language, say, spoken
from goidata.cli.group import app
from goidata.cli.options import database_meant
from goidata.wording import say as said


@app.command()
@click.argument(
    "units", nargs=-1, required=True, metavar="UNIT…", help="单位名称，前面可写上级地区 · the units"
)
@click.option("--year", type=int, required=True, help="报告年度 · the year reported on")
@click.option(
    "--due", type=click.DateTime(["%Y-%m-%d"]), help="请于此日前答复 · an answer is asked for by"
)
@click.option("--note", help="备注 · a remark")
@click.option("--who", help="退回人，默认当前用户 · by whom")
@click.option("--withdraw", is_flag=True, help="撤销记录 · take the record out")
@options.db
@options.lang
def send_back(
    units: tuple[str, ...],
    year: int,
    due: datetime | None,
    note: str | None,
    who: str | None,
    withdraw: bool,
    db: Path | None,
    lang: Language | None,
) -> None:
    """记下哪些年报已退回单位。Record that reports were sent back to their units, with their open
    faults; what is mended in a later version is then known."""
    from getpass import getuser

    from goidata.intake import sending
    from goidata.store.database import connect
    from goidata.store.decisions import FILE

    path, language = database_meant(db), spoken(lang)
    connection = connect(path, readonly=True)
    day = due.date() if due else None
    for unit in units:
        if withdraw:
            sending.withdraw(connection, path, unit, year)
            say(said("commands.returned.withdrawn", language, unit=unit, year=year, file=FILE))
            continue
        made = sending.send_back(connection, path, unit, year, who or getuser(), day, note)
        n = len(made.faults)
        say(said("commands.returned.kept", language, unit=made.unit, year=year, n=n, file=FILE))
