"""Scans: recognised by eye where the extra is installed, refused where it is not."""

from __future__ import annotations

import importlib.util
import io
import random
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import docx
import pytest
from docx.shared import Mm
from paper import portable, web, word
from paper.figures import consistent_figures, light
from paper.pictures import pages, show_as_pictures
from paper.plain import Printed
from paper.portable import file
from paper.sheets import Paper, paper_of

from goidata.documents import recognition
from goidata.errors import Refusal
from goidata.extraction.eyesight import CONFIRMED
from goidata.extraction.reading import read
from goidata.extraction.report import Figure, Report, State

if TYPE_CHECKING:
    from PIL.Image import Image

pytestmark = pytest.mark.ocr
installed = pytest.mark.skipif(
    not all(map(importlib.util.find_spec, recognition.NEEDED)), reason="goidata[ocr] is not here"
)
RESOLUTION = 2.5


@cache
def scan(seed: int, tilt: float = 0.0) -> tuple[Paper, bytes]:
    """A report, and its pages as pictures in a PDF without text, turned by `tilt` degrees."""
    import pypdfium2

    paper = paper_of(consistent_figures(random.Random(seed), "2021", light))
    data, _ = file(paper, random.Random(seed))
    document = pypdfium2.PdfDocument(data)
    pictures = [
        document[number].render(scale=RESOLUTION).to_pil().rotate(tilt, fillcolor="white")
        for number in range(len(document))
    ]
    made = io.BytesIO()
    pictures[0].save(made, "PDF", save_all=True, append_images=pictures[1:], resolution=180)
    return paper, made.getvalue()


def said(figure: Figure) -> int | float | None:
    """What a figure is read as, or recognised as."""
    return figure.candidates[0] if figure.state is State.RECOGNISED else figure.value


def wrong(report: Report, paper: Paper) -> dict[str, tuple[object, object]]:
    return {
        name: (said(figure), paper.truth.get(name))
        for name, figure in report.figures.items()
        if said(figure) is not None and said(figure) != paper.truth.get(name)
    }


@installed
@pytest.mark.parametrize(("seed", "tilt"), [(1, 0.0), (2, 0.2)])
def test_a_scan_is_recognised_and_confirmed_by_its_sums(seed: int, tilt: float) -> None:
    paper, data = scan(seed, tilt)
    report = read(data, "scan.pdf")
    assert wrong(report, paper) == {}
    numbers = [f for f in report.figures.values() if f.state is State.NUMBER]
    assert len(numbers) > 150
    assert {figure.reasons for figure in numbers} == {CONFIRMED}
    assert report.claims == ()
    alone = [f for name, f in report.figures.items() if name.startswith("disclosure.")]
    assert {f.state for f in alone} <= {State.RECOGNISED, State.AMBIGUOUS, State.MISSING}
    assert [f.state for f in alone].count(State.RECOGNISED) > 0.8 * len(alone)
    assert report.identity.year == 2023


def pictured(
    paper: Paper, harmed: Callable[[list[Image]], list[Image]] = list, kind: str = "PDF"
) -> bytes:
    """The pages of a report as pictures after something befell them, in a PDF without text or in
    a file of another kind that holds several."""
    import pypdfium2

    document = pypdfium2.PdfDocument(file(paper, random.Random(1))[0])
    pages = [document[n].render(scale=RESOLUTION).to_pil() for n in range(len(document))]
    first, *others = harmed(pages)
    made = io.BytesIO()
    first.save(made, kind, save_all=True, append_images=others, resolution=180)
    return made.getvalue()


def turned(pages: list[Image]) -> list[Image]:
    return [page.rotate(3, fillcolor="white") for page in pages]


def on_its_side(pages: list[Image]) -> list[Image]:
    return [page.rotate(90, expand=True) for page in pages]


def on_its_other_side(pages: list[Image]) -> list[Image]:
    return [page.rotate(270, expand=True) for page in pages]


def on_its_head(pages: list[Image]) -> list[Image]:
    """Every other page, as where the scanner turned them."""
    return [page.rotate(180 * (at % 2)) for at, page in enumerate(pages, 1)]


def stamped(pages: list[Image]) -> list[Image]:
    """A red ring across the middle of each page, opaque."""
    from PIL import ImageDraw

    for page in pages:
        x, y = page.width // 2, page.height // 2
        box = (x - 140, y - 140, x + 140, y + 140)
        ImageDraw.Draw(page).ellipse(box, outline=(215, 30, 30), width=14)
    return pages


