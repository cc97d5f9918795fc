"""How pages look where screens are small or vast, and what is said at a tap."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from goidata.dashboard import pages
from goidata.dashboard.words import Words, vocabulary

pytestmark = pytest.mark.browser

Look = Callable[..., Any]
WALL = 2560
# Of every chart: how wide it is drawn, how wide its panel, how high its smallest words are seen.
CHARTS = """() => [...document.querySelectorAll("[class*='st-key-panel-']")].map(panel => {
  const drawn = panel.querySelector(".main-svg"), seen = drawn.getBoundingClientRect();
  const size = (text) => parseFloat(getComputedStyle(text).fontSize)
    * seen.width / Number(drawn.getAttribute("width"));
  const below = panel.querySelector(".g-notes")?.getBoundingClientRect().top ?? seen.bottom;
  return {
    drawn: Math.round(seen.width), panel: Math.round(panel.getBoundingClientRect().width),
    words: Math.min(99, ...[...panel.querySelectorAll(".main-svg text")].map(size)),
    over: Math.round(seen.bottom - below),
  };
})"""


def test_on_a_wall_charts_and_their_words_grow_and_answer_the_mouse(look: Look) -> None:
    shown = look(WALL).open("applications").drawn()
    shown.page.wait_for_function(
        """() => [...document.querySelectorAll("[class*='st-key-chart-']")]
            .every(chart => chart.style.getPropertyValue("--tall"))"""
    )
    charts = shown.page.evaluate(CHARTS)
    assert len(charts) > 5
    for chart in charts:
        assert abs(chart["drawn"] - chart["panel"]) <= 2
        assert chart["words"] >= 13 and chart["over"] <= 1
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= WALL
    bar = shown.page.locator("[class*='st-key-chart-outcome-years'] .bars path").first
    bar.scroll_into_view_if_needed()
    bar.hover(force=True)
    label = shown.page.locator("[class*='st-key-chart-outcome-years'] .hovertext")
    label.wait_for()
    assert "2021" in label.first.text_content()


@pytest.mark.parametrize("width", [390, 1440])
def test_the_map_fills_its_frame(look: Look, width: int) -> None:
    shown = look(width).open("overview").drawn()
    shown.page.locator("[class*='st-key-chart-map'] .main-svg").first.wait_for()
    held, frame = shown.page.evaluate(
        """() => {
          const map = document.querySelector("[class*='st-key-chart-map']");
          const box = map.querySelector(".bglayer").getBoundingClientRect();
          return [box.width * box.height, map.clientWidth * map.clientHeight];
        }"""
    )
    assert held > 0.8 * frame


def test_a_measure_and_an_outcome_say_at_a_tap_what_they_mean(look: Look) -> None:
    shown = look(390).open("applications")
    rate = shown.page.locator(".g-card [popovertarget=means-measure-disclosure_rate]")
    rate.scroll_into_view_if_needed()
    rate.click()
    said = shown.page.locator(".g-meaning:popover-open")
    said.wait_for()
    assert "（予以公开 + 部分公开） ÷ 办结总量" in said.inner_text()
    box = said.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    said.get_by_role("button").click()
    said.wait_for(state="hidden")
    outcome = shown.page.locator(".g-legend [popovertarget=means-outcome-refused]").first
    outcome.scroll_into_view_if_needed()
    outcome.click()
    said.wait_for()
    assert "属于国家秘密" in said.inner_text()


def test_on_a_phone_table_three_is_read_without_scrolling_sideways(look: Look) -> None:
    shown = look(390).open("report", "unit=宿迁市&at=2023")
    cells = shown.page.locator(".g-form.g-rows td a")
    boxes = [cell.bounding_box() for cell in cells.all()]
    assert len(boxes) == 175 and all(0 <= box["x"] <= 390 - box["width"] for box in boxes)
    # Table three has seven columns, which keep their places; their heads stay in sight.
    assert len({round(box["x"]) for box in boxes}) == 7
    cells.last.scroll_into_view_if_needed()
    shown.page.locator(".g-form .g-short").first.wait_for(state="visible")
    head = shown.page.locator(".g-form .g-short").first.bounding_box()
    assert 0 <= head["y"] < 900
    wide = "() => document.querySelector('[data-testid=stMain]').scrollWidth"
    assert shown.page.evaluate(wide) <= 390


def test_on_a_phone_the_filters_close_and_say_how_many_reports_are_found(look: Look) -> None:
    shown = look(390).open("overview")
    fold = shown.page.locator(".g-fold")
    assert "16" in fold.inner_text()
    fold.locator("summary").click()
    shown.page.locator(".st-key-filter_level input").click()
    shown.page.get_by_role("option", name=vocabulary()["level.city"]["zh"]).click()
    shown.page.wait_for_function(
        "() => /已选1项/.test(document.querySelector('.g-fold').innerText)"
    )
    shown.settle()
    assert "共4份年报" in fold.inner_text() and fold.get_attribute("open") is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_region_is_found_by_its_name_in_latin_letters(look: Look, lang: str) -> None:
    shown = look().open("overview", f"lang={lang}")
    box = shown.page.locator(".st-key-filter_region input")
    box.click()
    box.fill("huaian")
    found = shown.page.get_by_role("option").filter(has_text="江苏省淮安市")
    found.click()
    shown.page.wait_for_function("() => location.search.includes('region=320800')")


@pytest.mark.parametrize(("lang", "name"), [("zh", "no-such-page"), ("en", "report/such/page")])
def test_an_address_that_is_no_page_is_told_in_the_readers_words(
    look: Look, lang: str, name: str
) -> None:
    shown, say = look().open(name, f"lang={lang}"), Words(lang)
    assert say("lost.said") in shown.page.inner_text("[data-testid=stMain]")
    assert shown.page.get_by_role("dialog").count() == 0
    assert shown.page.title() == f"{say('lost.title')} · {say('site.title')}"
    assert shown.page.evaluate("document.documentElement.lang") == {"zh": "zh-CN"}.get(lang, lang)
    shown.page.locator(".g-news a").first.click()
    shown.page.locator(".g-title", has_text=pages.PAGES[0].title(say)).wait_for()


CONTROLS = """() => [...document.querySelectorAll(
    '.st-key-units-choice, .st-key-finding-filters, .st-key-report-choice')].map(row =>
  [...row.querySelectorAll('[data-testid=stWidgetLabel]')]
    .map(each => each.getBoundingClientRect()).filter(each => each.height)
    .map(each => [Math.round(each.top), Math.round(each.height)]))"""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("name", "asked"),
    [("proceedings", ""), ("checks", ""), ("unit", "unit=宿迁市&at=2023")],
)
def test_the_names_of_controls_in_one_row_stand_on_one_line(
    look: Look, name: str, asked: str, lang: str
) -> None:
    shown = look().open(name, f"{asked}&lang={lang}")
    rows = shown.page.evaluate(CONTROLS)
    assert rows and any(len(row) > 1 for row in rows)
    for row in rows:  # a row may wrap: those within a line's height of each other are on one line
        for top, height in row:
            beside = [each for each, _ in row if abs(each - top) < height]
            assert max(beside) - min(beside) <= 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_downloads_stand_in_columns(look: Look, lang: str) -> None:
    shown = look().open("data", f"lang={lang}")
    rows = shown.page.evaluate(
        """() => [...document.querySelectorAll("[class*='st-key-get-']")].map(row =>
            [...row.querySelectorAll('button')].map(
                each => Math.round(each.getBoundingClientRect().left)))"""
    )
    assert len(rows) == 6 and len({tuple(row[:1]) for row in rows}) == 1
    # The widest number of rows may push its own row aside; none by more than its digits.
    for column in zip(*rows, strict=True):
        assert max(column) - min(column) <= 60


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [390, 1440])
def test_no_name_on_the_map_meets_the_frame_of_the_far_south(
    look: Look, width: int, lang: str
) -> None:
    shown = look(width).open("overview", f"lang={lang}").drawn()
    met = shown.page.evaluate(
        """() => {
          const map = document.querySelector("[class*='st-key-chart-map']");
          const frame = map.querySelector('.shapelayer path').getBoundingClientRect();
          return [...map.querySelectorAll('.annotation-text')].map(name => {
            const box = name.getBoundingClientRect();
            const wide = Math.min(box.right, frame.right) - Math.max(box.left, frame.left);
            const high = Math.min(box.bottom, frame.bottom) - Math.max(box.top, frame.top);
            return [name.textContent, wide > 1 && high > 3];
          });
        }"""
    )
    assert len(met) > 2 and [name for name, meets in met if meets] == []


def test_on_a_phone_the_newest_year_is_seen_first(look: Look) -> None:
    shown = look(390).open("proceedings", "lang=en")
    table = shown.page.locator(".g-years").first
    table.scroll_into_view_if_needed()
    newest = table.locator("thead th").last.bounding_box()
    assert newest["x"] >= 0 and newest["x"] + newest["width"] <= 390
    named = table.locator("tbody th").first.bounding_box()
    assert 0 <= named["x"] < 40  # what the row is of stays beside it


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [390, 1440])
def test_names_below_the_steps_of_a_stock_do_not_meet(look: Look, width: int, lang: str) -> None:
    shown = look(width).open("disclosure", f"lang={lang}").drawn()
    boxes = shown.page.evaluate(
        """() => [...document.querySelectorAll("[class*='st-key-chart-stock'] .xtick text")]
            .map(each => each.getBoundingClientRect()).map(box => [box.left, box.right])"""
    )
    assert len(boxes) >= 4
    assert all(left >= right for (_, right), (left, _) in pairwise(boxes))


def test_charts_side_by_side_have_the_same_years(look: Look) -> None:
    shown = look().open("proceedings").drawn()
    years = shown.page.evaluate(
        """() => [...document.querySelectorAll("[class*='st-key-chart-results-']")].map(chart =>
            [...chart.querySelectorAll('.ytick text')].map(each => each.textContent.slice(0, 4)))"""
    )
    assert len(years) == 3 and years[0] == years[1] == years[2]


def test_a_mark_that_opens_a_meaning_stands_beside_its_word(look: Look) -> None:
    shown = look().open("applications", "lang=en")
    alone = shown.page.evaluate(
        """() => [...document.querySelectorAll('.g-cards .g-means, .g-years .g-means')]
          .filter(mark => {
            const said = document.createRange(), here = mark.getBoundingClientRect();
            said.selectNodeContents(mark.closest('.g-name, th'));
            return ![...said.getClientRects()].some(word => word.width > 20
              && Math.abs((word.top + word.bottom) / 2 - (here.top + here.bottom) / 2) < 10);
          }).map(mark => mark.getAttribute('aria-label'))"""
    )
    assert alone == []


def test_a_unit_without_peers_has_no_empty_columns(look: Look) -> None:
    shown = look().open("compare", "lang=en")
    heads = shown.page.locator(".g-compare thead th")
    assert heads.count() == 4 and shown.page.locator(".g-compare .g-peers").count() == 0
    assert "fewer than 4" in shown.page.inner_text("[data-testid=stMain]")
