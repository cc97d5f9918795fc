"""Files, folders and archives into the database, batch by batch: all of one, or nothing of it."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import paper
import pytest

from goidata.documents.opening import LARGEST
from goidata.errors import DatabaseError, Refusal, UsageError
from goidata.intake.archives import entries, is_archive
from goidata.intake.assigning import assign
from goidata.intake.attempts import tried
from goidata.intake.loading import Tally, load
from goidata.intake.processes import reading
from goidata.intake.sources import files, of_file
from goidata.intake.spreading import Known, Readers, read_part, spread
from goidata.store.database import connect

TITLE = "米易县人民政府{year}年政府信息公开工作年度报告"
AMBIGUOUS = "鼓楼区人民政府{year}年政府信息公开工作年度报告"
DATA = Path(__file__).resolve().parents[1] / "data"


def text_of(seed: int, year: int = 2023, head: str = TITLE) -> str:
    """A report as text; the seed decides its figures."""
    figures = paper.consistent_figures(random.Random(seed))
    return paper.report(paper.tab_rows("2021", figures), year, head)


def write(path: Path, seed: int = 1, year: int = 2023, head: str = TITLE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text_of(seed, year, head), "utf-8")
    return path


def zipped(path: Path, content: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def rows(database: Path, query: str) -> list[tuple]:
    with closing(connect(database)) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "held.db"


def codes(tally: Tally) -> list[str]:
    return [refusal.code for _, refusal in tally.refused]


# --- what is found ---


def test_folders_are_read_to_the_bottom_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c/d/e.txt"):
        write(tmp_path / "in" / name)
    found = files([tmp_path / "in"], leave=tmp_path / "held.db")
    names = [path.relative_to(tmp_path / "in").as_posix() for path in found]
    assert names == ["a.txt", "b/1.txt", "b/2.txt", "c/d/e.txt"]


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store",
        "~$报告.docx",
        ".git/config",
        "agencies.csv",
        "accepted.toml",
        "returned.toml",
        "population.csv",
        "README.md",
        "held.db",
        "Thumbs.db",
    ],
)
def test_what_is_no_report_is_passed_over_in_folders(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    assert list(files([tmp_path], leave=tmp_path / "held.db")) == []


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    hidden = write(tmp_path / ".report.txt")
    assert list(files([hidden], leave=tmp_path / "held.db")) == [hidden]


def test_a_link_to_the_folder_above_does_not_go_round(tmp_path: Path, db: Path) -> None:
    write(tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "again").symlink_to(tmp_path / "in", target_is_directory=True)
    assert load([tmp_path / "in"], db).read == 1


@pytest.mark.skipif(os.name == "nt", reason="no such pipes")
def test_a_pipe_in_a_folder_does_not_hold_up_the_load(tmp_path: Path, db: Path) -> None:
    write(tmp_path / "in" / "a.txt")
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    assert load([tmp_path / "in"], db).read == 1


def test_a_path_that_does_not_exist_stops_before_anything_is_stored(
    tmp_path: Path, db: Path
) -> None:
    write(tmp_path / "a.txt")
    with pytest.raises(UsageError, match="absent"):
        load([tmp_path / "a.txt", tmp_path / "absent"], db)
    assert not db.exists()


def test_the_folders_are_hints(tmp_path: Path) -> None:
    assert "福建省" in of_file(tmp_path / "福建省" / "福州市" / "a.txt").hints
    archive = zipped(tmp_path / "鼓楼区.zip", {"福州市/2023.txt": text_of(1)})
    (source,) = entries(archive)
    assert {"鼓楼区", "福州市"} <= set(source.hints)
    assert source.name == "2023.txt"


# --- archives ---


def test_an_archive_is_read_like_a_folder(tmp_path: Path, db: Path) -> None:
    archive = zipped(
        tmp_path / "all.zip",
        {
            "b/2022.txt": text_of(1, 2022),
            "a/2023.txt": text_of(2, 2023),
            "__MACOSX/a/._2023.txt": b"\0\0",
            ".DS_Store": b"\0",
            "b/agencies.csv": "unit\n",
        },
    )
    tally = load([archive], db)
    assert (tally.read, codes(tally)) == (2, [])
    found = rows(db, "SELECT file, year FROM report ORDER BY id")
    assert found == [(f"{archive}/a/2023.txt", 2023), (f"{archive}/b/2022.txt", 2022)]


def test_names_in_gb_18030_and_in_undeclared_utf_8_are_read(tmp_path: Path) -> None:
    for encoding in ("gb18030", "utf-8"):
        raw = "年报/米易县.txt".encode(encoding)
        archive = zipped(tmp_path / f"{encoding}.zip", {"X" * len(raw): "text"})
        archive.write_bytes(archive.read_bytes().replace(b"X" * len(raw), raw))
        (source,) = entries(archive)
        assert source.file.endswith("年报/米易县.txt")
        assert source.data() == b"text"


HOSTILE: dict[str, Callable[[Path], Path]] = {
    "damaged": lambda path: zipped(path, {"../../out.txt": text_of(1)}),
    "unsupported": lambda path: zipped(path, {"inner.zip": b"PK\x03\x04"}),
    "too_large": lambda path: zipped(path, {"zeros.txt": b"0" * (LARGEST + 1)}),
}


@pytest.mark.parametrize("code", HOSTILE)
def test_hostile_entries_are_refused_and_the_rest_is_stored(
    tmp_path: Path, db: Path, code: str
) -> None:
    hostile = HOSTILE[code](tmp_path / "hostile.zip")
    tally = load([hostile, write(tmp_path / "good.txt")], db)
    assert (tally.read, codes(tally)) == (1, [code])
    assert sorted(os.listdir(tmp_path)) == ["good.txt", "held.db", "hostile.zip"]


def test_an_entry_that_lies_about_its_size_is_not_unpacked_beyond_the_limit(
    tmp_path: Path,
) -> None:
    archive = zipped(tmp_path / "lies.zip", {"a.txt": b"0" * (LARGEST + 10)})
    size = (LARGEST + 10).to_bytes(4, "little")
    archive.write_bytes(archive.read_bytes().replace(size, (5).to_bytes(4, "little")))
    (source,) = entries(archive)
    with pytest.raises(Refusal):
        source.data()


@pytest.mark.parametrize(("limit", "value"), [("UNPACKED", 100), ("ENTRIES", 2)])
def test_an_archive_that_unpacks_to_too_much_is_refused_unopened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    archive = zipped(tmp_path / "bomb.zip", {f"{number}.txt": "0" * 50 for number in range(3)})
    assert len(list(entries(archive))) == 3
    monkeypatch.setattr(f"goidata.intake.archives.{limit}", value)
    with pytest.raises(Refusal) as refused:
        list(entries(archive))
    assert refused.value.code == "too_large"


def test_an_archive_with_a_password_is_refused(tmp_path: Path, db: Path) -> None:
    archive = zipped(tmp_path / "locked.zip", {"a.txt": "text"})
    data = bytearray(archive.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    archive.write_bytes(data)
    assert codes(load([archive], db)) == ["encrypted"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 10, b"no zip at all"])
def test_what_only_calls_itself_an_archive_is_damaged(
    tmp_path: Path, db: Path, data: bytes
) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    tally = load([tmp_path / "a.zip"], db)
    assert codes(tally) == ["damaged"]
    assert rows(db, "SELECT code FROM refusal") == [("damaged",)]


def test_a_document_whose_format_is_a_zip_is_no_archive(tmp_path: Path) -> None:
    word = zipped(tmp_path / "a.docx", {"[Content_Types].xml": "<Types/>", "word/document.xml": ""})
    assert not is_archive(word)
    assert is_archive(zipped(tmp_path / "without ending", {"a.txt": "text"}))


# --- what is stored ---


def test_the_same_file_is_stored_once(tmp_path: Path, db: Path) -> None:
    first = write(tmp_path / "in" / "a.txt")
    write(tmp_path / "in" / "copy" / "again.txt")
    tally = load([tmp_path / "in"], db)
    assert (tally.read, tally.skipped) == (1, 1)
    again = load([first], db)
    assert (again.read, again.skipped) == (0, 1)
    assert rows(db, "SELECT count(*) FROM report") == [(1,)]


def test_a_changed_file_is_a_new_version(tmp_path: Path, db: Path) -> None:
    file = write(tmp_path / "a.txt", seed=1)
    load([file], db)
    write(file, seed=2)
    tally = load([file], db)
    assert tally.differing == [("米易县人民政府", 2023)]
    assert rows(db, "SELECT version, status FROM report ORDER BY version") == [
        (1, "differs"),
        (2, "current"),
    ]


def test_what_cannot_be_read_is_recorded_and_the_rest_is_stored(tmp_path: Path, db: Path) -> None:
    folder = tmp_path / "in"
    write(folder / "good.txt")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "other.txt").write_text("一封信，与年报无关。" * 20, "utf-8")
    (folder / "binary.bin").write_bytes(bytes(range(256)) * 10)
    tally = load([folder], db)
    assert tally.read == 1
    assert sorted(codes(tally)) == ["not_a_report", "not_a_report", "unsupported"]
    found = rows(db, "SELECT file, code, message_zh, message_en FROM refusal ORDER BY file")
    assert [Path(row[0]).name for row in found] == ["binary.bin", "empty.txt", "other.txt"]
    assert all(row[2] and row[3] and "\n" not in row[2] + row[3] for row in found)
    assert rows(db, "SELECT read, refused, skipped FROM load") == [(1, 3, 0)]


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as stream:
        stream.truncate(LARGEST + 1)
    refusal = tried(of_file(tmp_path / "large.txt")).refusal
    assert refusal is not None and refusal.code == "too_large"


def test_a_number_that_no_database_holds_is_refused(tmp_path: Path, db: Path) -> None:
    figures = paper.consistent_figures(random.Random(1))
    figures["disclosure.licences"] = 10**25
    text = paper.report(paper.tab_rows("2021", figures), 2023, TITLE)
    (tmp_path / "a.txt").write_text(text, "utf-8")
    tally = load([tmp_path / "a.txt", write(tmp_path / "b.txt")], db)
    assert tally.read >= 1
    assert rows(db, "SELECT max(abs(disclosure_licences)) FROM figures") < [(10**19,)]


def test_the_directory_beside_the_reports_is_entered(tmp_path: Path, db: Path) -> None:
    write(tmp_path / "data" / "reports" / "a.txt")
    (tmp_path / "data" / "agencies.csv").write_text(
        "unit,scope,region,parent,from_year,to_year,complete\n"
        "米易县人民政府,government,510421,510400,2021,2025,0\n"
        "盐边县人民政府,government,510422,510400,2021,2025,0\n",
        "utf-8",
    )
    load([tmp_path / "data" / "reports"], db)
    assert rows(db, "SELECT unit, listed FROM agency ORDER BY region") == [
        ("米易县人民政府", 1),
        ("盐边县人民政府", 1),
    ]


def test_a_directory_that_is_wrong_stops_the_load(tmp_path: Path, db: Path) -> None:
    file = write(tmp_path / "a.txt")
    (tmp_path / "agencies.csv").write_text("unit,scope,region\n某县,县政府,1\n", "utf-8")
    with pytest.raises(UsageError, match=r"agencies\.csv"):
        load([file], db)
    assert not db.exists()


def test_progress_is_told_file_by_file(tmp_path: Path, db: Path) -> None:
    for number in range(3):
        write(tmp_path / "in" / f"{number}.txt", seed=number, year=2021 + number)
    told: list[tuple[int, int]] = []
    load([tmp_path / "in"], db, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_database_that_is_not_ours_is_left_as_it_is(tmp_path: Path, db: Path) -> None:
    with closing(sqlite3.connect(db)) as other:
        other.execute("CREATE TABLE theirs (id)")
    before = db.read_bytes()
    with pytest.raises(DatabaseError):
        load([write(tmp_path / "a.txt")], db)
    assert db.read_bytes() == before


def test_the_default_data_are_stored_whole(db: Path) -> None:
    tally = load([DATA / "reports"], db)
    held = len(list((DATA / "reports").glob("*.txt")))
    assert (tally.read, tally.refused, tally.differing) == (held, [], [])
    assert rows(db, "SELECT count(*), min(n_number), min(abridged) FROM report") == [(held, 200, 1)]


# --- several processes ---


def stored(db: Path) -> list[tuple]:
    return rows(
        db,
        "SELECT r.id, r.version, r.status, r.sha256, r.file, f.*"
        " FROM report r JOIN figures f ON f.report = r.id ORDER BY r.id",
    )


def test_several_processes_store_the_same_as_one(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for number in range(7):
        write(folder / f"{number}.txt", seed=number, year=2021 + number % 3)
    (folder / "3a.txt").write_text("无关", "utf-8")
    (folder / "8.txt").write_text(text_of(0, 2021), "utf-8")
    one, many = (load([folder], tmp_path / f"{jobs}.db", jobs=jobs) for jobs in (1, 2))
    assert (one.read, one.skipped, len(one.refused)) == (7, 1, 1)
    assert (many.read, many.skipped, codes(many)) == (7, 1, codes(one))
    assert stored(tmp_path / "1.db") == stored(tmp_path / "2.db")


def test_no_more_files_are_held_than_the_window(tmp_path: Path) -> None:
    sources = [of_file(write(tmp_path / f"{n}.txt", n, 2021 + n)) for n in range(6)]
    taken: list[str] = []

    def watched():
        for source in sources:
            taken.append(source.file)
            yield source

    with ThreadPoolExecutor(2) as pool:
        readers = Readers(lambda part: pool.submit(read_part, part), files=1, window=2)
        results = spread(watched(), readers, Known())
        next(results)
        assert len(taken) == 2
        assert len(list(results)) == 5


def test_what_is_known_is_not_read_and_does_not_wait_for_what_is(tmp_path: Path) -> None:
    sources = [of_file(write(tmp_path / f"{n % 3}.txt", n % 3, 2021 + n % 3)) for n in range(99)]
    asked: list[int] = []

    def submit(part):
        asked.append(len(part))
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(read_part, part)

    found = list(spread(sources, Readers(submit, files=2, window=1), Known()))
    assert asked == [2, 1]
    assert [each.skipped for each in found] == [False] * 3 + [True] * 96
    assert [each.file for each in found] == [source.file for source in sources]


def test_results_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    sources = [of_file(write(tmp_path / f"{n}.txt", n, 2021 + n)) for n in range(4)]
    with reading(2) as readers:
        found = [each.file for each in spread(sources, readers, Known())]
    assert found == [source.file for source in sources]


# --- crashes ---

CRASH = """
import os, sys
from pathlib import Path
from goidata.intake import batches, loading
taken = batches._take
def crash(store, tally, changed, attempt, load):
    taken(store, tally, changed, attempt, load)
    if tally.read == 3:
        store.conn.execute("PRAGMA cache_size = 1")
        store.conn.execute("UPDATE region SET name = name")
        os.kill(os.getpid(), 9)
