"""The overview in a browser: the strip, cards, map, chips and switches; the dark theme."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from goidata.analysis import queries
from goidata.analysis.selection import Selection, Stratum
from goidata.dashboard.numbers import count, percent
from goidata.store.database import connect

pytestmark = pytest.mark.browser

Look = Callable[..., Any]
CHIPS = ".st-key-chips > [class*=st-key-chip-]"
COUNTIES = Selection(scope="government").within(Stratum("government", "county"))


@pytest.fixture(scope="module")
def held(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(database)) as db:
        yield db


def asked(shown: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(shown.page.url).query)


def test_the_strip_counts_what_is_expected_and_held(look: Look, held: sqlite3.Connection) -> None:
    shown = look().open("overview", "at=2023")
    found = queries.coverage_by_year(held, COUNTIES)
    row = found[found["year"] == 2023].iloc[0]
    said = shown.texts(".g-coverage dd")
    wanted = [row[name] for name in ("expected", "held", "clean", "doubtful")]
    assert said[:4] == [count(int(value)) for value in wanted]


def test_a_card_leads_to_the_page_of_its_measure(look: Look, held: sqlite3.Connection) -> None:
    shown = look().open("overview", "at=2024&region=321300&level=city")
    rate = queries.pooled(
        held, Selection(region="321300", scope="government"), ("disclosure_rate",)
    )
    value = rate[(rate["year"] == 2024) & (rate["level"] == "city")]["value"].iloc[0]
    card = shown.page.locator(".g-card", has=shown.page.get_by_role("link", name="公开率"))
    assert percent(value) in card.inner_text()
    card.get_by_role("link").click()
    shown.page.wait_for_url("**/applications?**")
    shown.settle()
    assert asked(shown) == {"region": ["321300"], "level": ["city"], "at": ["2024"]}
    assert percent(value) in " ".join(shown.texts(".g-card"))


def test_a_click_on_the_map_selects_the_region(look: Look) -> None:
    shown = look().open("overview")
    panel = shown.page.locator("[class*=st-key-panel-map-]")
    panel.locator(".js-plotly-plot .point").first.wait_for()
    panel.scroll_into_view_if_needed()
    place = panel.evaluate(
        """panel => {
            const plot = panel.querySelector('.js-plotly-plot');
            const trace = plot.data.findIndex(each => each.customdata);
            const {xaxis, yaxis} = plot._fullLayout;
            const box = plot.getBoundingClientRect();
            return [box.left + xaxis._offset + xaxis.l2p(plot.data[trace].x[0]),
                    box.top + yaxis._offset + yaxis.l2p(plot.data[trace].y[0]),
                    plot.data[trace].customdata[0]];
        }"""
    )
    shown.page.mouse.click(place[0], place[1])
    shown.page.wait_for_url(f"**region={place[2]}**")
    shown.settle()
    assert place[2] == "321322"
    assert "沭阳县" in " ".join(shown.texts(CHIPS))


def test_a_chip_takes_its_filter_away(look: Look) -> None:
    shown = look().open("overview", "region=321300&year=2023&clean=1")
    assert len(shown.texts(CHIPS)) == 3
    shown.page.locator(".st-key-chip-region button").click()
    shown.page.wait_for_function("() => !location.search.includes('region')")
    shown.settle()
    assert asked(shown) == {"year": ["2023"], "clean": ["1"]}
    shown.page.reload()
    shown.settle()
    assert len(shown.texts(CHIPS)) == 2


def test_leaving_out_doubtful_reports_says_how_many_and_counts_without_them(look: Look) -> None:
    shown = look().open("applications", "at=2023&level=county")
    switch = shown.page.locator(".st-key-filter_clean")
    switch.get_by_text("2份").wait_for()  # one of the sums, and one listed beside
    shown.page.locator(".g-card").first.wait_for()
    before = shown.texts(".g-card")[0]
    switch.locator("label").click()
    shown.page.wait_for_url("**clean=1**")
    assert "83" in before
    shown.page.wait_for_function(
        "before => document.querySelector('.g-card')?.innerText.trim() !== before", arg=before
    )


def test_the_measure_of_the_map_stands_in_the_address(look: Look) -> None:
    shown = look().open("overview", "colour=refusal_rate")
    assert "不予公开率" in " ".join(shown.texts(".g-scale"))


def test_filters_of_findings_stand_in_the_address(look: Look, held: sqlite3.Connection) -> None:
    shown = look().open("checks", "severity=error")
    found = queries.findings(held, Selection(scope="government", beside=True), "fails")
    found = found[~found["accepted"]]
    errors = found[found["severity"] == "error"]
    rows = shown.page.locator(".g-failing tbody tr")
    told = shown.page.locator(".g-failing .g-found > div")
    assert (rows.count(), told.count()) == (errors["report"].nunique(), len(errors))
    shown.page.get_by_role("button", name="警告").click()
    shown.page.wait_for_url("**severity=warning**")
    shown.settle()
    assert asked(shown)["severity"] == ["error", "warning"]
    grave = found[found["severity"].isin(["error", "warning"])]
    shown.page.wait_for_function(
        "n => document.querySelectorAll('.g-failing .g-found > div').length === n", arg=len(grave)
    )
    assert rows.count() == grave["report"].nunique()


@pytest.mark.parametrize("name", ["overview", "applications", "compare", "report"])
def test_the_dark_theme_is_dark_and_its_charts_are_legible(look: Look, name: str) -> None:
    shown = look(theme="dark").open(name)
    shades = json.loads(
        shown.page.evaluate(
            """() => {
                const seen = e => getComputedStyle(e);
                const text = document.querySelector('.js-plotly-plot .ytick text, .g-form td');
                return JSON.stringify([seen(document.querySelector('.stApp')).backgroundColor,
                    text ? seen(text).fill === 'rgb(0, 0, 0)' ? seen(text).color
                         : seen(text).fill : 'rgb(255, 255, 255)']);
            }"""
        )
    )
    background, ink = ([int(part) for part in shade[4:-1].split(",")] for shade in shades)
    assert max(background) < 60 and min(ink) > 150
