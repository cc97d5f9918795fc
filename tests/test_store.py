"""The database: its shape, what is kept of a report, versions, sums, opening."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import stat
import zlib
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from goidata import form
from goidata.checks import run
from goidata.errors import DatabaseError, UsageError
from goidata.extraction.report import Claim, Report, Scope, State
from goidata.intake.choices import use_version, versions_held
from goidata.intake.crosschecks import check_across
from goidata.intake.upkeep import bring_up_to_date
from goidata.regions import all_regions
from goidata.store import migrations, reference, schema
from goidata.store.agencies import enter_directory, settled, unit_key
from goidata.store.database import connect, writing
from goidata.store.filing import Filed, Origin, discard, file_report
from goidata.store.home import default_path
from goidata.store.restoring import restored
from goidata.store.search import occurrences
from goidata.store.shapes import figure_columns, tables

RECEIVED = "applications.received.total"
NAMED = {"unit": "鼓楼区人民政府", "title": "鼓楼区人民政府2023年政府信息公开工作年度报告"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "held.db"


@pytest.fixture
def store(path: Path) -> Iterator[Database]:
    with writing(path) as database:
        yield database


def filed(store: Database, report: Report, name: str = "") -> Filed:
    content = name or repr((report.identity, sorted(report.values.items(), key=str)))
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    return file_report(store, report, run(report), Origin(f"{name or 'a'}.txt", sha256))


def rows(store: Database | sqlite3.Connection, query: str, *values: object) -> list[tuple]:
    connection = store.conn if isinstance(store, Database) else store
    return connection.execute(query, values).fetchall()


# --- the shape ---


def test_the_wide_table_has_one_column_for_each_figure_of_each_edition(store: Database) -> None:
    names = {name for _, name, *_ in rows(store, "PRAGMA table_info(figures)")}
    assert {field.database_name for field in form.all_fields().values()} <= names
    assert len(figure_columns()) == len(form.all_fields()) > 200


def test_whole_numbers_and_money_have_their_types(store: Database) -> None:
    types = {row[1]: row[2] for row in rows(store, "PRAGMA table_info(figures)")}
    assert types["applications_received_total"] == "INTEGER"
    assert types["disclosure_fees"] in ("REAL", "FLOAT")


def test_the_tables_of_meanings_are_the_declarations(store: Database) -> None:
    counts = {
        "field": len(form.all_fields()),
        "check": len(form.checks()),
        "measure": len(form.measures()),
        "region": len(all_regions()),
    }
    found = {name: rows(store, f'SELECT count(*) FROM "{name}"')[0][0] for name in counts}
    assert found == counts
    meta = dict(rows(store, "SELECT key, value FROM meta"))
    assert meta["application"] == "goidata"
    assert (meta["schema"], meta["catalogue"]) == (
        str(schema.SCHEMA),
        form.catalogue_version(),
    )
    assert meta["synthetic"] == "0"


def test_a_field_says_in_which_editions_it_is(store: Database) -> None:
    editions = dict(rows(store, "SELECT name, editions FROM field"))
    for name, told in editions.items():
        assert told.split(",") == sorted(e.name for e in form.editions() if name in e.fields)
    assert {"2019", "2021"} <= set(editions[RECEIVED].split(","))
    assert "2019" not in editions["disclosure.normative_documents.in_force"]
    assert editions["applications.handled.other.total"] == "2019"


def test_a_region_knows_what_it_lies_in(store: Database) -> None:
    places = "SELECT province, city FROM region WHERE code = ?"
    assert rows(store, places, "510421") == [("510000", "510400")]
    assert rows(store, places, "510400") == [("510000", "510400")]
    assert rows(store, places, "510000") == [("510000", None)]


def test_every_table_declared_is_there_and_documented_by_its_columns(store: Database) -> None:
    for name, shape in tables().items():
        assert set(store.table(name).columns_dict) == set(shape.columns)


# --- what is kept of a report ---


def test_what_goes_in_comes_out(store: Database) -> None:
    report = made.report({RECEIVED: 7, "disclosure.fees": 98.4361, "disclosure.licences": 3})
    report = made.with_value(report, "review.total", None)
    identifier = filed(store, report).report
    columns = {field.name: field.database_name for field in form.edition("2021").fields.values()}
    listed = ", ".join(columns.values())
    (row,) = rows(store, f"SELECT {listed} FROM figures WHERE report = ?", identifier)
    assert dict(zip(columns, row, strict=True)) == report.values


def test_a_figure_that_was_not_read_is_null_and_its_state_is_kept(store: Database) -> None:
    report = made.with_value(made.report(), "review.total", None)
    filed(store, report)
    assert rows(store, "SELECT name, state, raw FROM unread") == [("review.total", "blank", "")]
    assert rows(store, "SELECT n_number, n_blank, n_missing FROM report") == [(199, 1, 0)]


def test_the_long_view_has_a_row_for_each_figure_of_the_report_s_edition(store: Database) -> None:
    report = made.with_value(made.report({RECEIVED: 7}, form="2019"), "review.total", None)
    filed(store, report)
    long = {
        name: (value, state)
        for name, value, state in rows(store, "SELECT name, value, state FROM figures_long")
    }
    assert set(long) == set(form.edition("2019").fields)
    assert long[RECEIVED] == (7, "number")
    assert long["review.total"] == (None, "blank")


def test_the_reading_keeps_raw_text_state_place_and_printed_lines(store: Database) -> None:
    report = made.report({RECEIVED: 7})
    filed(store, report)
    ((cells,),) = rows(store, "SELECT cells FROM reading")
    kept = json.loads(zlib.decompress(cells))
    assert set(kept["figures"]) == set(report.figures)
    assert kept["figures"][RECEIVED]["raw"] == "7"
    assert kept["figures"][RECEIVED]["state"] == State.NUMBER
    assert kept["figures"][RECEIVED]["place"]["line"] == 10
    assert kept["context"] == {"10": "印出的一行"}
    assert len(cells) < 4000


def test_claims_sections_and_findings_are_kept(store: Database) -> None:
    claim = made.claim("normative_documents.in_force", 26, channel="website", approximate=False)
    filed(store, made.report({"disclosure.normative_documents.in_force": 27}, claims=[claim]))
    assert rows(store, "SELECT name, value, channel, approximate, quote FROM claim") == [
        ("normative_documents.in_force", 26, "website", 0, "写明26件")
    ]
    assert rows(store, "SELECT number, heading FROM section ORDER BY number")[0][0] == 1
    ((check, left, right, difference, operands, detail),) = rows(
        store, "SELECT check_id, left, right, difference, operands, detail FROM finding"
    )
    assert (check, left, right, difference) == ("N-DOCUMENTS", 26, 27, -1)
    assert json.loads(operands) == {"disclosure.normative_documents.in_force": 27}
    assert json.loads(detail)["quote"] == "写明26件"
    assert "文字为 26 件，表中为 27 件" in json.loads(detail)["zh"]
    assert rows(store, "SELECT errors, warnings FROM report") == [(1, 0)]


def test_outcomes_are_counted_for_rates(store: Database) -> None:
    filed(store, made.with_value(made.report(), "review.total", None))
    outcomes = {
        row[0]: row[1:]
        for row in rows(store, "SELECT check_id, holds, fails, undetermined FROM check_outcome")
    }
    assert outcomes["T4-SUM"] == (2, 0, 1)
    assert outcomes["T3-FLOW"] == (7, 0, 0)


def test_a_number_larger_than_the_database_can_hold_stores_nothing(path: Path) -> None:
    with pytest.raises((OverflowError, DatabaseError)), writing(path) as store:
        filed(store, made.report({RECEIVED: 10**30}))
    assert not path.exists()


@cache
def in_memory() -> Database:
    """One database for many examples, each of which is discarded."""
    database = Database(memory=True)
    migrations.migrate(database)
    reference.fill(database)
    return database


@given(
    values=st.dictionaries(
        st.sampled_from(sorted(form.edition("2021").fields)),
        st.one_of(st.none(), st.integers(-(2**53), 2**53), st.floats(-1e6, 1e6)),
        max_size=20,
    ),
    claims=st.lists(
        st.builds(
            made.claim,
            st.sampled_from(sorted(form.claim_kinds())),
            st.one_of(st.integers(0, 10**9), st.just(43.6)),
            channel=st.sampled_from([None, "website", "total"]),
            qualifier=st.sampled_from([None, "备案"]),
            approximate=st.booleans(),
        ),
        max_size=4,
    ),
    region=st.sampled_from([None, "510421"]),
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)
def test_a_stored_report_comes_back_as_it_was_read(
    values: dict[str, float | None], claims: list[Claim], region: str | None, text: str
) -> None:
    report = made.report(values, claims=claims, region=region, text=text)
    database = in_memory()
    stored = file_report(database, report, run(report), Origin("a.txt", "00"))
    assert restored(database.conn, stored.report) == report
    discard(database, "00")


@pytest.mark.skipif(not made.shared(), reason="the real figures are not here")
def test_real_reports_come_back_as_they_were_read(store: Database) -> None:
    for name, report in made.shared().items():
        assert restored(store.conn, filed(store, report, name).report) == report


def test_a_changed_catalogue_of_checks_is_applied_to_what_is_stored(store: Database) -> None:
    report = made.report({"disclosure.coercive_measures": -1})
    check_across(store, {filed(store, report).agency})
    kept = rows(store, "SELECT * FROM finding"), rows(store, "SELECT * FROM check_outcome")
    assert bring_up_to_date(store) == 0
    store.execute("UPDATE meta SET value = '0' WHERE key = 'catalogue'")
    store.execute("DELETE FROM finding")
    store.execute("UPDATE check_outcome SET holds = 0")
    store.execute("UPDATE report SET errors = 0")
    store.execute('DELETE FROM "check"')
    assert bring_up_to_date(store) == 1
    found = rows(store, "SELECT * FROM finding"), rows(store, "SELECT * FROM check_outcome")
    assert found == kept
    assert rows(store, "SELECT errors FROM report") == [(1,)]
    assert rows(store, 'SELECT count(*) FROM "check"') == [(len(form.checks()),)]
    assert bring_up_to_date(store) == 0


# --- versions ---


def statuses(store: Database) -> list[str]:
    return [status for (status,) in rows(store, "SELECT status FROM report ORDER BY version")]


def test_equal_figures_make_a_further_copy(store: Database) -> None:
    filed(store, made.report({RECEIVED: 7}), "one")
    second = filed(store, made.report({RECEIVED: 7}), "two")
    assert (second.version, second.status, second.differs) == (2, "copy", False)
    assert statuses(store) == ["current", "copy"]


def test_a_version_with_more_figures_supersedes_the_one_it_agrees_with(store: Database) -> None:
    filed(store, made.with_value(made.report({RECEIVED: 7}), "review.total", None), "one")
    filed(store, made.report({RECEIVED: 7}), "two")
    assert statuses(store) == ["superseded", "current"]


def test_a_version_with_fewer_figures_does_not_count(store: Database) -> None:
    filed(store, made.report({RECEIVED: 7}), "one")
    fewer = made.with_value(made.report({RECEIVED: 7}), "review.total", None)
    assert filed(store, fewer, "two").status == "superseded"
    differing = made.with_value(made.report({RECEIVED: 8}), "review.total", None)
    third = filed(store, differing, "three")
    assert (third.status, third.differs) == ("differs", True)
    assert statuses(store) == ["current", "superseded", "differs"]


def test_differing_figures_are_listed_for_a_person_who_decides(store: Database) -> None:
    filed(store, made.report({RECEIVED: 7}), "one")
    second = filed(store, made.report({RECEIVED: 8}), "two")
    assert second.differs
    assert statuses(store) == ["differs", "current"]
    use_version(store, "米易县", 2023, 1)
    assert statuses(store) == ["current", "differs"]
    assert rows(store, "SELECT applications_received_total FROM figures_current") == [(7,)]


def test_what_a_person_chose_is_not_superseded(store: Database) -> None:
    filed(store, made.report({RECEIVED: 7}), "one")
    filed(store, made.report({RECEIVED: 8}), "two")
    use_version(store, "米易县人民政府", 2023, 1)
    assert filed(store, made.report({RECEIVED: 9}), "three").status == "differs"
    assert statuses(store) == ["current", "differs", "differs"]


def test_of_equal_versions_the_full_report_stands_before_the_abridged_one(store: Database) -> None:
    filed(store, made.report({RECEIVED: 7}, abridged=True), "one")
    filed(store, made.report({RECEIVED: 7}), "two")
    assert statuses(store) == ["copy", "current"]


def test_only_one_version_ever_counts(store: Database) -> None:
    for number, value in enumerate((7, 8, 7, 9, 8)):
        filed(store, made.report({RECEIVED: value}), str(number))
        assert rows(store, "SELECT count(*) FROM report WHERE current = 1") == [(1,)]


def test_versions_are_listed_by_the_unit_s_name(store: Database) -> None:
    filed(store, made.report({RECEIVED: 7}), "one")
    filed(store, made.report({RECEIVED: 8}), "two")
    for name in ("米易县人民政府", "米易县", "四川省米易县", "攀枝花市米易县人民政府"):
        held = versions_held(store.conn, name, 2023)
        assert [(version.number, version.file) for version in held] == [
            (1, "one.txt"),
            (2, "two.txt"),
        ]


@pytest.mark.parametrize(("unit", "year"), [("没有的县", 2023), ("米易县", 2020), ("", 2023)])
def test_versions_of_what_is_not_held(store: Database, unit: str, year: int) -> None:
    filed(store, made.report())
    with pytest.raises(UsageError):
        versions_held(store.conn, unit, year)


def test_a_version_that_is_not_there_cannot_be_used(store: Database) -> None:
    filed(store, made.report())
    with pytest.raises(UsageError, match="no version 5"):
        use_version(store, "米易县", 2023, 5)


def test_units_of_one_name_are_told_apart_by_what_they_lie_in(store: Database) -> None:
    filed(store, made.report(**NAMED, region="320106"))
    filed(store, made.report(**NAMED, region="350102"))
    assert len(versions_held(store.conn, "福州市鼓楼区", 2023)) == 1
    with pytest.raises(UsageError, match="江苏省南京市鼓楼区"):
        versions_held(store.conn, "鼓楼区", 2023)


def test_a_discarded_report_leaves_nothing(store: Database) -> None:
    filed(store, made.report({RECEIVED: 7}), "one")
    filed(store, made.report({RECEIVED: 8}), "two")
    sha256 = hashlib.sha256(b"two").hexdigest()
    discard(store, sha256)
    assert statuses(store) == ["current"]
    assert rows(store, "SELECT applications_received_total FROM figures_current") == [(7,)]
    assert len(list(occurrences(store.conn, "网站"))) == 1
    discard(store, hashlib.sha256(b"one").hexdigest())
    kept = ("meta", "region", "field", "check", "measure")
    assert {
        name: rows(store, f'SELECT count(*) FROM "{name}"')[0][0]
        for name in tables()
        if name not in kept
    } == {name: 0 for name in tables() if name not in kept}
    assert discard(store, sha256) == []


# --- agencies ---


@pytest.mark.parametrize(
    ("unit", "key"),
    [
        ("盐边县", "盐边县"),
        ("盐边县人民政府", "盐边县"),
        ("平潭综合实验区管委会", "平潭综合实验区"),
        ("平潭综合实验区管理委员会", "平潭综合实验区"),
        ("米易县人民政府办公室", "米易县办公室"),
        ("人民政府", "人民政府"),
    ],
)
def test_a_county_and_its_government_are_one(unit: str, key: str) -> None:
    assert unit_key(unit) == key


def test_a_unit_is_one_over_the_years(store: Database) -> None:
    filed(store, made.report(year=2022, unit="米易县"))
    filed(store, made.report(year=2023, unit="米易县人民政府"))
    filed(store, made.report(year=2023, unit="米易县人民政府办公室", scope=Scope.OFFICE))
    assert rows(store, "SELECT unit_key, scope FROM agency") == [
        ("米易县", "government"),
        ("米易县办公室", "office"),
    ]


def test_undecided_units_of_one_name_and_year_are_kept_apart(store: Database) -> None:
    first = filed(store, made.report({RECEIVED: 7}, **NAMED, region=None))
    second = filed(store, made.report({RECEIVED: 8}, **NAMED, region=None))
    assert (first.status, second.status) == ("current", "current")
    assert rows(store, "SELECT count(*) FROM agency WHERE region IS NULL") == [(2,)]


HEAD = "unit,scope,region,parent,from_year,to_year,complete\n"


def directory(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "agencies.csv"
    path.write_text(HEAD + text, encoding)
    return path


def test_the_directory_lists_units_before_and_after_their_reports(
    store: Database, tmp_path: Path
) -> None:
    filed(store, made.report())
    enter_directory(
        store,
        directory(
            tmp_path,
            "米易县人民政府,government,510421,510400,2021,2025,1\n盐边县,government,510422,,,,0\n",
            "utf-8-sig",
        ),
    )
    assert rows(store, "SELECT unit, listed, from_year, to_year, complete, level FROM agency") == [
        ("米易县人民政府", 1, 2021, 2025, 1, "county"),
        ("盐边县", 1, None, None, 0, "county"),
    ]
    filed(store, made.report(unit="盐边县人民政府", region="510422"))
    assert rows(store, "SELECT count(*) FROM agency") == [(2,)]


def test_the_directory_read_again_lists_nothing_twice(store: Database, tmp_path: Path) -> None:
    listed = directory(tmp_path, "盐边县,government,510422,510400,2021,2025,0\n")
    enter_directory(store, listed)
    enter_directory(store, listed)
    assert rows(store, "SELECT count(*) FROM agency") == [(1,)]


@pytest.mark.parametrize(
    "line",
    [
        "盐边县,county,510422,,,,0",
        ",government,510422,,,,0",
        "盐边县,government,999999,,,,0",
        "盐边县",
    ],
)
def test_a_directory_that_is_wrong_is_refused_with_its_line(
    store: Database, tmp_path: Path, line: str
) -> None:
    with pytest.raises(UsageError, match="line 2"):
        enter_directory(store, directory(tmp_path, line + "\n"))


def test_the_directory_decides_a_region_where_nothing_else_does(
    store: Database, tmp_path: Path
) -> None:
    undecided = made.report(**NAMED, region=None).identity
    assert settled(store, undecided).region is None
    enter_directory(store, directory(tmp_path, "鼓楼区,government,350102,,,,0\n"))
    assert settled(store, undecided).region == "350102"
    assert settled(store, made.report(**NAMED, region="320106").identity).region == "320106"
    enter_directory(store, directory(tmp_path, "鼓楼区,government,320106,,,,0\n"))
    assert settled(store, undecided).region is None


# --- opening ---


def test_a_reader_cannot_write(path: Path) -> None:
    with writing(path) as store:
        filed(store, made.report())
    with closing(connect(path)) as reader, pytest.raises(sqlite3.OperationalError):
        reader.execute("DELETE FROM report")


def test_a_database_on_a_read_only_folder_opens(path: Path) -> None:
    with writing(path) as store:
        filed(store, made.report())
    path.chmod(stat.S_IRUSR)
    path.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with closing(connect(path)) as reader:
            assert rows(reader, "SELECT count(*) FROM report") == [(1,)]
        assert os.listdir(path.parent) == [path.name]
    finally:
        path.parent.chmod(stat.S_IRWXU)


def test_names_with_signs_of_an_address_open(tmp_path: Path) -> None:
    path = tmp_path / "年报 100%?mode=rw#1.db"
    with writing(path):
        pass
    connect(path).close()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def a_foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE report (id)")


def an_application_of_its_own(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA application_id = 42")
        other.execute("CREATE TABLE meta (key, value)")


def a_newer_database(path: Path) -> None:
    with writing(path) as store:
        store.execute(f"PRAGMA user_version = {schema.SCHEMA + 1}")


NOT_OURS = {
    "text": lambda path: path.write_text("这不是数据库" * 100),
    "another": a_foreign_database,
    "another application": an_application_of_its_own,
    "newer": a_newer_database,
    "folder": lambda path: path.mkdir(),
    "cut off": lambda path: path.write_bytes(b"SQLite format 3\0" + b"\x10" * 50),
}


@pytest.mark.parametrize("readonly", [True, False])
@pytest.mark.parametrize("kind", NOT_OURS)
def test_what_is_not_ours_is_refused_in_one_line_and_left_alone(
    path: Path, kind: str, readonly: bool
) -> None:
    NOT_OURS[kind](path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(DatabaseError) as error:
        if readonly:
            connect(path)
        else:
            with writing(path):
                pytest.fail("opened")
    for language in ("zh", "en"):
        message = error.value.message(language)
        assert str(path) in message and "\n" not in message
    assert before == (path.read_bytes() if path.is_file() else None)


@pytest.mark.parametrize("name", ["absent.db", "no/folder/absent.db"])
def test_an_absent_database_is_not_made_by_reading(tmp_path: Path, name: str) -> None:
    with pytest.raises(DatabaseError, match=r"absent\.db"):
        connect(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_a_new_database_unmade_and_an_old_one_as_it_was(path: Path) -> None:
    for expected in (False, True):
        with pytest.raises(RuntimeError), writing(path) as store:
            filed(store, made.report({RECEIVED: 8}), "fails")
            raise RuntimeError
        assert path.exists() is expected
        if expected:
            with closing(connect(path)) as reader:
                assert rows(reader, "SELECT file FROM report") == [("one.txt",)]
        else:
            with writing(path) as store:
                filed(store, made.report({RECEIVED: 7}), "one")


def test_a_second_writer_is_told_to_wait(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goidata.store.database._PATIENCE", 0.05)
    with writing(path):
        pass
    with writing(path), pytest.raises(DatabaseError, match="another program"), writing(path):
        pytest.fail("two writers")


def test_readers_go_on_while_a_writer_works(path: Path) -> None:
    with writing(path) as store:
        filed(store, made.report({RECEIVED: 7}), "one")
    with writing(path) as store:
        filed(store, made.report({RECEIVED: 8}, year=2022), "two")
        with closing(connect(path)) as reader:
            assert rows(reader, "SELECT file FROM report") == [("one.txt",)]


def test_the_database_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOIDATA_DB", "/somewhere/else.db")
    assert default_path() == Path("/somewhere/else.db")
    monkeypatch.delenv("GOIDATA_DB")
    assert default_path().parts[-2:] == ("data", "goidata.db")
