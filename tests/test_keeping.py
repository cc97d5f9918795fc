"""A database kept: copied under a load, put back, looked through; what a medium does is said."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from trial import Trial

from goidata.errors import DatabaseError
from goidata.intake.loading import load
from goidata.store import faults
from goidata.store.backups import backup, restore
from goidata.store.database import connect, is_unused, writing
from goidata.store.health import damages

LOADER = (
    "import sys; from pathlib import Path; from goidata.intake import loading;"
    " loading.BATCH = 4; loading.load([Path(sys.argv[1])], Path(sys.argv[2]), jobs=1)"
)


def written(folder: Path, count: int) -> Path:
    folder.mkdir(exist_ok=True)
    for seed in range(count):
        data = Trial("tab rows", "none", seed).document()[1][0]
        folder.joinpath(f"{seed}.txt").write_bytes(data)
    return folder


def held(path: Path) -> int:
    with closing(connect(path)) as opened:
        return int(opened.execute("SELECT count(*) FROM report").fetchone()[0])


def run(*words: object) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "goidata", *map(str, words), "--lang", "en"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def broken(path: Path) -> None:
    """Overwrite a page within a file."""
    with path.open("r+b") as file:
        for page in range(3, 12):
            file.seek(page * 4096)
            file.write(b"\xa5" * 4096)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "x.db"
    load([written(tmp_path / "in", 3)], path, jobs=1)
    return path


@pytest.mark.long
def test_a_backup_made_during_a_load_is_whole(tmp_path: Path) -> None:
    folder, path = written(tmp_path / "in", 40), tmp_path / "x.db"
    load([written(tmp_path / "first", 2)], path, jobs=1)
    counts = []
    with subprocess.Popen([sys.executable, "-c", LOADER, folder, path]) as loader:
        while loader.poll() is None:
            counts.append(backup(path, tmp_path / "copy.db"))
            assert not damages(tmp_path / "copy.db")
            assert held(tmp_path / "copy.db") == counts[-1]
    assert loader.returncode == 0
    assert counts == sorted(counts) and counts[0] < held(path)
    assert backup(path, tmp_path / "copy.db") == held(path)


def test_a_restored_database_is_what_was_copied(db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert backup(db, copy) == held(db)
    before = held(db)
    with closing(connect(db)) as reading:
        load([written(tmp_path / "more", 9)], db, jobs=1)
        assert held(db) > before
        assert restore(copy, db) == (before, None)
        assert reading.execute("SELECT count(*) FROM report").fetchone() == (before,)
    assert held(db) == before


@pytest.mark.parametrize("content", [b"", b"no database at all", None])
def test_what_is_no_database_any_more_is_replaced_and_kept(
    db: Path, tmp_path: Path, content: bytes | None
) -> None:
    copy = tmp_path / "copy.db"
    backup(db, copy)
    if content is None:
        broken(db)
    else:
        db.write_bytes(content)
    restore(copy, db)
    assert held(db) == held(copy) and not damages(db)


def test_what_people_decided_goes_along_and_comes_back(db: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    first, other = b"# first\n", b"# other\n"
    (tmp_path / "accepted.toml").write_bytes(first)
    assert run("backup", away / "b.db", "--db", db)[0] == 0
    assert not (away / "accepted.toml").exists()  # which another database there would read
    (tmp_path / "accepted.toml").write_bytes(other)
    (tmp_path / "returned.toml").write_bytes(other)
    code, told = run("restore", away / "b.db", "--db", db)
    assert code == 0
    assert (tmp_path / "accepted.toml").read_bytes() == first
    assert (tmp_path / "accepted.toml.before").read_bytes() == other
    assert "accepted.toml.before" in told
    assert (tmp_path / "returned.toml").read_bytes() == other  # the backup has none
    (tmp_path / "accepted.toml").unlink()
    assert run("backup", away / "b.db", "--db", db)[0] == 0
    assert [each.name for each in away.iterdir() if each.suffix == ".toml"] == [
        "b.db.returned.toml"
    ]


def test_a_clock_set_back_chooses_no_other_version(tmp_path: Path) -> None:
    """What was stored while the clock was ahead says a later time than what comes after it."""
    whole = Trial("tab rows", "none", 1).document()[1][0]
    less = whole.replace(b"7", b"8", 3)
    db = tmp_path / "x.db"
    for number, data in enumerate((less, whole, whole + b"\n")):
        file = tmp_path / f"{number}.txt"
        file.write_bytes(data)
        load([file], db, jobs=1)
        with closing(sqlite3.connect(db)) as opened, opened:
            ahead = f"strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now', '+{3 - number} days')"
            opened.execute(f"UPDATE report SET loaded_at = {ahead} WHERE id = {number + 1}")
    with closing(sqlite3.connect(db)) as opened:
        asked = "SELECT version, status, revision FROM report ORDER BY id"
        found = opened.execute(asked).fetchall()
    assert [version for version, _, _ in found] == [1, 2, 3][: len(found)] and len(found) > 1
    assert [status for _, status, _ in found].count("current") == 1
    again = tmp_path / "y.db"
    for number in range(3):
        load([tmp_path / f"{number}.txt"], again, jobs=1)
    with closing(sqlite3.connect(again)) as opened:
        assert opened.execute(asked).fetchall() == found


def test_a_damaged_backup_is_not_put_back(db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backup(db, copy)
    broken(copy)
    with pytest.raises(DatabaseError):
        restore(copy, db)
    assert held(db) and not damages(db)


def test_what_a_killed_first_load_leaves_is_filled_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.touch()
    assert is_unused(path)
    code, told = run("search", "公开", "--db", path)
    assert code == 2 and "goidata load" in told and "another program" not in told
    assert run("doctor", path)[0] == 2
    assert load([written(tmp_path / "in", 2)], path, jobs=1).read
    assert not is_unused(path)


def test_doctor_says_what_is_wrong_and_what_to_do(db: Path, tmp_path: Path) -> None:
    assert run("doctor", db)[0] == 0
    with writing(db) as store:
        store.conn.execute("UPDATE load SET finished = NULL")
    code, told = run("doctor", db)
    assert code == 1 and "goidata load" in told
    broken(db)
    code, told = run("doctor", db)
    assert code in (1, 2) and "restore" in told and "fault of goidata" not in told
    db.write_bytes(b"nothing of the kind" * 1000)
    assert run("doctor", db)[0] == 2


def test_a_file_that_cannot_be_opened_is_not_called_damaged(db: Path, tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="cannot be opened"):
        damages(tmp_path / "absent.db")
    broken(db)
    assert damages(db)


def test_a_damaged_page_is_no_fault_of_the_program(db: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(db)) as opened:
        opened.execute("VACUUM")
    broken(db)
    code, told = run("load", written(tmp_path / "more", 5), "--db", db)
    assert code == 2 and len(told.splitlines()) == 1 and "damaged" in told
    assert "malformed" not in told


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may write anything")
def test_a_place_that_cannot_be_written_is_said(db: Path, tmp_path: Path) -> None:
    db.chmod(0o444)
    code, told = run("load", written(tmp_path / "more", 5), "--db", db)
    assert code == 2 and "permission" in told


def test_what_sqlite_says_of_a_medium_is_said_in_words(db: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as opened:
        with pytest.raises(sqlite3.Error) as readonly:
            opened.execute("DELETE FROM report")
        with pytest.raises(sqlite3.Error) as ours:
            opened.execute("SELECT nothing FROM report")
    told = faults.told(readonly.value, db)
    assert told is not None and str(db) in told.zh and "只读" in told.zh
    assert faults.told(ours.value, db) is None
    with pytest.raises(DatabaseError) as absent, writing(tmp_path / "no" / "folder.db"):
        pass
    assert "unable to open" not in absent.value.en


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    inside, elsewhere = written(tmp_path / "in", 1), written(tmp_path / "elsewhere", 3)
    inside.joinpath("far.txt").symlink_to(elsewhere / "2.txt")
    inside.joinpath("near.txt").symlink_to(inside / "0.txt")
    tally = load([inside], tmp_path / "x.db", jobs=1)
    assert [Path(file).name for file, _ in tally.refused] == ["far.txt"]
    assert tally.refused[0][1].code == "not_found" and tally.read == 1


def test_many_refusals_are_counted(tmp_path: Path) -> None:
    for number in range(70):
        tmp_path.joinpath(f"{number}.txt").write_text(f"nothing {number}")
    code, told = run("load", tmp_path, "--db", tmp_path / "x.db", "--jobs", 1)
    assert code == 1 and len(told.splitlines()) < 60 and "20 more refused" in told


def test_what_turns_the_order_of_letters_is_never_printed(tmp_path: Path) -> None:
    file = tmp_path / "a\u202eb\x9b.txt"
    file.write_text("nothing")
    for option in ((), ("--json",)):
        _, told = run("parse", file, *option)
        assert not {"\u202e", "\x9b"} & set(told)
    assert json.loads(told.splitlines()[0])["file"] == str(file)