def facing(pages: list[Image]) -> list[Image]:
    """Two pages on one picture."""
    from PIL import Image as Images

    pairs = []
    for at in range(0, len(pages), 2):
        both = Images.new("RGB", (pages[0].width * 2, pages[0].height), "white")
        for place, page in enumerate(pages[at : at + 2]):
            both.paste(page, (place * page.width, 0))
        pairs.append(both)
    return pairs


@installed
@pytest.mark.parametrize(
    ("harmed", "least"),
    [
        (turned, 0.97),
        (facing, 0.97),
        (stamped, 0.6),
        (on_its_side, 0.97),
        (on_its_other_side, 0.97),
        (on_its_head, 0.97),
    ],
)
def test_what_befell_a_scan_makes_no_figure_another(
    harmed: Callable[[list[Image]], list[Image]], least: float
) -> None:
    paper = paper_of(consistent_figures(random.Random(3), "2021", light))
    report = read(pictured(paper, harmed), "scan.pdf")
    assert wrong(report, paper) == {}
    assert report.counts["number"] + report.counts.get("recognised", 0) >= least * len(paper.truth)
    if harmed is stamped:  # what lies under it is open
        assert report.counts["ambiguous"] > 0


@installed
def test_blank_ends_of_ruled_rows_have_no_doubt() -> None:
    paper = paper_of(consistent_figures(random.Random(3), "2021", light))
    zeros = [
        name
        for name, value in paper.truth.items()
        if value == 0 and name.startswith("applications.") and name.endswith((".total", "person"))
    ]
    blank = zeros[:5]
    assert {name.rpartition(".")[2] for name in blank} == {"total", "natural_person"}
    for name in blank:
        paper.figures[name].text, paper.truth[name] = "", None
    report = read(pictured(paper), "scan.pdf")
    assert wrong(report, paper) == {}
    assert {report.figures[name].state for name in blank} == {State.BLANK}


@installed
def test_every_page_of_a_fax_is_read() -> None:
    paper = paper_of(consistent_figures(random.Random(3), "2021", light))
    report = read(pictured(paper, kind="TIFF"), "fax.tif")
    assert wrong(report, paper) == {}
    assert report.counts["number"] + report.counts["recognised"] >= 0.97 * len(paper.truth)


@installed
@pytest.mark.parametrize("print_file", [word.file, web.page, portable.file])
def test_a_table_in_a_picture_is_recognised_among_tables_of_text(
    print_file: Callable[[Paper, random.Random], Printed],
) -> None:
    source = random.Random(5)
    paper = paper_of(consistent_figures(source, "2021", light))
    show_as_pictures(paper, "applications")
    report = read(*print_file(paper, source))
    assert wrong(report, paper) == {}
    assert report.edition == dict.fromkeys(report.edition, "2021")
    seen = [f for name, f in report.figures.items() if name.startswith("applications.")]
    by_eye = [figure for figure in seen if figure.state is State.NUMBER]
    assert len(by_eye) > 60
    assert {figure.reasons for figure in by_eye} == {CONFIRMED}
    assert all(figure.place and figure.place.row and not figure.place.line for figure in by_eye)
    others = [f for name, f in report.figures.items() if not name.startswith("applications.")]
    assert all(f.state is State.NUMBER and f.reasons != CONFIRMED for f in others)


@installed
def test_a_file_of_scanned_pages_is_recognised() -> None:
    source = random.Random(6)
    paper = paper_of(consistent_figures(source, "2021", light))
    document = docx.Document()
    for picture in pages(portable.file(paper, source)[0]):
        document.add_picture(io.BytesIO(picture), width=Mm(165))
    made = io.BytesIO()
    document.save(made)
    report = read(made.getvalue(), "scan.docx")
    assert wrong(report, paper) == {}
    assert report.counts["number"] > 80
    assert report.claims == ()


@installed
def test_a_picture_without_words_is_a_scan_that_cannot_be_read() -> None:
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(made, "PNG")
    with pytest.raises(Refusal) as refused:
        read(made.getvalue(), "picture.png")
    assert refused.value.code == "scanned"


@installed
def test_a_damaged_picture_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        read(b"\x89PNG\r\n\x1a\n" + b"nothing" * 50, "picture.png")
    assert refused.value.code == "damaged"


def test_without_the_extra_a_picture_is_refused_and_the_extra_named() -> None:
    program = (
        "import importlib.util as u, sys\n"
        "find = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if 'rapidocr' in name else find(name, *rest)\n"
        "from goidata.errors import Refusal\n"
        "from goidata.extraction.reading import read\n"
        "try:\n"
        "    read(b'\\x89PNG\\r\\n\\x1a\\n', 'picture.png')\n"
        "except Refusal as refusal:\n"
        "    print(refusal.code, 'goidata[ocr]' in str(refusal))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.split() == ["scanned", "True"], done.stderr
