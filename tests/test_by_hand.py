"""Decisions beside a database: what is written is read again; a write cut short loses nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from goidata.errors import UsageError
from goidata.store import by_hand

HEAD = "# why\n\n"
ENDLESS = """
import pathlib, sys
from goidata.store import by_hand
by_hand.write(pathlib.Path(sys.argv[1]), "rows", [{"text": "x" * 2_000_000}] * 3, "")
"""


def rows(file: Path) -> tuple[dict[str, object], ...]:
    return by_hand.read(file, "rows", dict, "returned.unreadable")


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "list.toml"
    assert rows(file) == ()
    by_hand.write(file, "rows", [{"unit": "宿迁市“甲”\n", "year": 2023}], HEAD)
    assert rows(file) == ({"unit": "宿迁市“甲”\n", "year": 2023},)
    assert file.read_text("utf-8").startswith(HEAD)
    assert [each.name for each in tmp_path.iterdir()] == ["list.toml"]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_a_write_that_ends_midway_leaves_what_was_there(tmp_path: Path) -> None:
    import resource

    file = tmp_path / "list.toml"
    by_hand.write(file, "rows", [{"unit": "甲"}], HEAD)
    done = subprocess.run(
        [sys.executable, "-c", ENDLESS, str(file)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000)),
        capture_output=True,
        check=False,
    )
    assert done.returncode in (1, -signal.SIGXFSZ)
    assert rows(file) == ({"unit": "甲"},)


def test_a_file_that_is_no_list_is_told(tmp_path: Path) -> None:
    file = tmp_path / "list.toml"
    file.write_text("rows = 3\n", "utf-8")
    with pytest.raises(UsageError):
        rows(file)
