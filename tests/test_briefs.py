"""A brief in four formats: the same figures in each, those of the database; hostile texts inert."""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import briefed
import docx
import openpyxl
import pdfplumber
import pptx
import pytest
import stock
from crossed import crossed
from lxml import etree, html

from goidata.analysis import queries
from goidata.analysis.selection import Selection
from goidata.dashboard.briefs.brief import Brief, Chart, Place, Series, line
from goidata.dashboard.briefs.contents import contents
from goidata.dashboard.briefs.document import document_bytes
from goidata.dashboard.briefs.drawing import drawing
from goidata.dashboard.briefs.page import page_bytes
from goidata.dashboard.briefs.sheets import BLOCK, sheets_bytes
from goidata.dashboard.briefs.slides import slides_bytes
from goidata.dashboard.briefs.tables import COLUMNS, MOST_FAULTS, MOST_UNITS
from goidata.dashboard.headline import headline_at
from goidata.dashboard.indicators import SIX
from goidata.dashboard.numbers import written
from goidata.dashboard.palette import pale
from goidata.extraction.reading import read
from goidata.form import measures
from goidata.store.database import connect
from goidata.tables.cells import text

ROOT = Path(__file__).resolve().parents[1]
CJK = re.compile(r"[\u3400-\u9fff，。；：（）「」、]+")
WRITERS = {
    "html": page_bytes,
    "docx": document_bytes,
    "pptx": slides_bytes,
    "xlsx": sheets_bytes,
}
each_kind = pytest.mark.parametrize("kind", WRITERS)
Open = Callable[..., Brief]


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Databases by name: the default data, few reports, forty units, one report, none."""
    folder = tmp_path_factory.mktemp("briefs")
    default = [
        read(path.read_bytes(), path.name)
        for path in sorted((ROOT / "data" / "reports").glob("*.txt"))
    ]
    few, forty = briefed.few(), briefed.forty()
    held = {"default": default, "few": few, "forty": forty, "one": few[:1], "none": []}
    for name, reports in held.items():
        stock.build(folder / f"{name}.db", reports, stock.DIRECTORY if name == "few" else "")
    return {name: folder / f"{name}.db" for name in held}


@pytest.fixture(scope="module")
def open_brief(bases: Mapping[str, Path]) -> Iterator[Open]:
    """Ask for the brief on a selection of a database, made once for all who ask."""
    opened: list[sqlite3.Connection] = []

    @cache
    def ask(base: str, language: str = "zh", at: str | None = None, **words: str) -> Brief:
        opened.append(connect(bases[base], readonly=True))
        visit = briefed.visited(bases[base], opened[-1], language, **words)
        here = "http://127.0.0.1/?a=1&b=<x>"
        return contents(visit, headline_at(visit, at), here, date(2026, 1, 17))

    yield ask
    for each in opened:
        each.close()


@dataclass(frozen=True)
class Seen:
    """What a file shows: the six and the units as printed (or as numbers), the charts' numbers."""

    six: list[tuple[str, str | float | None]]
    units: list[list[str | float | None]]
    charts: list[list[tuple[float | str | None, ...]]]
    words: str


def seen(kind: str, data: bytes, brief: Brief) -> Seen:
    return {"html": _of_page, "docx": _of_document, "pptx": _of_slides, "xlsx": _of_sheets}[kind](
        data, brief
    )


def _of_page(data: bytes, brief: Brief) -> Seen:
    page = html.fromstring(data.decode())
    six = [(card[0].text or "", card.findtext("b")) for card in page.xpath("//*[@class='six']/div")]
    rows = page.xpath("(//table)[1]/tbody/tr") if brief.units.rows else []
    units = [[cell.text for cell in row] for row in rows]
    drawn = [desc.text or "" for desc in page.xpath("//svg/desc")]
    assert drawn == [" ".join(c.described.split()) for c in brief.charts if c.series]
    charts = [[s.values for s in c.series] for c in brief.charts if c.series]
    return Seen(six, units, charts, page.text_content())