batches._take = crash
loading.load([Path(sys.argv[1])], Path(sys.argv[2]))
"""


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
@pytest.mark.parametrize("before", [False, True])
def test_a_load_killed_in_its_first_batch_leaves_the_database_as_it_was(
    tmp_path: Path, db: Path, before: bool
) -> None:
    for number in range(5):
        write(tmp_path / "in" / f"{number}.txt", seed=number, year=2021 + number)
    if before:
        load([write(tmp_path / "before.txt", seed=9, year=2020)], db)
    killed = subprocess.run([sys.executable, "-c", CRASH, tmp_path / "in", db], check=False)
    assert killed.returncode == -signal.SIGKILL
    if before:
        assert rows(db, "SELECT file FROM report") == [(str(tmp_path / "before.txt"),)]
        assert rows(db, "PRAGMA integrity_check") == [("ok",)]
    assert load([tmp_path / "in"], db).read == 5
    assert rows(db, "SELECT count(*) FROM report") == [(5 + before,)]


INTERRUPT = """
import os, signal, sys
from goidata import cli
from goidata.intake import batches
taken = batches._take
def interrupt(store, tally, changed, attempt, load):
    taken(store, tally, changed, attempt, load)
    if tally.read == 3:
        os.killpg(0, signal.SIGINT)
