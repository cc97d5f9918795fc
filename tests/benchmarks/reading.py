"""What reading a file costs beside the library underneath it: medians of processor time over rounds
in turn, since a shared machine's clock says little by itself."""

from __future__ import annotations

import io
import statistics
import time
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import docx
import lxml.html
import pdfplumber
from kept import Row, keep
from timing import ROOT, peak
from trial import Trial

from goidata.extraction.reading import read

SHARED = ROOT.parent / "shared" / "reports"  # real reports, where these are here
ROUNDS = 15
Work = Callable[[bytes], object]


def plumbed(data: bytes) -> object:
    """pdfplumber's own extraction: the tables and the text of every page."""
    with pdfplumber.open(io.BytesIO(data)) as file:
        return [(page.extract_tables(), page.extract_text()) for page in file.pages]


def walked(data: bytes) -> object:
    """python-docx opening the file, and the text of its paragraphs and cells, each merged cell
    once."""
    document = docx.Document(io.BytesIO(data))
    cells = {
        cell._tc: cell for table in document.tables for row in table.rows for cell in row.cells
    }
    texts = [cell.text for cell in cells.values()]
    return texts + [paragraph.text for paragraph in document.paragraphs]


def parsed(data: bytes) -> object:
    """lxml parsing the page, and the text of every cell."""
    return ["".join(cell.itertext()) for cell in lxml.html.document_fromstring(data).iter("td")]


def cut(data: bytes) -> object:
    """The lines of a text and their cells."""
    return [line.split("\t") for line in data.decode("utf-8").splitlines()]


UNDERNEATH: dict[str, tuple[str, Work]] = {
    ".pdf": ("pdfplumber", plumbed),
    ".docx": ("python-docx", walked),
    ".html": ("lxml", parsed),
    ".txt": ("splitting", cut),
}
# What is generated stands beside the real reports, and instead of them where these are not here.
GENERATED = {
    "generated.pdf": "pdf",
    "generated.docx": "docx",
    "generated.html": "html",
    "generated.txt": "tab rows",
    "generated-glued.txt": "glued",
}


def files() -> dict[str, bytes]:
    """The reports to read, by name."""
    real = {
        path.name: path.read_bytes()
        for path in sorted(SHARED.glob("*"))
        if path.suffix in UNDERNEATH and "blank" not in path.name
    }
    made = {name: Trial(lay, "none", 2).document()[1][0] for name, lay in GENERATED.items()}
    return real | made


def medians(data: bytes, name: str, beneath: Work) -> tuple[float, float]:
    """Milliseconds of processor time of reading and of the library, round by round in turn."""
    ours: list[float] = []
    theirs: list[float] = []
    for round_ in range(ROUNDS + 1):
        for work, times in ((lambda: read(data, name), ours), (lambda: beneath(data), theirs)):
            start = time.process_time()
            work()
            if round_:  # the first warms up
                times.append(1000 * (time.process_time() - start))
    return statistics.median(ours), statistics.median(theirs)


def run(asked: Namespace) -> None:
    """A row a file, and the peak memory of the whole run, libraries and all."""
    rows: list[Row] = []
    for name, data in files().items():
        library, beneath = UNDERNEATH[Path(name).suffix]
        ours, theirs = medians(data, name, beneath)
        row = {"file": name, "read": ours, "library": library, "beneath": theirs}
        rows.append({**row, "ratio": ours / theirs})
    keep(asked.results, "reading", [*rows, {"file": "memory", "memory": peak()}])
