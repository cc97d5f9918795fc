"""The library as other programs use it, and docs/library.md, which shows it."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import goidata
from goidata import library

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "data" / "reports"


def test_what_the_documentation_shows_is_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    text = (ROOT / "docs" / "library.md").read_text("utf-8")
    test = doctest.DocTestParser().get_doctest(
        text, {"folder": tmp_path}, "library.md", "docs/library.md", 0
    )
    said: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(
        test, out=said.append
    )
    assert (result.failed, result.attempted > 15) == (0, True), "".join(said)


def test_everything_that_is_offered_is_shown() -> None:
    text = (ROOT / "docs" / "library.md").read_text("utf-8")
    functions = {name for name in goidata.OFFERED if name.islower()}
    assert {name for name in functions if f"{name}(" not in text} == set()
    assert goidata.OFFERED == set(library.__all__) <= set(dir(goidata))


def test_the_package_by_itself_loads_nothing() -> None:
    code = "import sys, goidata; print(*(m for m in sys.modules if m.startswith('goidata.')))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split() == []


def test_a_name_that_is_not_offered_is_an_error() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = goidata.nothing


def test_a_report_may_lie_in_an_archive_and_be_checked_by_its_path(tmp_path: Path) -> None:
    import zipfile

    file = REPORTS / "datong-office-2023.txt"
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(file, "in/b.txt")
    assert goidata.read(tmp_path / "a.zip" / "in" / "b.txt") == goidata.read(str(file))
    assert goidata.check(file) == goidata.check(goidata.read(file))


def test_several_paths_are_loaded_and_questions_asked_of_what_is_not_known_refused(
    tmp_path: Path,
) -> None:
    named = [REPORTS / "miyi-office-2023.txt", str(REPORTS / "datong-office-2023.txt")]
    assert goidata.load(named, tmp_path / "a.db").read == 2
    db = goidata.connect(str(tmp_path / "a.db"))
    assert len(goidata.measured(db, "received", "handled", column="business")) == 4
    assert set(goidata.table(db, "findings", region="340000")["unit"]) == {"大通区人民政府办公室"}
    for asked in ({"region": "没有的地方"}, {"region": "鼓楼区"}):
        with pytest.raises(goidata.UsageError):
            goidata.measured(db, "received", **asked)
    with pytest.raises(goidata.UsageError, match="no measure"):
        goidata.measured(db, "received", "nothing")
