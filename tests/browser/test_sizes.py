"""Every page on databases of other sizes: none, one report, three thousand units."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
import stock

from goidata.dashboard import pages

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
PAGES = tuple(page.name for page in pages.PAGES)
NODES = "() => document.querySelectorAll('.js-plotly-plot *').length"
Serve = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="module")
def empty(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("sizes") / "empty.db"
    stock.build(path, [])
    with serve(path) as address:
        yield address


@pytest.fixture(scope="module")
def single(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("sizes") / "one.db"
    report = ROOT / "data" / "reports" / "yanbian-county-2024.txt"
    command = [sys.executable, "-m", "goidata", "load", str(report), "--db", str(path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with serve(path) as address:
        yield address


@pytest.fixture(scope="module")
def many(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("sizes") / "many.db"
    units = ["--units", "3000", "--years", "2023-2023", "--seed", "5", "--db", str(path)]
    command = [sys.executable, "-m", "goidata", "sample", *units]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with serve(path) as address:
        yield address


def sound(shown: Any) -> str:
    assert shown.page.locator("[data-testid=stException]").count() == 0
    said = str(shown.page.inner_text("[data-testid=stMain]"))
    assert "Traceback" not in said and "此页出错" not in said
    return said


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_database_is_told_with_what_to_do(
    look: Callable[..., Any], empty: str, name: str
) -> None:
    said = sound(look(at=empty).open(name))
    if name != "data" and pages.page(name).filters:
        assert "goidata load" in said


@pytest.mark.parametrize("name", PAGES)
def test_one_report_is_shown_and_nothing_made_of_it(
    look: Callable[..., Any], single: str, name: str
) -> None:
    shown = look(at=single).open(name)
    sound(shown)
    if name not in ("search", "data") and pages.page(name).filters:
        shown.page.get_by_text("盐边县").first.wait_for(state="attached")


@pytest.mark.parametrize("name", PAGES)
def test_three_thousand_units_are_shown_and_marked_as_made_up(
    look: Callable[..., Any], many: str, name: str
) -> None:
    shown = look(at=many).open(name)
    said = sound(shown.drawn())
    assert shown.page.evaluate(NODES) <= 3000
    assert not pages.page(name).filters or "合成数据" in said
    if name == "overview":
        assert "名录未列" in said or "应报" in said


def test_on_a_telephone_filters_are_folded_and_figures_come_first(
    look: Callable[..., Any],
) -> None:
    shown = look(390).open("overview", "year=2023")
    region = shown.page.locator(".st-key-filter_region")
    card = shown.page.locator(".g-card").first
    assert not region.is_visible() and card.bounding_box()["y"] < 900
    shown.page.locator(".g-fold summary").click()
    region.wait_for(state="visible")
    assert "1" in shown.page.locator(".g-fold summary").inner_text()
    desk = look().open("overview")
    assert desk.page.locator(".st-key-filter_region").is_visible()
    assert not desk.page.locator(".g-fold").is_visible()