batches._take = interrupt
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in background jobs
    cli.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="no process groups")
def test_an_interrupt_of_all_processes_is_one_line(tmp_path: Path, db: Path) -> None:
    for number in range(9):
        write(tmp_path / "in" / f"{number}.txt", seed=number, year=2019 + number)
    (tmp_path / "interrupt.py").write_text(INTERRUPT, "utf-8")
    words = ["load", tmp_path / "in", "--db", db, "--jobs", "2", "--lang", "en"]
    result = subprocess.run(
        [sys.executable, tmp_path / "interrupt.py", *words],
        capture_output=True,
        encoding="utf-8",
        start_new_session=True,
        timeout=120,
        check=False,
    )
    assert (result.returncode, result.stdout) == (130, "")
    assert result.stderr.splitlines() == ["interrupted, nothing was stored"]
    assert not db.exists()


def test_a_load_interrupted_by_the_keyboard_stores_nothing(tmp_path: Path, db: Path) -> None:
    write(tmp_path / "a.txt")

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load([tmp_path / "a.txt"], db, progress=interrupt)
    assert not db.exists()


# --- a person's word ---


def test_an_undecided_region_is_settled_by_a_person(tmp_path: Path, db: Path) -> None:
    file = write(tmp_path / "a.txt", head=AMBIGUOUS)
    tally = load([file], db)
    assert tally.undecided == [str(file)]
    assert rows(db, "SELECT region, level FROM report") == [(None, None)]
    assign(db, file, unit=None, region="350102", year=None)
    assert rows(db, "SELECT region, province, city, level, region_reason FROM report") == [
        ("350102", "350000", "350100", "county", "assigned")
    ]
    assert rows(db, "SELECT unit, region FROM agency") == [("鼓楼区人民政府", "350102")]
    assert rows(db, "SELECT region FROM figures") == [("350102",)]


