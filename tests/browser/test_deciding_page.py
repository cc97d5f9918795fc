"""Open cells on the page of a report: listed with why, decided by the command shown, told after."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from goidata.cli import app
from goidata.intake.loading import load

pytestmark = pytest.mark.browser

HELD = Path(__file__).resolve().parents[2] / "data" / "reports" / "datong-office-2023.txt"
PRINTED = "二、上年结转政府信息公开申请数量\t\t\t1\t"
FIGURE = "applications.carried_in.natural_person"
REPORT = f"unit=大通区人民政府办公室&in=340402&figure={FIGURE}"
CELL = "td.g-chosen"


def test_an_open_cell_is_decided_by_the_command_that_the_page_gives(
    look: Callable[..., Any], serve: Callable[..., Any], tmp_path: Path
) -> None:
    text = HELD.read_text("utf-8")
    assert PRINTED in text
    (tmp_path / "blurred.txt").write_text(
        text.replace(PRINTED, PRINTED.replace("\t1\t", "\t若干\t")), "utf-8"
    )
    load([tmp_path / "blurred.txt"], tmp_path / "x.db", keep=True)
    with serve(tmp_path / "x.db") as address:
        shown = look(1440, at=address).open("report", REPORT)
        assert "待人认定的" in " ".join(shown.texts("h2"))
        listed = shown.page.locator("[data-here=open-cell]")
        assert listed.count() >= 1
        given = shown.page.locator(".st-key-report-figure [data-testid=stCode]").inner_text()
        program, *words = shlex.split(given)
        assert program == "goidata" and FIGURE in words
        words = ["4" if word == "N" else word for word in words]
        done = CliRunner().invoke(app, [*words, "--who", "甲科", "--db", str(tmp_path / "x.db")])
        assert done.exit_code == 0, done.output
        shown = look(1440, at=address).open("report", REPORT)
        shown.page.locator("td.g-chosen.g-decided").wait_for()
        assert shown.page.locator(CELL).inner_text().strip() == "4"
        panel = " ".join(shown.texts(".st-key-report-figure"))
        assert "甲科" in panel and "由人认定" in panel
        assert "甲科" in " ".join(shown.texts("table.g-list"))  # the check that now fails
