"""Documents with other figures printed in the cells of tables three and four: nothing else of their
bytes changes. A text, a page, a Word file or a PDF of real figures, or a generated paper.

Where a figure is printed is told by the known figures alone, in the order of the form, never by the
reader under test.
"""

from __future__ import annotations

import ctypes
import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from paper.figures import show
from paper.plain import Printed
from paper.sheets import Paper

from goidata.form import edition

Values = Mapping[str, Any]
TABLES = ("applications", "proceedings")
NUMBER_ALONE = re.compile(r"(?<![^\s|>])\d+(?![^\s|<])")
NODE_OF_PAGE = re.compile(r">\s*(\d+)\s*<")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FURTHEST = 4  # numbers, of pages and the like, that may stand between two rows
LINE = 3.0  # points within which digits stand on one line
GAP = 4.0  # points between the digits of one number


@dataclass(frozen=True, slots=True)
class Original:
    """A document: its file name, what is printed in tables three and four, and how to print other
    values instead of some."""

    name: str
    figures: Values
    reprinted: Callable[[Mapping[str, int]], bytes]


def rows_of(form: str, figures: Values) -> list[tuple[str, ...]]:
    """The names of the figures of tables three and four, a printed row each."""
    held = edition(form)
    rows = [
        tuple(held.tables[table].figure(row, column) for column in row.columns)
        for table in TABLES
        for row in held.tables[table].rows
    ]
    return [row for row in rows if all(name in figures for name in row)]


def of_file(path: Path, form: str, figures: Values) -> Original:
    """The document at `path`, which prints `figures` (read by somebody else)."""
    data = path.read_bytes()
    known = {name: figures[name] for row in rows_of(form, figures) for name in row}
    rows = rows_of(form, figures)
    by_kind = {".txt": _in_text, ".html": _in_page, ".docx": _in_word, ".pdf": _in_pdf}
    return Original(path.name, known, by_kind[path.suffix](data, rows, known))


def of_paper(
    layout: Callable[[Paper, random.Random], Printed],
    paper: Callable[[], Paper],
    seed: str,
) -> Original:
    """A generated paper, printed anew with the same chance for everything but the figures."""
    boxes = paper().figures
    counts = {name: value for name, value in paper().truth.items() if name in boxes}
    known = {name: v for name, v in counts.items() if not name.startswith("disclosure.")}

    def reprinted(changed: Mapping[str, int]) -> bytes:
        sheet = paper()
        for name, value in changed.items():
            sheet.figures[name].text = show(value)
        return layout(sheet, random.Random(seed))[0]

    return Original(layout(paper(), random.Random(seed))[1], known, reprinted)


def _slots(
    printed: Sequence[tuple[str, Any]], rows: Sequence[Sequence[str]], figures: Values
) -> dict[str, Any]:
    """Which of the `printed` numbers, given with their places, is which figure: each row as a
    whole, behind the one before it."""
    found: dict[str, Any] = {}
    numbers = [int(text) for text, _ in printed]
    at = 0
    for number, row in enumerate(rows):
        values = [figures[name] for name in row]
        last = len(numbers) if not number else at + FURTHEST
        starts = (i for i in range(at, last + 1) if numbers[i : i + len(values)] == values)
        start = next(starts, None)
        if start is None:
            raise ValueError(f"{row[0]} is not printed behind the rows before it")
        found |= {name: printed[start + i][1] for i, name in enumerate(row)}
        at = start + len(values)
    return found


def _in_text(
    data: bytes, rows: Sequence[Sequence[str]], figures: Values
) -> Callable[[Mapping[str, int]], bytes]:
    text = data.decode()
    try:
        spans = _slots([(m[0], m.span()) for m in NUMBER_ALONE.finditer(text)], rows, figures)
    except ValueError:
        spans = _glued(text, rows, figures)
    return lambda changed: _respanned(text, spans, changed).encode()


def _glued(text: str, rows: Sequence[Sequence[str]], figures: Values) -> dict[str, Any]:
    """Rows as digits behind a word, with nothing between them."""
    found: dict[str, Any] = {}
    at = 0
    last = [name for row in rows[-3:] for name in row]
    for row in [*rows[:-3], last]:
        digits = [str(figures[name]) for name in row]
        start = re.compile(r"(?<=[^\d])" + "".join(digits)).search(text, at)
        if start is None:
            raise ValueError(f"{row[0]} is not printed behind the rows before it")
        at = start.start()
        for name, one in zip(row, digits, strict=True):
            found[name] = at, at + len(one)
            at += len(one)
    return found


