"""The paper beside a figure: the panel opens at the cell's side, with the page it was read from."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goidata.intake.loading import load

pytestmark = pytest.mark.browser

REPORT = Path(__file__).resolve().parents[2] / "data" / "reports" / "pingtan-2023.txt"
WHERE = "() => document.querySelector('[data-testid=stMain]').scrollTop"


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A database with a PDF that is kept and a report that is not, and the PDF."""
    from paper.figures import CHARACTERS, consistent_figures
    from paper.formats import LAYOUTS
    from paper.sheets import paper_of

    folder = tmp_path_factory.mktemp("papers")
    source = random.Random(5)
    figures = consistent_figures(source, "2021", CHARACTERS[sorted(CHARACTERS)[0]])
    data, name = LAYOUTS["pdf"](paper_of(figures, 2023, "2021"), source)
    (folder / name).write_bytes(data)
    load([folder / name], folder / "x.db", keep=True)
    load([REPORT], folder / "x.db")
    return folder / "x.db", data


@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_stands_beside_the_figure_and_the_table_stays(
    look: Callable[..., Any], serve: Callable[..., Any], papers: tuple[Path, bytes], width: int
) -> None:
    database, data = papers
    with serve(database) as address:
        shown = look(width, at=address).open("report", "unit=米易县人民政府&in=510421")
        cell = shown.page.locator(".g-form td a").nth(40)
        cell.scroll_into_view_if_needed()
        before, printed = shown.page.evaluate(WHERE), cell.inner_text().strip()
        cell.click()
        shown.page.locator(".g-figure").wait_for()
        shown.page.locator("img[alt^='原件第']").first.wait_for()
        shown.settle()
        box = shown.page.locator("td.g-chosen").bounding_box()
        panel = shown.page.locator(".st-key-report-figure").bounding_box()
        assert shown.page.locator("td.g-chosen").inner_text().strip() == printed
        if width > 1000:
            assert shown.page.evaluate(WHERE) == before
            assert panel["x"] > box["x"] + box["width"], "at its side"
            assert 0 <= panel["y"] < 900, "where the reader is"
        else:
            assert box["y"] + box["height"] <= panel["y"], "above what is said of it"
            assert box["y"] > 0
        with shown.page.expect_download() as got:
            shown.page.locator(".st-key-original-get button").click()
        assert got.value.suggested_filename == "米易县人民政府-2023-原件.pdf"
        assert Path(got.value.path()).read_bytes() == data
        shown.open("report", "unit=平潭综合实验区")
        assert "原件未保存" in " ".join(shown.texts(".st-key-report-figure"))
