"""What is promised of reliability is declared, kept and told, each figure beside its bar."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
KEEP = (
    "import sys; sys.path.insert(0, 'tests/reliability');from pathlib import Path; import results; "
)


def python(*words: object, check: bool = True) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *map(str, words)]
    return subprocess.run(command, cwd=ROOT, check=check, capture_output=True, encoding="utf-8")


def test_a_figure_stands_beside_its_bar(tmp_path: Path) -> None:
    figures = {"moments": 12, "lost": 0, "halves": 0, "orphans": 0}
    python("-c", KEEP + f"results.keep(Path({str(tmp_path)!r}), 'kills', {figures})")
    told = json.loads((tmp_path / "kills.json").read_text("utf-8"))
    assert told["section"] == "kills" and told["figures"] == figures
    to = tmp_path / "reliability.md"
    python("tests/reliability", "document", "--results", tmp_path, "--to", to)
    written = to.read_text("utf-8")
    assert "| moments of a kill | 12 | at least 200 | **no** |" in written
    assert "| reports lost that had been stored | 0 | at most 0 | yes |" in written
    assert "3 of 4" in written
    assert written.count("Not measured.") == written.count("not measured |") > 3


def test_a_section_that_is_not_measured_again_stays(tmp_path: Path) -> None:
    to = tmp_path / "reliability.md"
    for folder, name, figures in (
        ("first", "kills", {"moments": 212, "lost": 0, "halves": 0, "orphans": 0}),
        ("second", "outward", {"requests": 3, "outward": 0}),
        ("third", "kills", {"moments": 7, "lost": 0, "halves": 0, "orphans": 0}),
    ):
        results = tmp_path / folder
        python("-c", KEEP + f"results.keep(Path({str(results)!r}), {name!r}, {figures})")
        python("tests/reliability", "document", "--results", results, "--to", to)
        written = to.read_text("utf-8")
        if folder == "second":
            assert "| moments of a kill | 212 | at least 200 | yes |" in written
            assert "4 of 4" in written and "1 of 1" in written
    assert "212" not in written and "| moments of a kill | 7 | at least 200 | **no** |" in written
    assert "3 of 4" in written and "1 of 1" in written
    assert written.count("\n## Killed at any moment\n") == 1


@pytest.mark.parametrize("asked", ["'kills', {'other': 1}", "'other', {}"])
def test_nothing_is_kept_that_is_not_promised(tmp_path: Path, asked: str) -> None:
    done = python("-c", KEEP + f"results.keep(Path({str(tmp_path)!r}), {asked})", check=False)
    assert done.returncode and "KeyError" in done.stderr
    assert list(tmp_path.iterdir()) == []
