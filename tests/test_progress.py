"""Reports sent back to their units: what is recorded, what became of them, what was mended."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from goidata.analysis import queries
from goidata.analysis.selection import Selection
from goidata.cli import app
from goidata.dashboard.failing_table import WAITING
from goidata.errors import UsageError
from goidata.store.database import connect
from goidata.store.decisions import FILE, Returned, Told, file_beside, read, write

HELD = Path(__file__).resolve().parents[1] / "data" / "reports" / "datong-office-2023.txt"
UNIT, YEAR = "大通区人民政府办公室", "2023"
EVERY = Selection(scope=None)


def run(*words: object) -> str:
    result = CliRunner().invoke(app, [*map(str, words), "--lang", "en"])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "held.db"
    run("load", HELD, "--db", path)
    yield path


def mended(tmp_path: Path, old: str, new: str) -> Path:
    """The report with something in it changed."""
    text = HELD.read_text("utf-8")
    assert old in text
    file = tmp_path / f"mended-{new}.txt"
    file.write_text(text.replace(old, new), "utf-8")
    return file


def states(path: Path) -> dict[str, int]:
    """How many reports the queue lists in each state, whatever their findings."""
    with closing(connect(path, readonly=True)) as db:
        sent = tuple((each.report, each.state) for each in queries.progress(db))
        asked = queries.Faults(severities=("error", "warning"), states=("open", "accepted"))
        found = {}
        for state in ("new", "returned", "mended", "explained"):
            only = queries.Faults(asked.check, asked.severities, asked.states, progress=(state,))
            found[state] = len(queries.failing_reports(db, EVERY, only, sent))
    return {state: n for state, n in found.items() if n}


def test_a_report_is_new_until_it_is_sent_back_and_mended_by_another_version(
    database: Path, tmp_path: Path
) -> None:
    assert states(database) == {"new": 1}
    run("send-back", UNIT, "--year", YEAR, "--due", "2024-03-01", "--db", database)
    assert states(database) == {"returned": 1}
    run("load", mended(tmp_path, "规范性文件26件", "规范性文件27件"), "--db", database)
    assert states(database) == {"mended": 1}
    with closing(connect(database, readonly=True)) as db:
        (known,) = queries.progress(db)
        assert (known.told, known.mended, known.explained, known.due) == (1, 1, 0, "2024-03-01")
        revision = queries.revision(db, known.report)
    assert revision is not None and (revision.before, revision.after) == (1, 2)
    assert revision.faults["became"].tolist() == ["mended"] and revision.figures.empty


def test_another_wrong_number_is_not_mended(database: Path, tmp_path: Path) -> None:
    run("send-back", UNIT, "--year", YEAR, "--db", database)
    run("load", mended(tmp_path, "规范性文件26件", "规范性文件28件"), "--db", database)
    run("versions", UNIT, YEAR, "--use", 2, "--db", database)
    assert states(database) == {"returned": 1}


def test_what_is_explained_is_no_longer_waited_for(database: Path) -> None:
    run("accept", UNIT, YEAR, "N-DOCUMENTS", "--reason", "清理后新增一件", "--db", database)
    assert states(database) == {"explained": 1}


def test_a_record_is_taken_out_again(database: Path) -> None:
    run("send-back", UNIT, "--year", YEAR, "--db", database)
    run("send-back", UNIT, "--year", YEAR, "--withdraw", "--db", database)
    assert read(file_beside(database)) == () and states(database) == {"new": 1}
    again = ["send-back", UNIT, "--year", YEAR, "--withdraw", "--db", str(database)]
    assert CliRunner().invoke(app, again).exit_code == 2


def test_a_changed_figure_is_told_with_both_numbers(database: Path, tmp_path: Path) -> None:
    row = next(line for line in HELD.read_text("utf-8").splitlines() if line.endswith("27"))
    run("load", mended(tmp_path, row, row.removesuffix("27") + "26"), "--db", database)
    with closing(connect(database, readonly=True)) as db:
        (report,) = db.execute("SELECT id FROM report WHERE current = 1").fetchone()
        revision = queries.revision(db, report)
    assert revision is not None
    (changed,) = revision.figures.to_dict("records")
    assert (changed["before"], changed["after"]) == (27, 26)
    assert changed["name"] == "disclosure.normative_documents.in_force"
    assert revision.faults["became"].tolist() == ["mended"]


def test_the_file_of_decisions_is_readable_and_comes_back_as_it_was(tmp_path: Path) -> None:
    faults = (Told("T3-ROW", "received", 5, 6.5), Told("T4-SAME"))
    entries = (
        Returned("甲县", 2023, "2024-02-01", "someone", faults, "510421", "2024-03-01", "注", 2),
        Returned("乙县", 2022, "2023-02-01", "someone"),
    )
    write(tmp_path / FILE, entries)
    assert read(tmp_path / FILE) == entries
    assert "甲县" in (tmp_path / FILE).read_text("utf-8")


def test_a_broken_file_of_decisions_is_told_in_one_line(tmp_path: Path) -> None:
    for text in ("returned = 5", "[[returned]]\nunit = 'x'", "\x00", "[[returned]"):
        (tmp_path / FILE).write_text(text, "utf-8")
        with pytest.raises(UsageError):
            read(tmp_path / FILE)


def test_reports_that_wait_are_those_the_queue_begins_with() -> None:
    assert WAITING == ("new", "returned")
