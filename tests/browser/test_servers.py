"""Several servers over one database, as behind a proxy, and a load meanwhile."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, WIDE, Look

from goidata.samples import Drawing, samples

pytestmark = pytest.mark.browser


def goidata(*words: object) -> None:
    command = [sys.executable, "-m", "goidata", *map(str, words)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def test_two_servers_show_the_same_and_what_a_load_brings(
    tmp_path: Path, serve: Callable[..., AbstractContextManager[str]], browser: Any
) -> None:
    db, folder = tmp_path / "held.db", tmp_path / "in"
    goidata("sample", "--units", 12, "--years", "2022-2023", "--db", db)
    folder.mkdir()
    for sample in samples(Drawing(12, (2024,), 1, 0.0)):
        (folder / sample.file).write_text(sample.text, "utf-8")
    with ExitStack() as stack:
        servers = [stack.enter_context(serve(db)) for _ in range(2)]
        page = browser.new_page(viewport={"width": WIDE, "height": 900})
        looks = [Look(page, server) for server in servers]
        before = [
            look.open("overview").page.inner_text("main, [data-testid=stMain]") for look in looks
        ]
        assert before[0] == before[1]
        assert "2024" not in before[0]
        goidata("load", folder, "--db", db)
        after = [
            look.open("overview").page.inner_text("main, [data-testid=stMain]") for look in looks
        ]
        assert after[0] == after[1]
        assert "2024" in after[0]
        assert [look.errors for look in looks] == [[], []]


def test_the_queue_follows_what_is_recorded_beside_the_database(
    tmp_path: Path, serve: Callable[..., AbstractContextManager[str]], browser: Any
) -> None:
    db = tmp_path / "held.db"
    goidata("load", "data/reports", "--db", db)
    with serve(db) as address:
        page = browser.new_page(viewport={"width": WIDE, "height": 900})
        shown = Look(page, address).open("checks")
        row = page.locator(".g-failing tbody tr").filter(has_text="大通区人民政府办公室")
        row.locator(".g-state", has_text="新").wait_for()
        goidata("send-back", "大通区人民政府办公室", "--year", 2023, "--db", db)
        shown.open("checks", "state=returned")
        row.locator(".g-state", has_text="已退回").wait_for()
        assert page.locator(".g-failing tbody tr").count() == 1
        page.locator(".st-key-checks_state button", has_text="新").click()
        page.wait_for_function("() => location.search.includes('state=new')")
        page.locator(".g-failing tbody tr").nth(1).wait_for()
        assert shown.errors == []
        page.close()
