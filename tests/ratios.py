"""What reading a file costs beside the library underneath it, in one run on one processor (make
bench): medians of interleaved rounds, since a shared machine's clock says little by itself."""

from __future__ import annotations

import io
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import docx
import lxml.html
import pdfplumber
from trial import Trial

from goidata.extraction.reading import read

SHARED = Path(__file__).resolve().parents[2] / "shared" / "reports"
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


def main() -> None:
    """Prints a line a file, and the peak memory of the whole run."""
    print(f"{'file':34}{'read ms':>9}{'beneath ms':>12}{'ratio':>8}  library")
    for name, data in files().items():
        library, beneath = UNDERNEATH[Path(name).suffix]
        ours, theirs = medians(data, name, beneath)
        print(f"{name:34}{ours:9.1f}{theirs:12.2f}{ours / theirs:8.2f}  {library}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this run, libraries and all: {peak:.0f} MB")


if __name__ == "__main__":
    main()