def _of_document(data: bytes, brief: Brief) -> Seen:
    paper = docx.Document(io.BytesIO(data))
    first = 1 if brief.indicators else 0
    drawn = [chart for chart in brief.charts if chart.series]
    shown = [[[c.text for c in row.cells] for row in table.rows[1:]] for table in paper.tables]
    six = [(row[0], row[1]) for row in shown[0]] if brief.indicators else []
    charts = [
        list(zip(*(row[2:-1] for row in rows), strict=True))
        for rows in shown[first : first + len(drawn)]
    ]
    below = paper.tables[first + len(drawn)].rows[1:] if brief.units.rows else []
    units = [[cell.paragraphs[0].runs[0].text for cell in row.cells] for row in below]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        texts = "".join(etree.fromstring(package.read("word/document.xml")).itertext())
    head = paper.sections[0].header.paragraphs[0].text
    return Seen(six, units, charts, head + texts)


def _of_slides(data: bytes, brief: Brief) -> Seen:
    deck = pptx.Presentation(io.BytesIO(data))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    tables = [shape.table for shape in shapes if shape.has_table]
    charts = [shape.chart for shape in shapes if shape.has_chart]
    six = [(r.cells[0].text, r.cells[1].text) for r in list(tables[0].rows)[1:]] if tables else []
    units = [
        [cell.text_frame.paragraphs[0].runs[0].text for cell in row.cells]
        for row in list(tables[1].rows)[1:]
    ] if brief.units.rows else []  # fmt: skip
    said = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    said += [cell.text for table in tables for cell in table.iter_cells()]
    numbers = [[tuple(s.values) for s in chart.plots[0].series] for chart in charts]
    return Seen(six, units, numbers, "\n".join(said))


def _of_sheets(data: bytes, brief: Brief) -> Seen:
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = [list(page.iter_rows(values_only=True)) for page in book.worksheets]
    six = [(row[0], row[1]) for row in rows[0][4 : 4 + len(brief.indicators)]]
    listed = rows[2][5 : 5 + len(brief.units.rows)] if brief.units.rows else []
    units = [[row[0], row[1], *row[2:14:4]] for row in listed]
    charts, top = [], 3
    for chart in brief.charts:
        block = rows[1][top + 3 : top + 3 + len(chart.places)]
        columns = [tuple(row[at] for row in block) for at in range(1, len(chart.series) + 1)]
        charts += [columns] if chart.series else []
        top += len(chart.places) + BLOCK + 4
    said = "\n".join(str(cell) for page in rows for row in page for cell in row if cell is not None)
    assert len(book.worksheets[1]._charts) == len(charts)
    return Seen(six, units, charts, said)


def expected(kind: str, amount: Any) -> Any:
    """What a cell of a format holds for an amount: its number in a sheet, else its words."""
    if kind == "xlsx":
        # A sheet keeps sixteen digits.
        number = None if amount.value is None else pytest.approx(amount.value, rel=1e-14)
        return number if number is not None else text(amount.shown) or None
    return str(amount.shown)


def _drawn(kind: str, value: float | None, chart: Chart) -> Any:
    """What a chart of a format holds for a number: in a document, its words."""
    if kind == "docx":
        return written(value, chart.form)
    return None if value is None else pytest.approx(value)


@each_kind
@pytest.mark.parametrize(
    ("language", "held"),
    crossed(
        ["zh", "en"],
        [("default", {}), ("few", {}), ("few", {"year": "2023"}), ("one", {}), ("forty", {})],
    ),
)
def test_every_format_shows_the_figures_of_the_brief(
    open_brief: Open, kind: str, language: str, held: tuple[str, dict[str, str]]
) -> None:
    base, words = held
    brief = open_brief(base, language, **words)
    found = seen(kind, WRITERS[kind](brief), brief)
    assert [value for _, value in found.six] == [expected(kind, i.amount) for i in brief.indicators]
    assert [name for name, _ in found.six] == [i.name for i in brief.indicators] and found.six
    assert found.units == [[expected(kind, cell) for cell in row] for row in brief.units.rows]
    drawn = [chart for chart in brief.charts if chart.series]
    for numbers_, chart in zip(found.charts, drawn, strict=True):
        for column, series in zip(numbers_, chart.series, strict=True):
            assert list(column) == [_drawn(kind, value, chart) for value in series.values]
    for mark in brief.marks:
        assert mark in found.words


