"""The page of words in a real browser: asking, hits in context, the way to a report and back."""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import openpyxl
import pytest

from goidata.analysis import queries
from goidata.analysis.selection import Selection
from goidata.store.database import connect

pytestmark = pytest.mark.browser

PHONE = 390
WORDS = "主动"
CJK = re.compile(r"[\u3400-\u9fff]+")
LATIN = re.compile(r"[A-Za-z]{3,}")
KNOWN = {"CSV", "XLSX", "PNG", "SVG", "UTF", "BOM", "English"}
# What reports say, and the words looked for, are Chinese in both languages.
QUOTED = ".g-hits h3 a, .g-hits h3 small, .g-hits p, .st-key-search-topics button"
QUOTED += ", [data-testid=stIconMaterial]"
Look = Callable[..., Any]


@pytest.fixture(scope="module")
def held(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(database)) as db:
        yield db


def asked(shown: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(shown.page.url).query)


def hits(held: sqlite3.Connection, words: str, section: int | None = None) -> int:
    return len(queries.hits(held, Selection(), words, section))


def marks(shown: Any) -> list[str]:
    return list(shown.texts(".g-hits mark"))


def said(shown: Any) -> str:
    return " ".join(shown.texts(".g-answer, .g-empty, .g-notes"))


def test_a_deep_link_shows_the_words_in_their_context(look: Look, held: sqlite3.Connection) -> None:
    shown = look().open("search", f"words={quote(WORDS)}")
    # The field is filled a moment after it is there.
    field = "document.querySelector('.st-key-search_words input')"
    shown.page.wait_for_function(f"words => {field}.value === words", arg=WORDS)
    assert f"“{WORDS}”共{hits(held, WORDS)}处" in said(shown)
    assert marks(shown) == [WORDS] * 25 and shown.charts().count() == 1
    assert "节录" in " ".join(shown.texts(".g-hits")) and "不是原文" in said(shown)
    assert asked(shown) == {"words": [WORDS]}


def test_words_are_entered_and_stand_in_the_address(look: Look, held: sqlite3.Connection) -> None:
    shown = look().open("search", "region=350000")
    assert not marks(shown)
    field = shown.page.locator(".st-key-search_words input")
    field.fill("网站")
    shown.page.get_by_role("button", name="查找").click()
    shown.page.wait_for_url("**words=**")
    shown.page.locator("mark").first.wait_for()  # the address changes before the page does
    shown.settle()
    expected = len(queries.hits(held, Selection(region="350000"), "网站"))
    assert marks(shown) == ["网站"] * expected and expected
    assert asked(shown) == {"region": ["350000"], "words": ["网站"]}
    shown.page.reload()
    shown.settle()
    assert marks(shown) == ["网站"] * expected
    field.fill("")
    field.press("Enter")
    shown.page.wait_for_function("() => !location.search.includes('words')")
    shown.settle()
    assert not marks(shown) and "可查" in said(shown)


def test_a_topic_is_a_button(look: Look, held: sqlite3.Connection) -> None:
    shown = look().open("search")
    topic = shown.page.locator(".st-key-search-topics button").first
    words = topic.inner_text().partition("（")[0]
    topic.click()
    shown.page.wait_for_url("**words=**")
    shown.settle()
    assert asked(shown) == {"words": [words]} and set(marks(shown)) == {words}


def test_pages_of_hits_are_turned(look: Look, held: sqlite3.Connection) -> None:
    shown = look().open("search", f"words={quote(WORDS)}")
    shown.page.locator(".st-key-search-pages").get_by_text("2", exact=True).click()
    shown.page.wait_for_url("**from=26**")
    marked = "n => document.querySelectorAll('.g-hits mark').length === n"
    shown.page.wait_for_function(marked, arg=hits(held, WORDS) - 25)
    shown.page.go_back()
    shown.page.wait_for_function("() => !location.search.includes('from')")
    shown.page.wait_for_function(marked, arg=25)


def test_a_section_without_words_says_so_and_where_else(
    look: Look, held: sqlite3.Connection
) -> None:
    shown = look().open("search", f"words={quote(WORDS)}")
    shown.page.locator(".st-key-search_section button").nth(5).click()
    shown.page.wait_for_url("**section=5**")
    shown.settle()
    assert "文字从略" in said(shown) and f"其他部分有{hits(held, WORDS)}处" in said(shown)
    shown.page.get_by_role("link", name="到那里查看").click()
    shown.page.wait_for_function("() => !location.search.includes('section')")
    shown.page.wait_for_selector(".g-hits mark")
    shown.settle()
    assert marks(shown) == [WORDS] * 25


