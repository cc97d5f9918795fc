"""A chart by itself: its address, its pictures, the table beneath it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
CHART = "outcome-years"
PANEL = f".st-key-panel-{CHART}"


def opened(look: Callable[..., Any]) -> Any:
    """The page at the address of the chart, with its buttons ready."""
    shown = look().open("applications", f"chart={CHART}").drawn()
    shown.page.locator(f"{PANEL} button[data-image=png]").wait_for()
    shown.page.locator(f"{PANEL} .modebar-btn").first.wait_for(state="attached")
    return shown


def test_the_address_of_a_chart_shows_it_with_its_data(look: Callable[..., Any]) -> None:
    shown = opened(look)
    shown.page.wait_for_function(
        f"""() => {{
          const top = document.querySelector("{PANEL} .g-chart").getBoundingClientRect().top;
          return top > 0 && top < innerHeight;
        }}"""
    )
    shown.page.locator(f"{PANEL} .g-list tbody tr").first.wait_for()
    shown.page.locator(f"{PANEL} .g-tools a").click()
    shown.page.locator(f"{PANEL} .g-list").wait_for(state="detached")
    assert "chart=" not in shown.page.url
    assert shown.errors == []


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_chart_is_a_picture_with_its_title(
    look: Callable[..., Any], tmp_path: Path, kind: str
) -> None:
    shown = opened(look)
    title = shown.page.locator(f"{PANEL} .g-chart").inner_text().strip()
    height = shown.page.locator(f"{PANEL} .js-plotly-plot").bounding_box()["height"]
    with shown.page.expect_download() as waiting:
        shown.page.locator(f"{PANEL} button[data-image={kind}]").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert file.suffix == f".{kind}" and file.name.startswith("goidata_2025年")
    data = file.read_bytes()
    if kind == "png":
        assert data.startswith(b"\x89PNG")
        assert int.from_bytes(data[20:24]) > 2 * height  # twice as fine, and the title above
    else:
        words = data.decode()
        assert (
            title[:12] in words and "予以公开" in words and "http://" not in words.split(">", 1)[1]
        )
    after = shown.page.locator(f"{PANEL} .js-plotly-plot").bounding_box()["height"]
    assert after == height and shown.errors == []