def test_the_brief_says_what_the_database_holds(
    open_brief: Open, bases: Mapping[str, Path]
) -> None:
    for base in ("default", "few", "forty"):
        brief = open_brief(base)
        with closing(connect(bases[base], readonly=True)) as db:
            selection = Selection.default(queries.available(db))
            focus = queries.focus(db, selection)
            assert focus
            within = selection.within(focus)
            pooled = queries.pooled(db, within, SIX)
            rows = pooled[pooled["year"] == pooled["year"].max()].set_index("measure")
            for name, indicator in zip(SIX, brief.indicators, strict=True):
                for part, value in (("n", indicator.amount.n), ("N", indicator.amount.whole)):
                    assert value == rows.loc[name, part] or rows[part].isna()[name]
                assert indicator.name == measures()[name].title("zh")
            received = queries.pooled(db, within, ("received",))
            drawn = [v for v in brief.charts[0].series[0].values if v is not None]
            assert drawn == [float(v) for v in received["value"]]
            for at, name in enumerate(COLUMNS, 1):
                total = queries.pooled(
                    db, replace(within, years=(int(rows["year"].iloc[0]),)), (name,)
                )
                assert brief.units.rows[-1][at].n == total["n"].iloc[0]


def test_small_numbers_are_told_from_others(open_brief: Open) -> None:
    rows = {row[0].shown.removeprefix("○ "): row for row in open_brief("few").units.rows}
    none = rows["泗阳县人民政府"]
    assert (none[1].shown, none[2].shown, none[2].note, none[2].pale) == (
        "0",
        "—",
        "0/0 无申请",
        True,
    )
    small = rows["沭阳县人民政府"][4]
    assert small.shown == "25.0%"
    assert re.fullmatch(r"3/12 基数小 \[[\d.]+–[\d.]+%\]", small.note)
    tiny = {row[0].shown: row for row in open_brief("few", at="2022").units.rows}["泗阳县人民政府"]
    assert tiny[2].pale and tiny[2].note == "2/6 基数不足10"
    assert not tiny[1].pale and tiny[4].shown == "—"


def test_a_single_year_compares_units_with_a_base_of_ten_only(open_brief: Open) -> None:
    rate = open_brief("few", year="2022").charts[2]
    assert [place.label for place in rate.places] == ["沭阳县人民政府"]
    assert "1个单位" in rate.notes[0]


def test_a_year_without_reports_is_a_gap_and_no_nought(open_brief: Open) -> None:
    chart = open_brief("forty").charts[0]
    assert [place.label[:4] for place in chart.places] == ["2021", "2022", "2023", "2024"]
    assert chart.series[0].values[2] is None and chart.places[2].end == "未收录"


def test_what_is_left_out_is_counted(open_brief: Open) -> None:
    brief = open_brief("forty")
    assert len(brief.units.rows) == MOST_UNITS + 1
    assert any(f"另有{40 - MOST_UNITS}个" in note for note in brief.units.notes)
    assert len(brief.faults.rows) == MOST_FAULTS
    total = int(re.findall(r"\d+", brief.faults.title)[0])
    assert f"另有{total - MOST_FAULTS}项" in brief.faults.notes[0]
    assert len(brief.sources) < brief.reports == 120


def test_missing_reports_are_listed_with_their_reason(open_brief: Open) -> None:
    missing = open_brief("few").missing
    rows = {row[0].shown: row[1].shown for row in missing.rows}
    assert rows["2023 盐边县"] == "未报送" and "2份" in missing.title


def test_both_sides_of_an_error_stand_in_the_table(open_brief: Open) -> None:
    row = open_brief("few").faults.rows[0]
    assert row[0].shown == "2023 泗阳县人民政府" and "相差 1" in row[1].shown
    left, right, by = (cell.value for cell in row[2:])
    assert None not in (left, right, by) and left - right == by != 0


@each_kind
def test_the_default_data_are_said_to_be_abridged(open_brief: Open, kind: str) -> None:
    brief = open_brief("default")
    assert f"{brief.reports}份年报中{brief.reports}份为摘编，非原文" in brief.marks
    assert "为摘编" in seen(kind, WRITERS[kind](brief), brief).words


def synthetic(brief: Brief) -> Brief:
    return replace(brief, marks=("含合成数据，不是真实年报", *brief.marks))


def test_marks_stand_on_every_page_of_every_file(open_brief: Open) -> None:
    brief = synthetic(open_brief("forty"))
    mark = brief.marks[0]
    page = html.fromstring(page_bytes(brief).decode())
    assert [mark in section.text_content() for section in page.xpath("//section")] == [True] * 2
    deck = pptx.Presentation(io.BytesIO(slides_bytes(brief)))
    assert 3 <= len(deck.slides) <= 5
    for slide in deck.slides:
        assert any(mark in s.text_frame.text for s in slide.shapes if s.has_text_frame)
    book = openpyxl.load_workbook(io.BytesIO(sheets_bytes(brief)))
    assert [mark in str(sheet["A3"].value) for sheet in book] == [True] * 5
    assert all(mark in str(sheet.oddHeader.left.text) for sheet in book)
    paper = docx.Document(io.BytesIO(document_bytes(brief)))
    assert mark in paper.sections[0].header.paragraphs[0].text


