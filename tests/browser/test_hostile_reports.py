"""Words of reports that are markup somewhere: on every page they stand as they were written, in
headings, labels, tooltips, lists of choices, cells, hovers and names of files."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Any

import pytest
import stock
from conftest import Look

from goidata.dashboard.pages import PAGES

pytestmark = pytest.mark.browser
# What is written, in which the word behind the dash is what any reader of markup would leave.
WRITTEN = {
    "bold": ("**", "qzbold**"),
    "underlined": ("__", "qzunder__"),
    "struck": ("~~", "qzstruck~~"),
    "code": ("`", "qzcode`"),
    "link": ("[", "qzlink](http://other.test/a)"),
    "picture": ("![", "qzpicture](http://other.test/b.png)"),
    "formula": ("$", "qzformula^2$"),
    "display": ("$$", "qzdisplay^2$$"),
    "coloured": (":red[", "qzred]"),
    "badge": (":blue-badge[", "qzbadge]"),
    "icon": (":material/", "anchor_qzicon:"),
    "emoji": (":", "tada:"),
    "element": ('<b id="', 'qzelement">'),
    "script": ("<script>", "window.qz=1</script>"),
    "handler": ("<img src=x onerror=", "window.qz=2>"),
    "entity": ("&lt;", "qzentity"),
    "address": ("http", "://other.test/qzaddress"),
    "template": ("{{", "qz}} {% qz %} ${qz} %{qz}"),
}
NEUTRAL, PARTS = "qzneutral", 4
ATTACK = " ".join([NEUTRAL, *(before + after for before, after in WRITTEN.values())])
FIELDS = {
    "region": ("name",),
    "report": ("title", "file"),
    "claim": ("quote",),
    "section": ("heading", "text"),
    "unread": ("raw",),
    "refusal": ("file", "message_zh", "message_en"),
}
# All that a reader is shown or told: text, and what stands in attributes.
SHOWN = """() => {
  const names = ['title', 'aria-label', 'alt', 'placeholder', 'value'];
  const told = [...document.querySelectorAll(names.map(n => `[${n}]`).join())]
    .flatMap(e => names.map(n => e.getAttribute(n)));
  const whole = 'p, li, td, th, h1, h2, h3, label, button, summary, text, tspan';
  const texts = [...document.querySelectorAll('body *:not(script):not(style)')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .map(e => (e.closest(whole) ?? e).textContent);
  return [...new Set([...told, ...texts])].filter(t => t);
}"""
# What no page has of itself.
MADE = (
    "#qzelement, [onerror], .katex, a[href*='//other.test']:not([href*='?'])"
    ", img[src*='other.test'], [aria-label='anchor_qzicon icon'], a[href^='javascript:']"
)
POINTS = ".point, .bars path, .pielayer path, .choroplethlayer path, .hm"


@pytest.fixture(scope="module")
def address(
    serve: Callable[..., AbstractContextManager[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    held = tmp_path_factory.mktemp("hostile") / "held.db"
    stock.build(held, stock.various(), stock.DIRECTORY)
    with closing(sqlite3.connect(held)) as opened, opened:
        for table, columns in FIELDS.items():
            for column in columns:
                put = f'UPDATE "{table}" SET "{column}" = coalesce("{column}", \'\') || ?'
                opened.execute(put, [f" {ATTACK}"])
        for each in range(PARTS):  # a name that an address can hold
            written = [before + after for before, after in [*WRITTEN.values()][each::PARTS]]
            put = f"UPDATE agency SET unit = unit || ? WHERE id % {PARTS} = {each}"
            opened.execute(put, [" ".join(["", NEUTRAL, *written])])
        put = "UPDATE report SET unit = (SELECT unit FROM agency WHERE agency.id = report.agency)"
        opened.execute(put)
        opened.execute("UPDATE report SET url = 'javascript:window.qz=3'")
    with serve(held) as started:
        yield started


def faults(look: Look) -> list[str]:
    """What has been made of the words of reports on the page as it stands."""
    page = look.page
    found = [f"made: {each}" for each in _made(page)]
    for text in map(_unescaped, page.evaluate(SHOWN)):
        for name, (before, after) in WRITTEN.items():
            word = after.split("*")[0] if name == "bold" else re.split(r"[_~`\]^:\">]", after)[0]
            for at in _places(text, word or after):
                if not text[:at].endswith(before):
                    found.append(f"{name}: {text[max(0, at - 40) : at + 40]}")
        if "\N{PARTY POPPER}" in text:
            found.append(f"emoji: {text[:80]}")
    return found + [f"asked: {each}" for each in look.strange]


def _made(page: Any) -> list[str]:
    made: list[str] = page.locator(MADE).evaluate_all(
        "all => all.map(e => e.outerHTML.slice(0, 120))"
    )
    return made + ([f"ran {page.evaluate('window.qz')}"] if page.evaluate("'qz' in window") else [])


def _unescaped(text: str) -> str:
    """What a label says to who does not read it as markup: aria-label has it as it was given."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text).replace("\u2060", "")


def _places(text: str, word: str) -> list[int]:
    return [each.start() for each in re.finditer(re.escape(word), text)]


@pytest.fixture
def hostile(look: Callable[..., Look], address: str) -> Look:
    return look(at=address)


def opened(look: Look, page: str, language: str) -> Look:
    """A page with as much of reports on it as it can have."""
    words = {
        "search": f"words={NEUTRAL}",
        "checks": "severity=error&severity=warning&severity=info",
    }
    return look.open(page, f"{words.get(page, '')}&lang={language}".lstrip("&"))


@pytest.mark.parametrize(
    ("page", "language"),
    [(each.name, "zh") for each in PAGES]
    + [pytest.param(each.name, "en", marks=pytest.mark.long) for each in PAGES],
)
def test_words_of_reports_stand_as_they_were_written(
    hostile: Look, page: str, language: str
) -> None:
    look = opened(hostile, page, language).drawn()
    look.page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true; })")
    found = faults(look) + hovered(look, "[data-testid=stTooltipHoverTarget]", 12)
    for chart in look.page.locator(".js-plotly-plot").all()[:6]:
        found += hovered(look, POINTS, 2, chart)
    listed = ""
    for box in look.page.get_by_role("combobox").all():
        if box.is_visible():
            box.click()
            found += faults(look.settle())
            listed += "".join(look.page.get_by_role("option").all_inner_texts())
            look.page.keyboard.press("Escape")
    assert sorted(set(found)) == []
    shown = "\n".join(look.page.evaluate(SHOWN))
    assert NEUTRAL in shown or page in ("data", "precheck")
    assert NEUTRAL in listed or page not in ("compare", "unit", "report")


def hovered(look: Look, what: str, most: int, within: Any = None) -> list[str]:
    """What comes to be seen with the mouse over a few elements."""
    found: list[str] = []
    for each in (within or look.page).locator(what).all()[:most]:
        each.evaluate("e => e.scrollIntoView({block: 'center', inline: 'center'})")
        if (box := each.bounding_box()) is not None:
            look.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            found += faults(look.settle())
    return found


@pytest.mark.parametrize("page", ["report", "unit"])
def test_a_file_is_called_what_every_machine_can_store(hostile: Look, page: str) -> None:
    look = opened(hostile, page, "zh")
    with look.page.expect_download(timeout=60_000) as taken:
        look.page.locator(".st-key-downloads button").first.click(timeout=60_000)
    name = taken.value.suggested_filename
    assert not set(name) & set('/\\:*?"<>|\n\r') and len(name.encode()) <= 255, name
    assert Path(name).suffix in (".csv", ".xlsx")
