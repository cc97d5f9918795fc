"""Every page bears every database: no fault, no error told, no number that is none.

What is drawn stands in drawn.py. A failure prints the seed, the database and the addresses.
"""

from __future__ import annotations

import html
import json
import re
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import drawn
import made
import pytest
import stock
import streamlit
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from lxml import etree
from plotly import graph_objects
from python_calamine import CalamineWorkbook
from streamlit import config
from streamlit.testing.v1 import AppTest

from goidata.dashboard import pages
from goidata.dashboard.downloads import MIME
from goidata.dashboard.markup import fill
from goidata.dashboard.words import LANGUAGES
from goidata.extraction.report import Report, State

ROOT = Path(__file__).resolve().parents[1]
PAGES = tuple(page.name for page in pages.PAGES)
# What a program writes where it has no number. In English, None is also a word of ours.
NO_NUMBER = re.compile(
    r"(?<![\w.-])(?:nan|NaN|NaT|<NA>|[+−-]?inf|Infinity)(?![\w-])|\bNone\b(?! of|\s*$)"
)
NOT_A_NUMBER = re.compile(r"(?<![\w.-])(?:nan|NaN|NaT|<NA>|[+−-]?inf|#NUM!)(?![\w-])")
MARKUP = re.compile(r'<script|<img (?!class="g-)|href="javascript')
Shown = Callable[..., dict[str, AppTest]]
Words = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Visited:
    """A database and, for each page and language, an address."""

    held: drawn.Held
    addresses: Mapping[tuple[str, str], Words]


@st.composite
def visits(draw: st.DrawFn) -> Visited:
    held = draw(drawn.databases())
    asked = {
        (page, language): {} if draw(st.integers(0, 2)) == 0 else draw(drawn.addresses(page, held))
        for page in PAGES
        for language in LANGUAGES
    }
    return Visited(held, asked)


def every_page_bears(visited: Visited, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOIDATA_DB", str(drawn.build(folder, visited.held)))
    monkeypatch.setenv("GOIDATA_POPULATION", str(folder / "population.csv"))
    wrong = [
        f"{page} {language} {words}: {fault}"
        for (page, language), words in visited.addresses.items()
        for fault in faults(run_page(page, {**words, "lang": language}))
    ]
    assert not wrong, "\n".join(wrong)


def run_page(page: str, words: Words) -> AppTest:
    at = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=600)
    for key, value in words.items():
        at.query_params[key] = value
    with every_detail():
        return at.run()


@contextmanager
def every_detail() -> Iterator[None]:
    """Faults are shown with their traceback."""
    before = config.get_option("client.showErrorDetails")
    config.set_option("client.showErrorDetails", "full")
    yield
    config.set_option("client.showErrorDetails", before)


def faults(at: AppTest) -> Iterator[str]:
    """What no reader may see: a fault, an error told, a number that is none, markup of a report, a
    figure that Plotly does not know."""
    for fault in at.exception:
        yield f"{fault.message}\n" + "\n".join(fault.stack_trace)
    for told in at.error:
        yield told.value
    ours = fill("into_view.html").strip()  # the one script of ours, in which nothing is filled
    for body in (str(element.proto.body) for element in at.get("html")):
        if body.strip() == ours:
            continue
        if found := MARKUP.search(body):
            yield body[: found.end() + 20][-120:]
        said = html.unescape(re.sub(r"<[^>]+>", " ", body))
        if found := NO_NUMBER.search(said):
            yield said[: found.end() + 20][-120:]
    for element in at.get("plotly_chart"):
        yield from faults_of_figure(element.proto.spec)


def faults_of_figure(spec: str) -> Iterator[str]:
    strange: list[str] = []
    figure = json.loads(spec, parse_constant=strange.append)
    yield from strange
    try:
        graph_objects.Figure(figure)
    except ValueError as error:
        yield str(error)
    words = [trace.get(key) for trace in figure["data"] for key in ("text", "hovertext")]
    if found := NO_NUMBER.search(json.dumps(words).replace("null", "")):
        yield found[0]