def test_a_database_of_made_reports_is_marked(
    bases: Mapping[str, Path], tmp_path: Path, open_brief: Open
) -> None:
    path = tmp_path / "made.db"
    path.write_bytes(bases["few"].read_bytes())
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('synthetic', '1')")
    with closing(connect(path, readonly=True)) as db:
        visit = briefed.visited(path, db, "zh")
        brief = contents(visit, headline_at(visit, None), "", date(2026, 1, 17))
    assert "合成" in brief.marks[0] and "合成" not in open_brief("few").marks[0]


@each_kind
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_empty_selection_is_said_to_be_empty(open_brief: Open, kind: str, language: str) -> None:
    brief = open_brief("none", language)
    found = seen(kind, WRITERS[kind](brief), brief)
    assert brief.lead in found.words and (found.six, found.units, found.charts) == ([], [], [])


@each_kind
def test_english_has_no_chinese_but_names(open_brief: Open, kind: str) -> None:
    for base in ("default", "few"):
        brief = open_brief(base, "en")
        said = seen(kind, WRITERS[kind](brief), brief).words
        names = {cell.shown for grid in _grids(brief) for row in grid.rows for cell in row[:1]}
        names |= {place.label for chart in brief.charts for place in chart.places}
        for known in sorted({*names, *brief.sources}, key=len, reverse=True):
            said = said.replace(line(known, 100), "").replace(known, "")
        # Names stand within sentences too, without their mark or year.
        units = {re.sub(r"^○ |^\d{4} ", "", name) for name in names}
        for known in units:
            said = said.replace(known, "")
        assert CJK.findall(said) == []


def _grids(brief: Brief) -> Sequence[Any]:
    return (brief.units, brief.faults, brief.missing)


def test_the_page_needs_nothing_and_runs_nothing(open_brief: Open) -> None:
    data = page_bytes(open_brief("forty")).decode()
    page = html.fromstring(data)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']")[0].get("content")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    tags = {element.tag for element in page.iter()}
    assert not {"script", "link", "img", "iframe", "object", "a", "use", "image"} & tags
    for element in page.iter():
        assert not [key for key in element.attrib if key.startswith("on") or "href" in key]
    assert "url(" not in data and "@import" not in data


def test_charts_of_the_page_are_told_to_those_who_do_not_see_them(open_brief: Open) -> None:
    page = html.fromstring(page_bytes(open_brief("few", "en")).decode())
    drawn = page.xpath("//svg")
    assert len(drawn) == 4 and all(svg.get("role") == "img" for svg in drawn)
    ids = {element.get("id") for element in page.iter() if element.get("id")}
    for svg in drawn:
        assert set(str(svg.get("aria-labelledby")).split()) <= ids
        assert "2023" in svg.find("title").text or "by year" in svg.find("title").text
        assert re.search(r"\d", svg.find("desc").text)
    heads = [th.get("scope") for th in page.xpath("//th")]
    assert heads and set(heads) == {"col"}


def test_hostile_names_are_texts_everywhere(open_brief: Open) -> None:
    brief = open_brief("forty")
    shown = page_bytes(brief).decode()
    assert "<script" not in shown and "&lt;script&gt;" in shown
    assert not set("\x07\x1b\u202e") & set(shown)
    for data in (sheets_bytes(brief), *_books(slides_bytes(brief))):
        book = openpyxl.load_workbook(io.BytesIO(data))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert cells and not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
        texts = [str(cell.value) for cell in cells if cell.data_type == "s"]
        assert not [each for each in texts if each.lstrip().startswith(("=", "+", "@"))]


