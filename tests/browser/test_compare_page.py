"""Units side by side in a browser: deep links, choices, both languages, a telephone, downloads."""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
import stock

from goidata.analysis import queries
from goidata.analysis.selection import Selection
from goidata.dashboard.records import records
from goidata.store.database import connect

pytestmark = pytest.mark.browser

PHONE = 390
COUNTIES = ("沭阳县人民政府", "泗阳县人民政府", "泗洪县人民政府")
Look = Callable[..., Any]


@pytest.fixture(scope="module")
def held(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(database, readonly=True)) as db:
        yield db


def query(held: sqlite3.Connection, *units: str, **words: str) -> str:
    named = "&".join(f"{key.rstrip('_')}={value}" for key, value in words.items())
    return "&".join([*(f"units={unit}@{region}" for unit, region in known(held, units)), named])


def known(held: sqlite3.Connection, units: Sequence[str]) -> list[tuple[str, str]]:
    regions = dict(held.execute("SELECT unit, region FROM report").fetchall())
    return [(unit, regions[unit]) for unit in units]


def asked(shown: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(shown.page.url).query)


def panels(shown: Any) -> list[str]:
    shown.charts()
    found: list[str] = shown.texts("[class*=st-key-panel-compare-] h3")
    return found


def pick(shown: Any, key: str, text: str) -> None:
    """Take the option that contains `text`; wait for the address."""
    before = shown.page.url
    shown.page.locator(f".st-key-{key} input").first.fill(text)
    shown.page.locator("[role=option]").filter(has_text=text).first.click()
    shown.page.wait_for_function("before => location.href !== before", arg=before)
    shown.settle()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_deep_link_shows_the_units_named(look: Look, held: sqlite3.Connection, lang: str) -> None:
    words = query(held, "平潭综合实验区", "盐边县", measure="refusal_rate", at="2024", lang=lang)
    shown = look().open("compare", words.removesuffix("&lang=zh"))
    names = {"zh": ["平潭综合实验区", "盐边县"], "en": ["Pingtan 平潭综合实验区", "Yanbian 盐边县"]}
    assert panels(shown) == names[lang]
    title = {"zh": "不予公开率，2021–2025年", "en": "Refusal rate, 2021–2025"}[lang]
    assert title in shown.texts("h2.g-part")
    marked = shown.page.locator(".g-compare tr.g-chosen").inner_text()
    assert ("不予公开率" if lang == "zh" else "Refusal rate") in marked
    assert shown.page.locator("[data-testid=stAlert]").count() == 0


def test_units_are_found_by_typing_their_region_and_a_reload_keeps_them(
    look: Look, held: sqlite3.Connection
) -> None:
    shown = look().open("compare", query(held, "盐边县", at="2024"))
    assert panels(shown) == ["盐边县"]
    pick(shown, "compare_units", "江苏省宿迁市沭阳县")
    both = ["盐边县@510422", "沭阳县人民政府@321322"]
    assert asked(shown)["units"] == both
    assert panels(shown) == ["盐边县", "沭阳县人民政府"]
    shown.page.get_by_text("全省", exact=True).click()
    shown.page.wait_for_url("**with=province**")
    shown.settle()
    before = shown.texts(".g-compare")
    shown.page.reload()
    shown.settle()
    assert panels(shown) == ["盐边县", "沭阳县人民政府"]
    assert shown.texts(".g-compare") == before
    assert asked(shown) == {"units": both, "at": ["2024"], "with": ["province"]}


