"""Searching the words of reports: every occurrence, of any words, shown harmlessly."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import made
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from goidata import cli
from goidata.checks import run as checked
from goidata.extraction.reading import read
from goidata.extraction.report import Report
from goidata.store.database import connect, writing
from goidata.store.filing import Origin, discard, file_report
from goidata.store.search import Occurrence, occurrences

ROOT = Path(__file__).resolve().parents[1]
RECEIVED = "applications.received.total"
# Short words, words across signs, and what would be syntax elsewhere.
WORDS = (
    "问题 解读 复议 费 县 网 的 政府信息 公开信息 506 50 0 件 a 无 1件 2023年 2023年1月"
    " 。 ， % %% _ \" ' * AND OR NOT NEAR ( ) [ ] : ^ + - \\"
).split()


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Chinese, and no database but the test's own."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setenv("GOIDATA_DB", str(tmp_path / "held.db"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with writing(tmp_path / "held.db") as database:
        yield database


def filed(store: Database, report: Report, name: str = "one") -> None:
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    file_report(store, report, checked(report), Origin(f"{name}.txt", sha256))


def hold(path: Path, *texts: str, **about: object) -> None:
    """A database in which each text is the section of a report, a year each."""
    with writing(path) as store:
        for number, text in enumerate(texts):
            report = made.report({RECEIVED: number}, text=text, **{"year": 2021 + number, **about})
            filed(store, report, text)


def search(*words: object) -> Result:
    return CliRunner().invoke(cli.app, ["search", *map(str, words)])


def complaint(result: Result) -> str:
    """The one line on the error stream."""
    (line,) = result.stderr.splitlines()
    assert "Traceback" not in result.output
    return line


def spans(connection: sqlite3.Connection, words: str) -> list[str]:
    return [each.text[each.start : each.end] for each in occurrences(connection, words)]


def squeezed(text: str) -> str:
    """`text` without what does not count: all blanks but those between paragraphs."""
    bare = re.sub(r"[^\S\n]|[\xad\u200b\u200c\u200d\u2060\ufeff]", "", text)
    return re.sub(r"(?<!\n)\n(?!\n)", "", bare)


@cache
def texts() -> tuple[Report, ...]:
    """Every report that is at hand: those held here, one with the words looked for, and the real
    ones where they are."""
    own = made.report(
        {}, text="全县各网站政策解读偏少的问题仍在，行政复议 50 件，未收取信息处理费。"
    )
    folders = (ROOT / "data" / "reports", ROOT.parent / "shared" / "reports")
    files = [p for f in folders for p in sorted(f.glob("*.txt")) if "glued" not in p.name]
    return (own, *(read(path.read_bytes(), path.name) for path in files))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "many.db"
    with writing(path) as store:
        for number, report in enumerate(texts()):
            filed(store, report, str(number))
    return path


@pytest.fixture(scope="module")
def held(many: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(many)) as connection:
        yield connection


def stored(connection: sqlite3.Connection) -> list[str]:
    """The text of every section that counts, straight from the tables."""
    query = "SELECT text FROM section WHERE report IN (SELECT id FROM report WHERE current = 1)"
    return [text for (text,) in connection.execute(query)]


# --- every occurrence ---


@pytest.mark.parametrize("words", WORDS)
def test_as_many_are_found_as_plain_counting_finds(held: sqlite3.Connection, words: str) -> None:
    counted = sum(squeezed(text).count(words) for text in stored(held))
    assert len(list(occurrences(held, words))) == counted


def test_the_words_counted_are_there_to_be_found(held: sqlite3.Connection) -> None:
    common = ("问题", "复议", "费", "县", "网", "件", "。", "50")
    assert all(list(occurrences(held, words)) for words in common)


@settings(max_examples=300)
@given(data=st.data())
def test_every_piece_of_every_text_is_found_as_often_as_it_stands_there(
    held: sqlite3.Connection, data: st.DataObject
) -> None:
    text = data.draw(st.sampled_from([text for text in stored(held) if text]))
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : start + data.draw(st.integers(1, 12))]
    words = re.sub(r"\s+", "", piece)
    counted = sum(squeezed(each).count(words) for each in stored(held))
    found = list(occurrences(held, piece))
    assert len(found) == (counted if words else 0)
    if words and "\n\n" not in piece:
        assert counted > 0


ALPHABET = '政府信息问题ab1〇々 \u3000，。%"*\n\t\u200b𠮷'


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with writing(tmp_path_factory.mktemp("scratch") / "held.db") as database:
        yield database


@pytest.mark.parametrize("examples", [50, pytest.param(200, marks=pytest.mark.long)])
def test_whatever_is_written_is_found(scratch: Database, examples: int) -> None:
    @settings(max_examples=examples)
    @given(
        sections=st.lists(st.text(ALPHABET, max_size=40), min_size=1, max_size=3, unique=True),
        words=st.text(ALPHABET, min_size=1, max_size=4),
    )
    def bear(sections: list[str], words: str) -> None:
        found_as_counted(scratch, sections, words)

    bear()


def found_as_counted(scratch: Database, sections: list[str], words: str) -> None:
    trimmed = [re.sub(r"[ \u3000\t\u200b]*\n[ \u3000\t\u200b]*", "\n", each) for each in sections]
    sought = re.sub(r"[\s\u200b]+", "", words)
    scratch.conn.execute("SAVEPOINT written")
    try:
        for number, text in enumerate(trimmed):
            filed(scratch, made.report(text=text, year=2021 + number), str(number))
        counted = sum(squeezed(t).count(sought) for t in stored(scratch.conn)) if sought else 0
        assert len(list(occurrences(scratch.conn, words))) == counted
    finally:
        scratch.conn.execute("ROLLBACK TO written")


def test_spaces_and_the_ends_of_lines_do_not_hide_words(store: Database) -> None:
    filed(store, made.report(text="公开政府 信息5500 余条，政策解\n读21个，政\u3000府\u200b网站。"))
    assert spans(store.conn, "政府信息 5500余条") == ["政府 信息5500 余条"]
    assert spans(store.conn, "解读") == ["解\n读"]
    assert spans(store.conn, "政府网站") == ["政\u3000府\u200b网站"]


def test_two_paragraphs_are_not_one_phrase(store: Database) -> None:
    filed(store, made.report(text="公开信息\n\n解读政策"))
    assert spans(store.conn, "信息解读") == []
    assert spans(store.conn, "解读") == ["解读"]


def test_characters_beyond_the_first_plane_are_found(store: Database) -> None:
    filed(store, made.report(text="𠮷林二〇二三年，々⺀。"))
    for words in ("𠮷", "𠮷林", "二〇二三", "〇", "々", "⺀"):
        assert spans(store.conn, words) == [words]


def test_long_words_are_no_trouble(store: Database) -> None:
    text = "".join(f"问{number}题" for number in range(250))
    filed(store, made.report(text=text))
    assert spans(store.conn, text) == [text]
    assert spans(store.conn, text + "解") == []


def test_reports_that_do_not_count_are_not_searched(store: Database) -> None:
    filed(store, made.report({RECEIVED: 7}, text="旧文字"), "one")
    filed(store, made.report({RECEIVED: 8}, text="新文字"), "two")
    assert spans(store.conn, "文字") == ["文字"]
    assert spans(store.conn, "旧文字") == []
    discard(store, hashlib.sha256(b"two").hexdigest())
    assert spans(store.conn, "旧文字") == ["旧文字"]
    assert spans(store.conn, "新文字") == []


def test_an_occurrence_says_where_it_is(store: Database) -> None:
    filed(store, made.report(text="公开信息506条。"))
    (found,) = occurrences(store.conn, "506")
    assert isinstance(found, Occurrence)
    assert (found.unit, found.year, found.number) == ("米易县人民政府", 2023, 1)
    assert found.heading and found.text[found.start : found.end] == "506"


# --- the command ---


def test_a_line_an_occurrence_and_their_number(many: Path, held: sqlite3.Connection) -> None:
    result = search("问题", "--db", many)
    found = list(occurrences(held, "问题"))
    assert (result.exit_code, result.stderr) == (0, "")
    *lines, last = result.stdout.splitlines()
    assert len(lines) == len(found)
    for line, each in zip(lines, found, strict=True):
        assert line.startswith(f"{each.unit} · {each.year} · {each.heading}：")
        assert "问题" in line.partition("：")[2]
    assert f"{len(found)} 处" in last
    assert f"{len({each.report for each in found})} 份" in last


def test_the_context_is_that_of_the_text(tmp_path: Path) -> None:
    hold(tmp_path / "held.db", "甲" * 60 + "。公开政策解\n读 21 个。" + "乙" * 60)
    line, _ = search("解读").stdout.splitlines()
    assert re.search("：…甲{5,40}。公开政策解读 21 个。乙{5,40}…$", line)
    hold(tmp_path / "short.db", "解读")
    line, _ = search("解读", "--db", tmp_path / "short.db").stdout.splitlines()
    assert line.endswith("：解读")


def test_several_words_are_one_phrase(tmp_path: Path) -> None:
    hold(tmp_path / "held.db", "公开信息 506 条")
    assert search("信息", "506", "条").exit_code == 0
    assert search("506", "信息").exit_code == 1


@pytest.mark.parametrize("words", ["没有这样的词", '"', "* OR 1", "a'; DROP TABLE section; --"])
def test_nothing_found_is_1(many: Path, words: str) -> None:
    result = search(words, "--db", many)
    assert (result.exit_code, result.stdout) == (1, "")
    assert words in complaint(result)


def test_the_selection_narrows_what_is_searched(many: Path, held: sqlite3.Connection) -> None:
    def units(*words: str) -> set[str]:
        result = search("公开", "--db", many, *words)
        return {tuple(line.split(" · ")[:2]) for line in result.stdout.splitlines()[:-1]}

    everything = units()
    (sichuan, miyi) = units("--region", "四川省"), units("--region", "510421")
    assert {unit for unit, _ in miyi} == {"米易县人民政府办公室"}
    assert miyi < sichuan < everything
    for years in ("2023", "2022-2023", "2021,2024"):
        found = units("--year", years)
        assert found and {year for _, year in found} <= set(map(str, range(2021, 2025)))
    assert {year for _, year in units("--year", "2023")} == {"2023"}
    assert units("--region", "西藏自治区") == set()


@pytest.mark.parametrize(
    "words",
    [
        [],
        [""],
        [" \t\u3000"],
        ["公开" * 501],
        ["\u200b\x1b"],
        ["公开", "--region", "没有的地方"],
        ["公开", "--region", "鼓楼区"],
        ["公开", "--region", "'; DROP TABLE report; --"],
        ["公开", "--year", "last"],
        ["公开", "--year", "2025-2021"],
        ["公开", "--year", ""],
        ["公开", "--nothing"],
        ["公开", "--lang", "fr"],
    ],
)
def test_a_wrong_use_is_one_line_and_2(many: Path, words: list[str]) -> None:
    result = search(*words, "--db", many)
    assert (result.exit_code, result.stdout) == (2, "")
    assert complaint(result)


@pytest.mark.parametrize("kind", ["absent", "text", "foreign", "folder"])
def test_a_database_that_is_not_one_is_one_line_and_2(tmp_path: Path, kind: str) -> None:
    db = tmp_path / "other.db"
    if kind == "text":
        db.write_text("no database" * 99)
    elif kind == "folder":
        db.mkdir()
    elif kind == "foreign":
        with closing(sqlite3.connect(db)) as other:
            other.execute("CREATE TABLE theirs (id)")
    result = search("公开", "--db", db)
    assert result.exit_code == 2
    assert "other.db" in complaint(result)
    assert [path.name for path in tmp_path.iterdir()] == ([] if kind == "absent" else ["other.db"])


HOSTILE = "[bold]公开[/bold] [link=x]:smile: \x1b]0;title\x07\x1b[31m红\x9b\x08 \u202e反\u2066"


def test_text_of_a_report_is_neither_markup_nor_steers_the_terminal(tmp_path: Path) -> None:
    hold(tmp_path / "held.db", HOSTILE, unit=f"米易县{HOSTILE}")
    for words in ("公开", "[bold]", "红"):
        result = search(words)
        assert result.exit_code == 0
        assert "[bold]公开[/bold] [link=x]:smile:" in result.stdout
        assert not set(result.output) & set("\x1b\x07\x9b\x08\u202e\u2066")
        assert len(result.stdout.splitlines()) == 2
    assert not set(search("\x1b[31m没有").output) & {"\x1b"}


@pytest.mark.parametrize(("words", "code"), [(b"\xff\xfe", 2), (b"\xe5\x85\xac\xff", 1)])
def test_words_that_are_no_text_are_not_found(tmp_path: Path, words: bytes, code: int) -> None:
    hold(tmp_path / "held.db", "公开")
    command = [sys.executable, "-m", "goidata", "search", words]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert result.returncode == code
    assert len(result.stderr.splitlines()) == 1


def test_the_words_are_marked_where_there_is_colour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(tmp_path / "held.db", "本年公开政府信息")
    assert "\x1b" not in search("公开").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    line, _ = search("公开").stdout.splitlines()
    assert re.search("本年\x1b\\[[\\d;]+m公开\x1b\\[0m政府信息", line)


@pytest.mark.parametrize(("words", "said"), [("公开", "1 occurrence in 1 report"), ("无", "无")])
def test_english_is_spoken_where_asked_for(tmp_path: Path, words: str, said: str) -> None:
    hold(tmp_path / "held.db", "公开")
    result = search(words, "--lang", "en")
    assert said in (result.stdout or result.stderr).splitlines()[-1]
