"""The brief as a reader takes it: buttons on the overview, files, two sheets of A4 from a page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import normalize

import briefed
import pdfplumber
import pytest
import stock

from goidata.dashboard.briefs.contents import contents
from goidata.dashboard.briefs.page import page_bytes
from goidata.dashboard.headline import headline_at
from goidata.dashboard.words import vocabulary
from goidata.store.database import connect

pytestmark = pytest.mark.browser

KINDS = ("html", "docx", "pptx", "xlsx")
A4 = (595, 842)  # points
Look = Callable[..., Any]


def taken(shown: Any, kind: str, folder: Path) -> Path:
    """The file behind a button."""
    with shown.page.expect_download() as waiting:
        shown.page.locator(f".st-key-brief-{kind} button").click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def _drawn(shown: Any) -> None:
    """Wait until exactly the four buttons are there: a page is drawn piece by piece."""
    shown.charts()
    shown.page.wait_for_function(
        "n => document.querySelectorAll('.st-key-brief button').length === n", arg=len(KINDS)
    )
    shown.settle()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_four_buttons_give_four_files(look: Look, tmp_path: Path, lang: str) -> None:
    shown = look().open("overview", "region=350128" + ("&lang=en" if lang == "en" else ""))
    box = shown.page.locator(".st-key-brief")
    _drawn(shown)
    assert vocabulary()["brief.heading"][lang] in box.inner_text()
    for kind in KINDS:
        file = taken(shown, kind, tmp_path)
        assert file.suffix == f".{kind}" and "平潭" in file.name
        assert vocabulary()["brief.subject"][lang] in file.name
        if kind == "html":
            said = file.read_text("utf-8")
            assert "平潭" in said and "region=350128" in said
        else:
            assert zipfile.ZipFile(file).testzip() is None


def test_on_a_telephone_the_buttons_stay_on_the_page(look: Look) -> None:
    shown = look(390).open("overview", "lang=en")
    _drawn(shown)
    for button in shown.page.locator(".st-key-brief button").all():
        box = button.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390


def printed(browser: Any, file: Path) -> tuple[list[str], list[str]]:
    """The text of each sheet that a page prints on, and what the page asked for."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text))
    page.goto(file.as_uri())
    data = page.pdf(prefer_css_page_size=True, print_background=True)
    page.close()
    with pdfplumber.open(io.BytesIO(data)) as sheets:
        for sheet in sheets.pages:
            assert (round(sheet.width), round(sheet.height)) == A4
        # Some characters come back as the radical that looks the same.
        texts = [normalize("NFKC", sheet.extract_text()) for sheet in sheets.pages]
    return texts, asked


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_default_data_print_on_two_sheets(
    look: Look, browser: Any, tmp_path: Path, lang: str
) -> None:
    shown = look().open("overview", "lang=en" if lang == "en" else "")
    six = [value.strip() for value in shown.texts(".g-card .g-value")]
    file = taken(shown, "html", tmp_path)
    sheets, asked = printed(browser, file)
    assert len(sheets) == 2 and asked == [file.as_uri()]
    assert [value for value in six if value in sheets[0]] == six


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("words", [{}, {"year": "2024"}])
def test_forty_units_print_on_two_sheets(
    browser: Any, tmp_path: Path, lang: str, words: dict[str, str]
) -> None:
    stock.build(tmp_path / "forty.db", briefed.forty())
    with closing(connect(tmp_path / "forty.db", readonly=True)) as db:
        visit = briefed.visited(tmp_path / "forty.db", db, lang, **words)
        here = "http://127.0.0.1:8501/?" + "&".join(f"year={year}" for year in range(2008, 2025))
        brief = contents(visit, headline_at(visit, None), here, date(2026, 1, 17))
    file = tmp_path / "brief.html"
    file.write_bytes(page_bytes(brief))
    sheets, asked = printed(browser, file)
    assert len(sheets) == 2 and asked == [file.as_uri()]
    for mark in brief.marks:
        assert all(normalize("NFKC", mark) in sheet for sheet in sheets)
    assert brief.method[-1][0] in sheets[1] and brief.facts[0][1] in sheets[1]