@pytest.mark.parametrize("width", [1440, PHONE])
def test_a_hit_leads_to_its_section_and_back(look: Look, width: int) -> None:
    shown = look(width).open("search", f"words={quote(WORDS)}&year=2023")
    unit = shown.texts(".g-hits h3 a")[1]
    shown.page.locator(".g-hits section").nth(1).locator("div > a").click()
    shown.page.wait_for_url("**/report?**")
    shown.page.wait_for_selector("mark.g-sought")
    shown.settle()
    assert asked(shown)["section"] == ["1"] and asked(shown)["words"] == [WORDS]
    assert unit.split()[0] in shown.page.locator(".st-key-report_unit input").input_value()
    first = shown.page.locator("mark.g-sought").first
    assert first.inner_text() == WORDS
    shown.page.wait_for_function(
        """() => {
            const place = document.querySelector('mark.g-sought').getBoundingClientRect();
            return place.top > 0 && place.bottom < innerHeight;
        }"""
    )
    shown.page.go_back()
    shown.page.wait_for_url("**/search?**")
    shown.page.wait_for_selector(".g-hits mark")
    shown.settle()
    assert set(marks(shown)) == {WORDS} and asked(shown)["year"] == ["2023"]


def page_words(shown: Any) -> str:
    """The visible text without quotations of reports, and the name of the other language."""
    return str(
        shown.page.evaluate(
            """quoted => {
                document.querySelectorAll(quoted).forEach(e => e.style.display = 'none');
                const ours = '[data-testid=stMain], [data-testid=stHeader] a';
                return [...document.querySelectorAll(ours)].map(e => e.innerText).join(' ');
            }""",
            QUOTED,
        )
    )


@pytest.mark.parametrize("query", ["", f"words={quote(WORDS)}", "words=zzz", "words=50&section=5"])
def test_each_language_is_itself(look: Look, held: sqlite3.Connection, query: str) -> None:
    chinese = page_words(look().open("search", query)).replace("zzz", "")
    assert sorted(set(LATIN.findall(chinese)) - KNOWN) == []
    english = page_words(look().open("search", f"lang=en&{query}"))
    units = queries.units(held, Selection(scope=None))["unit"]
    names = {*queries.regions(held)["full_name"], *units, "中文", WORDS}
    for name in sorted(names, key=len, reverse=True):
        english = english.replace(name, "")
    assert CJK.findall(english) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("words", ["", WORDS, "没有" * 100])
def test_on_a_telephone_nothing_sticks_out(look: Look, words: str, lang: str) -> None:
    shown = look(PHONE).open("search", f"words={quote(words)}&lang={lang}")
    wide = shown.page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stMain] *')]
            .filter(e => !e.closest('.g-scroll, [data-testid=stDataFrame]'))
            .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
            .map(e => e.className || e.tagName).slice(0, 5)"""
    )
    assert wide == []


@pytest.mark.parametrize(("lang", "kind"), [("zh", "csv"), ("zh", "xlsx"), ("en", "xlsx")])
def test_a_download_is_what_the_page_counts(
    look: Look, held: sqlite3.Connection, tmp_path: Path, lang: str, kind: str
) -> None:
    shown = look().open("search", f"words={quote(WORDS)}&year=2023,2024&lang={lang}")
    button = shown.page.locator(f".st-key-download-hits-selected-{kind} button")
    counted = int(re.findall(r"\d+", button.inner_text())[-1])
    with shown.page.expect_download() as waiting:
        button.click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    if kind == "csv":
        rows = [tuple(row) for row in csv.reader(file.open(encoding="utf-8-sig", newline=""))]
    else:
        book = openpyxl.load_workbook(file)
        rows = list(book.worksheets[0].values)
        notes = " ".join(str(cell) for row in book.worksheets[1].values for cell in row)
        assert WORDS in notes and "words=" in notes
    assert "2023-2024" in file.name and len(rows) - 1 == counted
    expected = queries.hits(held, Selection(years=(2023, 2024)), WORDS)
    texts = sorted(f"{row.before}{row.words}{row.after}" for row in expected.itertuples())
    columns = [list(each) for each in zip(*rows[1:], strict=True)]
    (at,) = [n for n, column in enumerate(columns) if set(column) == {WORDS}]
    found = zip(columns[at - 1], columns[at], columns[at + 1], strict=True)
    assert sorted("".join(str(part or "") for part in parts) for parts in found) == texts
    assert f"{counted}" in said(shown)


def test_hostile_words_harm_nothing(look: Look) -> None:
    hostile = '<img src=x onerror="document.title=\'!\'"> " OR NEAR(* {x} 🙂'
    shown = look().open("search", f"words={quote(hostile)}&section=%27&from=%3Cb%3E")
    assert hostile.replace("  ", " ") in said(shown)
    assert shown.page.locator("[data-testid=stMain] .g-empty img").count() == 0
    assert shown.page.title() != "!"