def _books(data: bytes) -> Iterator[bytes]:
    """The workbooks within the charts of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if name.endswith(".xlsx")]
        assert len(names) == 4
        yield from (package.read(name) for name in names)


@each_kind
def test_every_part_of_a_package_is_sound(open_brief: Open, kind: str) -> None:
    """What an office program would refuse: XML that does not parse, a relation to nothing."""
    if kind == "html":
        return
    with zipfile.ZipFile(io.BytesIO(WRITERS[kind](open_brief("forty")))) as package:
        names = set(package.namelist())
        assert package.testzip() is None and len(names) == len(package.namelist())
        for name in names:
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(package.read(name))
            if name.endswith(".rels"):
                base = Path(name).parent.parent
                for each in root:
                    if each.get("TargetMode") != "External":
                        target = (Path("/") / base / str(each.get("Target"))).resolve()
                        assert str(target).lstrip("/") in names


def test_the_head_of_a_table_is_repeated_in_the_document(open_brief: Open) -> None:
    paper = docx.Document(io.BytesIO(document_bytes(open_brief("forty"))))
    for table in paper.tables:
        order = [element.tag.partition("}")[2] for element in table._tbl.tblPr]
        assert order.index("tblBorders") < order.index("tblLayout") < order.index("tblLook")
    heads = [t.rows[0]._tr.xpath(".//w:tblHeader") for t in paper.tables]
    assert all(heads) and len(heads) == 7


def test_bars_of_the_document_are_as_long_as_their_parts(open_brief: Open) -> None:
    brief = open_brief("few")
    paper = docx.Document(io.BytesIO(document_bytes(brief)))
    for table, chart in zip(paper.tables[1:], brief.charts, strict=False):
        for at, row in enumerate(table.rows[1:]):
            bar = row.cells[1].text
            assert set(bar) <= {"█"}
            whole = sum(chart.length(each, at) for each in chart.series)
            assert len(bar) == pytest.approx(24 * whole, abs=0.51)


CHARTED = Chart(
    "<title>",
    "parts",
    (
        Place("甲", "n = 4"),
        Place("乙", "—"),
        Place("一个很长很长很长的名字", "n = 9", True),
    ),
    (Series("a & b", "#1f5f7a", (1, None, 9)), Series("c", "#c7cdd0", (3, None, 0))),
)


def test_bars_are_as_long_as_their_parts() -> None:
    svg = html.fromstring(drawing(CHARTED, "x"))
    bars = svg.xpath("//rect[@stroke]")
    wide = [float(bar.get("width")) for bar in bars]
    assert wide[1] == pytest.approx(3 * wide[0], abs=0.3)
    assert wide[2] == pytest.approx(wide[0] + wide[1], abs=0.3)
    assert [bar.get("fill") for bar in bars] == ["#1f5f7a", "#c7cdd0", pale("#1f5f7a")]
    assert "a & b" in svg.text_content() and "<title>" in svg.text_content()


def test_texts_of_a_drawing_stay_within_it_and_apart(open_brief: Open) -> None:
    for base, words in (("forty", {}), ("forty", {"year": "2024"}), ("default", {})):
        for language in ("zh", "en"):
            for chart in open_brief(base, language, **words).charts:
                svg = html.fromstring(drawing(chart, "x"))
                _, _, wide, tall = map(float, str(svg.get("viewbox")).split())
                ends = [float(t.get("y")) for t in svg.xpath("//text")]
                assert max(ends) <= tall and wide == 360
                labels = [float(t.get("y")) for t in svg.xpath("//text[@text-anchor='end']")]
                assert all(below - above > 8 for above, below in pairwise(labels))


def test_an_english_brief_names_units_in_latin_letters_as_well(open_brief: Open) -> None:
    brief = open_brief("default", "en")
    named = [row[0].shown for row in brief.units.rows[:-1]]
    assert named and all(re.match(r"(○ )?[A-Z][a-z']+ .*[\u4e00-\u9fff]", name) for name in named)
    assert "Pingtan" in brief.faults.rows[0][0].shown
    assert "Pingtan" not in " ".join(row[0].shown for row in open_brief("default").units.rows)


def test_the_two_sides_of_an_error_are_told_by_what_they_are(open_brief: Open) -> None:
    assert open_brief("default").faults.heads[2:4] == ("印为或所述", "应为或表中")


@pytest.mark.long
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_document_of_the_default_data_prints_on_two_sheets(
    open_brief: Open, tmp_path: Path, language: str
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no office program to print with")
    (tmp_path / "brief.docx").write_bytes(document_bytes(open_brief("default", language)))
    own = f"-env:UserInstallation={(tmp_path / 'own').as_uri()}"
    command = [office, own, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "brief.docx")], check=True, capture_output=True)
    with pdfplumber.open(tmp_path / "brief.pdf") as printed:
        assert len(printed.pages) == 2
