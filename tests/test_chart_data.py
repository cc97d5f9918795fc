"""The data of a chart: at an address of their own, what the page shows is what the files hold."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import briefed
import openpyxl
import pytest
import stock
import streamlit
from lxml import html
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[1]
# A chart of each page that draws some, and what is in its rows.
CHARTS = {
    "overview": ("map", {"unit", "value", "low", "high", "n", "N"}),
    "disclosure": ("years-documents_issued", {"year", "value", "reports"}),
    "applications": ("outcome-years", {"year", "outcome", "value", "total", "share"}),
    "proceedings": ("results-review", {"year", "result", "value", "share"}),
    "checks": ("failures-years", {"year", "check", "severity", "fails"}),
}
Opened = tuple[AppTest, dict[str, bytes]]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("charts") / "charts.db"
    stock.build(path, briefed.few())
    return path


@pytest.fixture
def opened(database: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Opened]:
    """A page at an address, and the files of its buttons by their names."""
    files: dict[str, bytes] = {}
    button = streamlit.download_button

    def made(label: str, data: Callable[[], bytes], file_name: str, key: str, **more: Any) -> bool:
        if key.startswith("download-chart-"):
            files[file_name] = data()
        return button(label, data=b"", file_name=file_name, key=key, **more)

    def visit(page: str, **words: str) -> Opened:
        monkeypatch.setenv("GOIDATA_DB", str(database))
        monkeypatch.setattr(streamlit, "download_button", made)
        at = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)
        for key, value in words.items():
            at.query_params[key] = value
        at.run()
        assert not at.exception and not at.error, at.exception
        return at, dict(files)

    return visit


def charts_of(at: AppTest) -> list[str]:
    """The names of the charts whose data can be opened."""
    bodies = "".join(str(each.proto.body) for each in at.get("html"))
    return re.findall(r'data-here="chart-([^"]+)"', bodies)


def shown(at: AppTest) -> list[list[str]]:
    """The rows of the one table of data."""
    (body,) = [str(each.proto.body) for each in at.get("html") if "g-data" in each.proto.body]
    return [
        [cell.text_content() for cell in row.xpath("./th|./td")]
        for row in html.fromstring(body).xpath("//tr")
    ]


@pytest.mark.parametrize("page", CHARTS)
def test_what_the_page_shows_is_what_the_files_hold(
    opened: Callable[..., Opened], page: str
) -> None:
    name, columns = CHARTS[page]
    closed, none = opened(page)
    assert name in charts_of(closed) and none == {}
    assert len(charts_of(closed)) == len(closed.get("plotly_chart"))
    at, files = opened(page, chart=name)
    (plain,) = [each for file, each in files.items() if file.endswith(".csv")]
    (sheet,) = [each for file, each in files.items() if file.endswith(".xlsx")]
    head, *rows = csv.reader(io.StringIO(plain.decode("utf-8-sig"), newline=""))
    assert columns <= set(head)
    book = openpyxl.load_workbook(io.BytesIO(sheet)).worksheets[0]
    assert len(shown(at)) == len(rows) + 1 == book.max_row
    numbers = {cell.removesuffix(".0") for row in rows for cell in row}
    told = {cell.replace(",", "") for row in shown(at)[1:] for cell in row}
    assert {cell for cell in told if cell.isdecimal()} <= numbers
    assert all(re.match(r"goidata_.*[\u4e00-\u9fff]", file) for file in files)


def test_rates_of_a_chart_have_their_base_and_interval(opened: Callable[..., Opened]) -> None:
    at, files = opened("overview", chart="map")
    head, *rows = shown(at)
    assert {"分子", "分母", "数值", "95%区间下限", "95%区间上限"} <= set(head)
    value = rows[0][head.index("数值")]
    assert re.fullmatch(r"\d+\.\d%", value)
    assert len(files) == 2


def test_an_address_of_no_chart_opens_none(opened: Callable[..., Opened]) -> None:
    at, files = opened("applications", chart="<script>")
    assert files == {} and len(charts_of(at)) == len(at.get("plotly_chart"))
    assert "<script>" not in "".join(str(each.proto.body) for each in at.get("html"))
