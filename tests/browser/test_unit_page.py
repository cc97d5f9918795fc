"""A leader's way: from the overview to one unit, its figures and the questions to ask; on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import made
import openpyxl
import pypdfium2
import pytest
import stock

from goidata.dashboard.words import Words

pytestmark = pytest.mark.browser

Look = Callable[..., Any]
COUNTIES = {  # their regions, and how many of a hundred are granted
    "沭阳县人民政府": ("321322", 10),
    "泗阳县人民政府": ("321323", 20),
    "泗洪县人民政府": ("321324", 30),
    "宿豫区人民政府": ("321311", 40),
    "宿城区人民政府": ("321302", 90),
}
A4 = (595, 842)  # points


def asked(shown: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(shown.page.url).query)


def test_how_a_city_does_and_what_to_ask_is_three_clicks_away(look: Look) -> None:
    """How is 宿迁 doing in 2023, and what should I ask?"""
    shown = look().open("overview")
    region = shown.page.locator(".st-key-filter_region input")
    region.click()
    region.press_sequentially("宿迁市")
    shown.page.get_by_role("option", name="江苏省宿迁市 Suqian", exact=True).click()
    shown.page.wait_for_url("**region=321300**")
    shown.settle()
    shown.page.locator(".g-own").get_by_role("link", name="2023", exact=True).click()
    shown.page.wait_for_url("**/unit?**")
    shown.settle()
    said = " ".join(shown.texts(".g-unit"))
    assert "宿迁市，2023年" in said
    assert re.search(r"公开率\s+43\.6%\s+1,519/3,486", said) and "17/414" in said
    questions = shown.texts(".g-unit ol li")
    assert len(questions) >= 3 and all("？" in each for each in questions)
    assert {key: asked(shown)[key] for key in ("unit", "in", "at")} == {
        "unit": ["宿迁市"],
        "in": ["321300"],
        "at": ["2023"],
    }
    shown.page.reload()
    shown.settle()
    assert " ".join(shown.texts(".g-unit")) == said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_unit_prints_on_one_sheet(look: Look, lang: str) -> None:
    shown = look().open("unit", f"unit=宿迁市&in=321300&at=2024&lang={lang}")
    title = shown.texts(".g-unit h2")[0]
    sheets = pypdfium2.PdfDocument(shown.page.pdf(prefer_css_page_size=True))
    assert [round(side) for side in sheets[0].get_size()] == list(A4) and len(sheets) == 1
    printed = re.sub(r"\s", "", sheets[0].get_textpage().get_text_range())
    for wanted in (title, Words(lang)("unit.questions"), "1,902/3,521", "18/134"):
        assert re.sub(r"\s", "", wanted) in printed


def test_a_level_is_a_switch(look: Look) -> None:
    shown = look().open("overview", "region=321300")
    heading = shown.page.locator(".st-key-headline h2")
    assert "宿迁市" in heading.inner_text(), "the city's own report stands first"
    shown.page.locator(".g-shown [role=switch]").filter(has_text="县级政府").click()
    shown.page.wait_for_url("**level=county**")
    shown.settle()
    assert "县级政府" in heading.inner_text()
    on = shown.page.locator(".g-shown [role=switch][aria-checked=true]")
    assert on.count() == 1 and "县级政府" in on.inner_text()
    on.click()
    shown.page.wait_for_function("() => !location.search.includes('level')")
    shown.settle()
    assert "宿迁市" in heading.inner_text()


@pytest.fixture(scope="module")
def five(serve: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on five counties of one year."""
    granted, handled = "applications.handled.granted.total", "applications.handled_total.total"
    reports = [
        made.report({granted: n, handled: 100}, unit=unit, region=region)
        for unit, (region, n) in COUNTIES.items()
    ]
    path = tmp_path_factory.mktemp("unit") / "five.db"
    stock.build(path, reports)
    with serve(path) as address:
        yield address


def test_a_unit_is_set_beside_its_peers_without_itself(look: Look, five: str) -> None:
    last = "unit=宿城区人民政府&in=321302"
    shown = look(at=five).open("unit", f"{last}&at=2023")
    row = shown.page.locator(".g-portrait tr").filter(has_text="公开率").first.inner_text()
    assert "25.0%（17.5%–32.5%）" in row, "the median of the four others"
    assert "第1，共5" in row and "99.8%" in row
    out = [each for each in shown.texts(".g-unit ul li") if each.startswith("公开率90.0%")]
    assert out and "同类中位数 25.0%" in out[0]
    shown.open("unit", f"{last}&at=2021")
    assert "没有2021年的年报" in " ".join(shown.texts(".g-empty"))
    assert shown.page.locator(".g-unit").count() == 0


def test_a_download_names_the_address_that_the_visitor_uses(look: Look, server: str) -> None:
    named = server.replace("127.0.0.1", "localhost")
    shown = look(at=named).open("applications", "region=321300&at=2024")
    with shown.page.expect_download() as waiting:
        shown.page.locator(".st-key-download-measures-selected-xlsx button").click()
    book = openpyxl.load_workbook(BytesIO(Path(waiting.value.path()).read_bytes()))
    about = dict(row[:2] for row in book["说明"].iter_rows(values_only=True))
    assert unquote(about["页面网址"]) == unquote(shown.page.url)