def every_file_bears(visited: Visited, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages whose every download is clicked, in one language each: files of the selection, of
    everything, briefs and sheets to be sent back."""
    halved = {
        (page, language): words
        for at, ((page, language), words) in enumerate(visited.addresses.items())
        if at % 4 in (0, 3)
    }
    button = streamlit.download_button

    def clicked(label: str, data: Callable[[], bytes], mime: str, **more: Any) -> bool:
        made = data()
        found = [NOT_A_NUMBER.search(text) for text in texts_of(made, mime)]
        assert not any(found), (label, [each for each in found if each][:3])
        return button(label, data=made, mime=mime, **more)

    monkeypatch.setattr(streamlit, "download_button", clicked)
    every_page_bears(Visited(visited.held, halved), folder, monkeypatch)


def texts_of(data: bytes, mime: str) -> Iterator[str]:
    """What stands in a file; an error where it is none of its kind."""
    if mime == MIME["xlsx"]:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for name in book.sheet_names:
            yield from (
                str(cell) for row in book.get_sheet_by_name(name).to_python() for cell in row
            )
    elif mime.startswith("text/"):
        yield re.sub(r"<[^>]+>", " ", data.decode("utf-8"))
    else:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in (each for each in archive.namelist() if each.endswith(".xml")):
                yield from etree.fromstring(archive.read(name)).itertext()


# What was met, each of a kind

SUMMING = ("overview", "applications")  # the pages that add such figures up


@pytest.fixture(params=[SUMMING, pytest.param(PAGES, marks=pytest.mark.long)], ids=" ".join)
def shown(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """Pages on a database of reports, without a fault."""

    def run(*reports: Report) -> dict[str, AppTest]:
        stock.build(tmp_path / "met.db", reports)
        monkeypatch.setenv("GOIDATA_DB", str(tmp_path / "met.db"))
        pages = {page: run_page(page, {}) for page in request.param}
        wrong = [f"{page}: {fault}" for page, at in pages.items() for fault in faults(at)]
        assert not wrong, "\n".join(wrong)
        return pages

    return run


COUNTIES = ("沭阳县人民政府", "泗阳县人民政府", "泗洪县人民政府")
GRANTED, HANDLED = "applications.handled.granted.total", "applications.handled_total.total"


@pytest.mark.parametrize("whole", [12, 29])
def test_a_part_above_a_small_whole_has_no_interval(shown: Shown, whole: int) -> None:
    pages = shown(stock.of(COUNTIES[0], 2023, {GRANTED: whole + 1, HANDLED: whole}))
    assert f"{whole + 1}/{whole}" in said(pages["applications"])


def test_a_dash_is_printed_as_a_total(shown: Shown) -> None:
    reports = [stock.of(unit, 2023, {GRANTED: 20, HANDLED: 40}) for unit in COUNTIES]
    shown(*reports[1:], stock.unread(reports[0], GRANTED, State.NA))


def test_figures_of_eighteen_digits_are_added_up(shown: Shown) -> None:
    received = {"applications.received.total": 10**18 - 1}
    units = [f"米易县第{n}试验区管理委员会" for n in range(12)]
    pages = shown(*(made.report(received, unit=unit) for unit in units))
    assert "12,000,000,000,000,000,000" in said(pages["applications"])


def test_units_of_undecided_regions_are_added_up_alone(shown: Shown) -> None:
    """Where none has a region, a year that only they report on, beside another's."""
    known = stock.of(COUNTIES[0], 2023, {"applications.received.total": 777})
    lost = [
        made.report({HANDLED: 50}, unit=f"无处可寻第{n}县人民政府", region=None) for n in range(2)
    ]
    assert "777" not in said(shown(known, *lost)["applications"])


def test_numbers_below_nought_are_shown_as_printed(shown: Shown) -> None:
    figures = ("received", "handled.granted", "handled_total")
    negative = dict.fromkeys((f"applications.{name}.total" for name in figures), -31)
    plain = stock.of(COUNTIES[0], 2023, {"applications.received.total": 20})
    pages = shown(plain, *(stock.of(unit, 2023, negative) for unit in COUNTIES[1:]))
    assert "-42" in said(pages["applications"]) and "-31" in said(pages["applications"])
    assert "分母为负数" in said(pages["applications"])


def said(at: AppTest) -> str:
    """What a reader sees of our HTML."""
    bodies = (str(element.proto.body) for element in at.get("html"))
    return html.unescape(re.sub(r"<[^>]+>", " ", " ".join(bodies)))


# Whatever is drawn


def drawn_from(number: int, examples: int, check: Callable[..., None]) -> None:
    @seed(number)
    @settings(
        max_examples=examples,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(visits())
    def bear(visited: Visited) -> None:
        with (
            tempfile.TemporaryDirectory() as folder,
            pytest.MonkeyPatch.context() as monkeypatch,
            warnings.catch_warnings(),
        ):
            # A number that does not fit is made another one, with no more than a warning.
            warnings.simplefilter("error", RuntimeWarning)
            check(visited, Path(folder), monkeypatch)

    bear()


@pytest.mark.parametrize("number", range(3))
def test_every_page_bears_every_database(number: int) -> None:
    drawn_from(number, 2, every_page_bears)


@pytest.mark.parametrize("number", range(100, 102))
def test_every_file_of_every_page_bears_every_database(number: int) -> None:
    drawn_from(number, 1, every_file_bears)


@pytest.mark.long
@pytest.mark.parametrize("number", range(1_000, 1_024))
def test_every_page_bears_very_many_databases(number: int) -> None:
    drawn_from(number, 10, every_page_bears)


@pytest.mark.long
@pytest.mark.parametrize("number", range(2_000, 2_012))
def test_every_file_of_every_page_bears_many_databases(number: int) -> None:
    drawn_from(number, 3, every_file_bears)