@pytest.fixture(scope="module")
def three(
    serve: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """A server on three counties, and the words of an address with the first two."""
    path = tmp_path_factory.mktemp("compare") / "three.db"
    handled = {"applications.received.total": 20, "applications.handled_total.total": 20}
    stock.build(path, [stock.of(unit, 2024, handled) for unit in COUNTIES])
    with closing(connect(path, readonly=True)) as db:
        first = query(db, *COUNTIES[:2], at="2024")
    with serve(path) as address:
        yield address, first


def test_a_link_of_the_ranking_takes_a_unit_away_and_puts_it_back(
    look: Look, three: tuple[str, str]
) -> None:
    address, first = three
    shown = look(at=address).open("compare", first)
    row = shown.page.locator(".g-rank tr").filter(has_text=COUNTIES[0])
    row.get_by_role("link", name="移出对比").click()
    one = "() => new URL(location).searchParams.getAll('units').length === {}"
    shown.page.wait_for_function(one.format(1))
    shown.settle()
    assert panels(shown) == [COUNTIES[1]]
    row.get_by_role("link", name="加入对比").click()
    shown.page.wait_for_function(one.format(2))
    shown.settle()
    assert panels(shown) == [COUNTIES[1], COUNTIES[0]]


def test_units_of_two_kinds_bring_a_warning(look: Look, held: sqlite3.Connection) -> None:
    shown = look().open("compare", query(held, "宿迁市", "大通区人民政府办公室", at="2023"))
    (said,) = shown.texts("[data-testid=stAlert]")
    assert "不可比高低" in said
    assert "大通区" not in " ".join(shown.texts(".g-rank"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_a_telephone_panels_stand_below_each_other(
    look: Look, held: sqlite3.Connection, lang: str
) -> None:
    shown = look(PHONE).open("compare", "" if lang == "zh" else "lang=en")
    plots = shown.page.locator("[class*=st-key-panel-compare-] .js-plotly-plot")
    plots.nth(3).wait_for(timeout=30_000)
    boxes = [plot.bounding_box() for plot in plots.all()]
    assert len(boxes) == 4 and all(box["x"] + box["width"] <= PHONE for box in boxes)
    assert len({round(box["x"]) for box in boxes}) == 1


def test_a_download_reads_back_as_the_charts(
    look: Look, held: sqlite3.Connection, tmp_path: Path
) -> None:
    units = ("平潭综合实验区", "盐边县")
    shown = look().open("compare", query(held, *units, at="2024", with_="country"))
    plots = shown.page.locator("[class*=st-key-panel-compare-] .js-plotly-plot")
    plots.nth(1).wait_for(timeout=30_000)
    drawn = [
        value
        for plot in plots.all()
        for value in plot.evaluate(
            "p => [...p._fullData.find(t => t.mode === 'markers').y].map(y => Math.round(1e9 * y))"
        )
    ]
    (tmp_path / "data.csv").write_bytes(_download(shown, "compared-selected-csv", tmp_path))
    with (tmp_path / "data.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    rates = [row for row in rows if row["measure"] == "disclosure_rate"]
    assert [round(1e9 * float(row["value"])) for row in rates if row["value"]] == drawn
    ids = dict(held.execute("SELECT unit, agency FROM report").fetchall())
    agencies = [ids[unit] for unit in units]
    found = queries.compared(
        held, Selection(scope="government"), agencies, ("disclosure_rate",), "country"
    )
    expected = [row["group_N"] for row in records(found)]
    assert [int(row["group_N"]) if row["group_N"] else None for row in rates] == expected
    assert len(rates) == 2 * 5 and {row["why_missing"] for row in rates} == {"", "not_collected"}


def test_the_book_names_units_and_sources(
    look: Look, held: sqlite3.Connection, tmp_path: Path
) -> None:
    shown = look().open("compare", query(held, "大通区人民政府办公室", at="2023", lang="en"))
    button = shown.page.locator(".st-key-download-compared-selected-xlsx button")
    counted = int(re.findall(r"\d+", button.inner_text())[0])
    (tmp_path / "a.xlsx").write_bytes(_download(shown, "compared-selected-xlsx", tmp_path))
    data, about, checks = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets
    assert data.max_row - 1 == counted
    notes = [(str(name), str(text)) for name, text in about.iter_rows(values_only=True)]
    assert ("Filter: Unit", "大通区人民政府办公室") in notes
    sources = [text for name, text in notes if name == "Source"]
    assert len(sources) == 1 and "大通区" in sources[0]
    assert checks.max_row > 1 and all("大通区" in str(row[0].value) for row in checks.iter_rows(2))


def _download(shown: Any, name: str, folder: Path) -> bytes:
    with shown.page.expect_download() as waiting:
        shown.page.locator(f".st-key-download-{name} button").click()
    waiting.value.save_as(folder / "file")
    return (folder / "file").read_bytes()
