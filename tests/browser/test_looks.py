"""How pages look where screens are small or vast, and what is said at a tap."""

from __future__ import annotations

from collections.abc import Callable
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
