"""Every page in a real Chromium: its first opening, and a click on a filter, each until the page is
still; and how many nodes its charts have."""

from __future__ import annotations

import os
import statistics
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from databases import database
from kept import Row, keep
from serving import Server, served
from timing import child

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
CLICKS = 4  # on and off, twice
TIMEOUT = 120_000  # ms
# What a reader clicks on: a filter of the page, else the language.
CLICKED = (".st-key-filter_clean label", ".st-key-filter_language button[aria-checked=false]")
QUIET = 700  # ms without a change, after which a page counts as still
STATE = "document.querySelector('[data-testid=stApp]')?.getAttribute('data-test-script-state')"
# Notes when the page changed last, and that its script has run since.
WATCH = f"""() => {{
  window.ours = {{since: performance.now(), last: performance.now(), ran: false}};
  new MutationObserver(() => {{
    window.ours.last = performance.now();
    window.ours.ran ||= {STATE} !== 'notRunning';
  }}).observe(document, {{subtree: true, childList: true, attributes: true, characterData: true}});
}}"""
# The script has ended, nothing waits to be drawn, and nothing has changed for a while.
STILL = f"""(quiet) => window.ours.ran && performance.now() - window.ours.last > quiet
  && {STATE} === 'notRunning' && document.querySelector('.g-foot')
  && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')
  && [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
    .every((chart) => chart.querySelector('.js-plotly-plot'))"""
TAKEN = "() => (window.ours.last - window.ours.since) / 1000"
NODES = """() => [
  document.querySelectorAll('.js-plotly-plot *').length,
  document.querySelectorAll('[data-testid=stMain] svg *').length,
  document.querySelectorAll('[data-testid=stMain] *').length]"""


def run(asked: Namespace) -> None:
    """Measure every page, or those named."""
    from goidata.dashboard.pages import PAGES

    path = database(asked.size, asked.folder, asked.db)
    child("ready", "--db", path)
    names = asked.only or [page.name for page in PAGES]
    with served(path) as server, chromium() as browser:
        _opened(
            browser, server, "precheck"
        )  # a server that has just been started loads its program
        rows = [_measured(browser, server, name) for name in names]
    keep(asked.results, "browser", rows, asked.size)


@contextmanager
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        options = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = started.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


def _measured(browser: Any, server: Server, name: str) -> Row:
    used = server.processor()
    page, first = _opened(browser, server, name)
    used = server.processor() - used
    charts, drawings, nodes = page.evaluate(NODES)
    at = next(selector for selector in CLICKED if page.locator(selector).count())
    clicks = [_clicked(page, at) for _ in range(CLICKS)]
    page.context.close()
    row = {"page": name, "first": first, "first_processor": used}
    clicked = {"click": statistics.median(clicks), "slowest": max(clicks)}
    return {**row, **clicked, "charts": charts, "drawings": drawings, "nodes": nodes}


def _opened(browser: Any, server: Server, name: str) -> tuple[Any, float]:
    """A page in a window of its own, and the seconds from its address to stillness."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(TIMEOUT)
    page.add_init_script(f"({WATCH})()")
    page.goto(f"{server.address}{'' if name == 'overview' else name}", wait_until="commit")
    return page, _still(page)


def _clicked(page: Any, at: str) -> float:
    """Seconds from a click to stillness."""
    place = page.locator(at).first
    place.scroll_into_view_if_needed()
    page.evaluate(WATCH)
    place.click()
    return _still(page)


def _still(page: Any) -> float:
    page.wait_for_function(STILL, arg=QUIET, polling=50)
    if page.locator("[data-testid=stException]").count():
        raise RuntimeError(page.locator("[data-testid=stException]").first.inner_text())
    return float(page.evaluate(TAKEN))
