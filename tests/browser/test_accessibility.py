"""What those who do not see the page well meet: names, contrasts, structure, in both themes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goidata.dashboard import pages
from goidata.dashboard.words import Words

pytestmark = pytest.mark.browser

# What is asked on a page, where it shows little by itself.
ASKED = {"search": "words=公开", "report": "unit=盐边县&figure=applications.received.total"}
PAGES = tuple(page.name for page in pages.PAGES)
# Streamlit's own drop zone for files, whose role and focus are not ours to say.
THEIRS = {"presentation-role-conflict"}
CONTRAST = Path(__file__).with_name("contrast.js").read_text("utf-8")
LEAST = {"words": 4.5, "large": 3}  # WCAG 2.2, level AA
WHOLE = "() => document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight + 120"


@pytest.mark.parametrize(
    ("theme", "lang"), [("light", "zh"), ("dark", "zh"), ("light", "en"), ("dark", "en")]
)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_every_word_legible(
    look: Callable[..., Any], name: str, theme: str, lang: str
) -> None:
    """What axe finds; and the contrast of all words, those in charts too, measured by us."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    shown = look(theme=theme).open(name, f"{ASKED.get(name, '')}&lang={lang}").drawn()
    found = axe.run(shown.page).response["violations"]
    told = [
        (each["id"], each["impact"], node["target"], node["html"][:120])
        for each in found
        if each["id"] not in THEIRS
        for node in each["nodes"]
    ]
    assert told == []
    say = Words(lang)
    assert say("site.fault") not in shown.page.inner_text("[data-testid=stMain]")
    assert shown.page.title() == f"{pages.page(name).title(say)} · {say('site.title')}"
    assert shown.page.evaluate("document.documentElement.lang") == {"zh": "zh-CN"}.get(lang, lang)
    shown.page.set_viewport_size({"width": 1440, "height": shown.page.evaluate(WHOLE)})
    shown.settle().drawn()
    assert shown.page.evaluate(CONTRAST, LEAST) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_chart_says_in_words_what_it_shows(look: Callable[..., Any], lang: str) -> None:
    shown = look().open("applications", f"lang={lang}")
    count = shown.charts().count()
    said = shown.page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].map(chart =>
            (chart.getAttribute('aria-label')
             || chart.querySelector('[aria-label]')?.getAttribute('aria-label') || '').trim())"""
    )
    assert len(said) == count and all(said)


def test_the_filters_are_reached_by_the_keyboard(look: Callable[..., Any]) -> None:
    shown = look().open("overview")
    shown.page.locator(".st-key-filter_largest").wait_for()
    shown.page.bring_to_front()
    keys = ("region", "years", "level", "scope", "applicant", "reset", "clean", "largest")
    left = {f"st-key-filter_{key}" for key in keys}
    for _ in range(120):  # a page that draws itself anew begins with its first control again
        shown.page.keyboard.press("Tab")
        left.discard(
            shown.page.evaluate(
                """() => [...(document.activeElement?.closest('[class*=st-key-filter_]')
                    ?.classList || [])].find(name => name.startsWith('st-key-filter_')) || ''"""
            )
        )
        if not left:
            break
    assert left == set()
