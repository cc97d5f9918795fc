"""The benchmark measures what it says it does: each part at the smallest size, in a process of its
own, and what is written of it. No figure of time is looked at."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from goidata.dashboard import pages

ROOT = Path(__file__).resolve().parents[1]


def measured(folder: Path, *words: object) -> list[dict[str, Any]]:
    """The rows that a part keeps."""
    places = ("--results", folder / "results", "--folder", folder / "databases")
    command = [sys.executable, "tests/benchmarks", *words, *places]
    subprocess.run(list(map(str, command)), cwd=ROOT, check=True, env={**os.environ, "TZ": "UTC"})
    kept = [json.loads(file.read_text("utf-8")) for file in (folder / "results").glob("*.json")]
    return [row for each in kept if each["part"] == words[0] for row in each["rows"]]


@pytest.mark.long
def test_a_page_is_opened_in_all_three_ways(tmp_path: Path) -> None:
    (row,) = measured(tmp_path, "pages", "--size", 16, "--only", "data")
    assert row["page"] == "data"
    assert {f"{way}_processor" for way in ("first", "new", "again")} <= set(row)
    assert min(row[key] for key in row if key != "page") > 0


def test_what_was_not_measured_is_said_to_be_so(tmp_path: Path) -> None:
    measured(tmp_path, "checks", "--reports", 2)
    to = tmp_path / "performance.md"
    measured(tmp_path, "document", "--to", to)
    told = to.read_text("utf-8")
    assert "| checking |" in told and told.count("Not measured.") >= len(("pages", "browser"))


@pytest.mark.long
def test_the_others_give_the_same_answers(tmp_path: Path) -> None:
    pytest.importorskip("datasette")
    rows = measured(tmp_path, "questions", "--size", 60)
    assert len(rows) == 5 and all(row["rows"] for row in rows)


@pytest.mark.long
def test_visitors_over_sockets_are_answered(tmp_path: Path) -> None:
    words = ("--size", 16, "--visitors", 2, "--seconds", 4, "--every", 1)
    first, *_ = measured(tmp_path, "visitors", *words)
    assert first["runs"] and not first["failed"]


@pytest.mark.long
def test_every_page_is_measured(tmp_path: Path) -> None:
    rows = measured(tmp_path, "pages", "--size", 60, "--times", 1)
    assert [row["page"] for row in rows] == [*(page.name for page in pages.PAGES), "all"]
