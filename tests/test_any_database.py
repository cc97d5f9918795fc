"""Every page bears every database: no fault, no error told, no number that is none.

What is drawn stands in drawn.py. A failure prints the seed, the database and the addresses.
"""

from __future__ import annotations

import html
import json
import re
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import drawn
import pytest
import streamlit
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from plotly import graph_objects
from streamlit.testing.v1 import AppTest

from goidata.dashboard.site import PAGES
from goidata.dashboard.words import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
# What a program writes where it has no number. In English, None is also a word of ours.
NO_NUMBER = re.compile(
    r"(?<![\w.-])(?:nan|NaN|NaT|<NA>|[+−-]?inf|Infinity)(?![\w-])|\bNone\b(?! of|\s*$)"
)
MARKUP = re.compile(r'<script|<img (?!class="g-)|href="javascript')
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
    at = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)
    for key, value in words.items():
        at.query_params[key] = value
    return at.run()


def faults(at: AppTest) -> Iterator[str]:
    """What no reader may see: a fault, an error told, a number that is none, markup of a report, a
    figure that Plotly does not know."""
    for fault in at.exception:
        yield f"{fault.message}\n" + "\n".join(fault.stack_trace)
    for told in at.error:
        yield told.value
    for body in (str(element.proto.body) for element in at.get("html")):
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
    """Pages whose every download is clicked: files of the selection, of everything, briefs and
    sheets to be sent back."""
    button = streamlit.download_button

    def clicked(label: str, data: Callable[[], bytes], **more: Any) -> bool:
        return button(label, data=data(), **more)

    monkeypatch.setattr(streamlit, "download_button", clicked)
    every_page_bears(visited, folder, monkeypatch)


def drawn_from(number: int, examples: int, check: Callable[..., None]) -> None:
    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
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


@pytest.mark.parametrize("number", range(4))
def test_every_page_bears_every_database(number: int) -> None:
    drawn_from(number, 3, every_page_bears)