def _respanned(text: str, spans: Mapping[str, tuple[int, int]], changed: Mapping[str, int]) -> str:
    for start, end, value in sorted(((*spans[n], v) for n, v in changed.items()), reverse=True):
        text = f"{text[:start]}{value}{text[end:]}"
    return text


def _in_page(
    data: bytes, rows: Sequence[Sequence[str]], figures: Values
) -> Callable[[Mapping[str, int]], bytes]:
    text = data.decode()
    printed = [(m[1], m.span(1)) for m in NODE_OF_PAGE.finditer(text)]
    spans = _slots(printed, rows, figures)
    return lambda changed: _respanned(text, spans, changed).encode()


def _in_word(
    data: bytes, rows: Sequence[Sequence[str]], figures: Values
) -> Callable[[Mapping[str, int]], bytes]:
    part = "word/document.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    runs = [run for run in etree.fromstring(files[part]).iter(f"{W}t")]
    printed = [(run.text, i) for i, run in enumerate(runs) if (run.text or "").strip().isdigit()]
    places = _slots(printed, rows, figures)

    def reprinted(changed: Mapping[str, int]) -> bytes:
        root = etree.fromstring(files[part])
        texts = list(root.iter(f"{W}t"))
        for name, value in changed.items():
            texts[places[name]].text = str(value)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in {**files, part: etree.tostring(root)}.items():
                archive.writestr(name, content)
        return stream.getvalue()

    return reprinted


def _in_pdf(
    data: bytes, rows: Sequence[Sequence[str]], figures: Values
) -> Callable[[Mapping[str, int]], bytes]:
    """A PDF whose digits are text objects of their own, as office programs print them."""
    import pypdfium2

    pages = list(pypdfium2.PdfDocument(data))
    numbers = ["".join(text for text, _ in number) for number in _numbers_in(pages)]
    places = _slots([(text, at) for at, text in enumerate(numbers)], rows, figures)

    def reprinted(changed: Mapping[str, int]) -> bytes:
        file = pypdfium2.PdfDocument(data)
        pages = list(file)
        numbers = list(_numbers_in(pages))
        for name, value in changed.items():
            _write(numbers[places[name]], str(value))
        for page in pages:
            page.gen_content()
        stream = io.BytesIO()
        file.save(stream)
        return stream.getvalue()

    return reprinted


def _numbers_in(pages: Sequence[Any]) -> Iterator[list[tuple[str, Any]]]:
    """The numbers of each page line by line, each as its digits with their text objects."""
    for page in pages:
        lines: dict[int, list[tuple[float, float, str, Any]]] = {}
        words = page.get_textpage()
        for one in page.get_objects():
            text = _text_of(one, words).strip()
            if text.isdigit() and text.isascii():
                left, bottom, right, _ = one.get_bounds()
                lines.setdefault(round(bottom / LINE), []).append((left, right, text, one))
        for _, line in sorted(lines.items(), reverse=True):
            end, number = 0.0, list[tuple[str, Any]]()
            for left, right, text, one in sorted(line, key=lambda each: each[0]):
                if number and left - end > GAP:
                    yield number
                    number = []
                number.append((text, one))
                end = right
            yield number


def _text_of(one: Any, words: Any) -> str:
    from pypdfium2 import raw

    if one.type != raw.FPDF_PAGEOBJ_TEXT:
        return ""
    size = raw.FPDFTextObj_GetText(one.raw, words.raw, None, 0)
    held = (ctypes.c_ushort * (size // 2))()
    raw.FPDFTextObj_GetText(one.raw, words.raw, held, size)
    return "".join(map(chr, held[: size // 2 - 1]))


def _write(number: Sequence[tuple[str, Any]], digits: str) -> None:
    """Other digits in the objects of a number: the last takes what is more, since there is room
    behind it, and what is too many is taken away."""
    from pypdfium2 import raw

    at = 0
    for place, (own, one) in enumerate(number, 1):
        text = digits[at:] if place == len(number) else digits[at : at + len(own)]
        at += len(own)
        if text:
            raw.FPDFText_SetText(one.raw, (ctypes.c_ushort * (len(text) + 1))(*map(ord, text)))
        else:
            one.page.remove_obj(one)