def test_an_assigned_report_takes_its_place_among_the_versions(tmp_path: Path, db: Path) -> None:
    load([write(tmp_path / "福州市" / "a.txt", 1, head="福州市" + AMBIGUOUS)], db)
    file = write(tmp_path / "b.txt", 1, head=AMBIGUOUS)
    load([file], db)
    assign(db, file, None, "350102", None)
    assert rows(db, "SELECT version, status FROM report ORDER BY id") == [
        (1, "current"),
        (2, "copy"),
    ]


def test_a_report_without_a_year_is_settled_by_a_person(tmp_path: Path, db: Path) -> None:
    text = text_of(1).replace("2023年", "")
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert codes(load([tmp_path / "a.txt"], db)) == ["undecided_year"]
    assign(db, tmp_path / "a.txt", None, None, 2022)
    assert rows(db, "SELECT unit, year FROM report") == [("米易县人民政府", 2022)]


def test_a_report_without_a_unit_is_settled_by_a_person(tmp_path: Path, db: Path) -> None:
    text = text_of(1).replace("米易县人民政府", "")
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert codes(load([tmp_path / "a.txt"], db)) == ["undecided_unit"]
    assign(db, tmp_path / "a.txt", "米易县教育局", "510421", 2023)
    assert rows(db, "SELECT unit, scope, region, year FROM report") == [
        ("米易县教育局", "department", "510421", 2023)
    ]


def test_a_report_in_an_archive_is_settled_under_the_name_that_was_listed(
    tmp_path: Path, db: Path
) -> None:
    archive = zipped(tmp_path / "all.zip", {"a/1.txt": text_of(1, head=AMBIGUOUS), "2.txt": "x"})
    (listed,) = load([archive], db).undecided
    assign(db, Path(listed), None, "320106", None)
    assert rows(db, "SELECT region, file FROM report") == [("320106", listed)]
    with pytest.raises(Refusal):
        assign(db, archive / "absent.txt", None, "320106", None)


def test_what_is_no_report_cannot_be_assigned(tmp_path: Path, db: Path) -> None:
    load([write(tmp_path / "a.txt")], db)
    (tmp_path / "letter.txt").write_text("一封信。", "utf-8")
    with pytest.raises(Refusal):
        assign(db, tmp_path / "letter.txt", "米易县", "510421", 2023)
    with pytest.raises(UsageError):
        assign(db, tmp_path / "a.txt", None, None, None)
    assert rows(db, "SELECT count(*) FROM report") == [(1,)]
