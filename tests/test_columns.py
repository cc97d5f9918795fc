"""The columnar copy: it says what the book says, whoever changes the book, and stands in no way."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import made
import pandas as pd
import pytest
import stock
from click.testing import CliRunner
from crossed import crossed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goidata import cli
from goidata.analysis import queries, tables
from goidata.analysis.census import years_counted
from goidata.analysis.selection import Selection, Stratum
from goidata.checks import run
from goidata.errors import DatabaseError
from goidata.extraction.report import Report
from goidata.intake.acceptance import accept, apply_accepted
from goidata.intake.choices import use_version
from goidata.intake.making import make
from goidata.samples import Drawing
from goidata.store import columnar, filling
from goidata.store.database import connect, writing
from goidata.store.filing import Origin, discard, file_report
from goidata.store.reader import Reader

GOVERNMENTS = Selection(scope="government")
HANDLED = "applications_handled_total_total"


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of invented reports, some of them faulty."""
    path = tmp_path_factory.mktemp("sampled") / "sampled.db"
    make(Drawing(24, (2022, 2023, 2024), 5, 0.3), path, jobs=1)
    return path


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "held.db"
    stock.build(path, stock.various(), stock.DIRECTORY)
    return path


@pytest.fixture
def path(book: Path, tmp_path: Path) -> Path:
    """A book of its own for each test, without a copy beside it."""
    return Path(shutil.copy(book, tmp_path))


def copies(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f".{path.name}.*"))


def answers(db: Reader) -> dict[str, pd.DataFrame]:
    """Some questions, of every table of the copy."""
    return {
        "reports": queries.reports(db, Selection()),
        "figures": tables.figures_table(db, Selection()),
        "volumes": queries.volumes(db, Selection(), True),
        "coverage": queries.coverage(db, Selection()),
        "failing": queries.failing_reports(db, Selection(), queries.Faults()),
        "units": queries.listed(db, Selection(), queries.Listing(2023, "received")),
        "checks": queries.failures_by_year(db, Selection()),
        "regions": queries.regions(db),
    }


def assert_same(found: dict[str, pd.DataFrame], expected: dict[str, pd.DataFrame]) -> None:
    for name, frame in expected.items():
        pd.testing.assert_frame_equal(found[name], frame, check_exact=True, obj=name)


def made_anew(path: Path) -> dict[str, pd.DataFrame]:
    """The answers of a copy that is made of the whole book."""
    for copy in copies(path):
        copy.unlink()
    with closing(connect(path)) as db:
        return answers(db)


# What the book says, in plain SQL of its own

CURRENT = "FROM report r JOIN figures f ON f.report = r.id WHERE r.current = 1"
GOVERNMENT = f"{CURRENT} AND r.scope = 'government'"
# Of what may be wrong: a hint is no fault.
GRAVE = "JOIN \"check\" k ON k.id = o.check_id WHERE o.report = r.id AND k.severity <> 'info'"
NOT_READ = "u.state IN ('ambiguous', 'text', 'missing', 'recognised')"

Restated = tuple[str, Callable[[Reader], object]]


def by(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """The rows of a frame as plain values, None where there is none."""
    plain = frame[list(columns)].astype(object)
    rows = plain.where(plain.notna(), None).itertuples(index=False, name=None)
    return sorted(rows, key=repr)


def measured(db: Reader, name: str) -> list[tuple[object, ...]]:
    found = queries.pooled(db, GOVERNMENTS, (name,))
    return by(found, "year", "level", "n", "N", "reports")


def _returnable(db: Reader) -> pd.DataFrame:
    asked = queries.Faults(returnable=True, rows=10_000)
    return queries.failing_reports(db, Selection(scope=None), asked)


RESTATED: dict[str, Restated] = {
    "reports held": (
        f"SELECT count(*) {CURRENT}",
        lambda db: [(len(queries.reports(db, Selection())),)],
    ),
    "rows of the reports": (
        f"SELECT r.id, r.agency, r.unit, r.region, r.year, r.errors, r.published, r.title"
        f" {CURRENT}",
        lambda db: by(
            queries.reports(db, Selection()).rename(columns={"report": "id"}),
            *("id", "agency", "unit", "region", "year", "errors", "published", "title"),
        ),
    ),
    "strata": (
        f"SELECT r.scope, r.level, count(DISTINCT r.agency), count(*) {CURRENT} GROUP BY 1, 2",
        lambda db: by(queries.strata(db, Selection()), "scope", "level", "units", "reports"),
    ),
    "units": (
        "SELECT r.agency, count(*), min(r.year), max(r.year), sum(r.errors), sum(r.errors > 0)"
        f" {CURRENT} GROUP BY r.agency",
        lambda db: by(
            queries.units(db, Selection()),
            *("agency", "reports", "first_year", "last_year", "errors", "doubtful"),
        ),
    ),
    "left out for errors": (
        f"SELECT count(*) {GOVERNMENT} AND r.errors > 0",
        lambda db: [(queries.left_out(db, GOVERNMENTS),)],
    ),
    "handled by year": (
        f"SELECT r.year, r.level, sum(f.{HANDLED}), count(f.{HANDLED}) {GOVERNMENT} GROUP BY 1, 2",
        lambda db: by(
            queries.sums(db, GOVERNMENTS, ("applications.handled_total.total",)),
            *("year", "level", "value", "reports"),
        ),
    ),
    "received by unit": (
        f"SELECT r.id, f.applications_received_total {GOVERNMENT}",
        lambda db: by(queries.by_unit(db, GOVERNMENTS, ("received",)), "report", "value"),
    ),
    "carried out by applicants": (
        f"SELECT r.id, f.applications_carried_out_natural_person {GOVERNMENT}",
        lambda db: by(
            queries.figures(db, GOVERNMENTS, ("applications.carried_out.natural_person",)),
            *("report", "value"),
        ),
    ),
    "granted of handled": (
        "SELECT r.year, r.level, sum(f.applications_handled_granted_total),"
        f" sum(f.{HANDLED}), count(*) {GOVERNMENT} AND f.{HANDLED} IS NOT NULL"
        " AND f.applications_handled_granted_total IS NOT NULL GROUP BY 1, 2",
        lambda db: measured(db, "full_grant_rate"),
    ),
    "reviews": (
        "SELECT r.year, r.level, sum(f.review_corrected), sum(f.review_total), count(*)"
        f" {GOVERNMENT} AND f.review_total + f.review_corrected + f.review_upheld + f.review_other"
        " + f.review_pending IS NOT NULL GROUP BY 1, 2",
        lambda db: by(
            _corrected(queries.results_by_year(db, GOVERNMENTS)),
            *("year", "level", "value", "total", "reports"),
        ),
    ),
    "documents in force": (
        "SELECT r.year, r.level, sum(f.disclosure_normative_documents_in_force),"
        f" count(f.disclosure_normative_documents_in_force) {GOVERNMENT} GROUP BY 1, 2",
        lambda db: by(
            queries.sums(db, GOVERNMENTS, ("disclosure.normative_documents.in_force",)),
            *("year", "level", "value", "reports"),
        ),
    ),
    "volumes stated": (
        "SELECT r.id, c.value, c.channel, c.quote FROM report r LEFT JOIN claim c"
        " ON c.report = r.id AND c.name = 'disclosed_items' WHERE r.current = 1",
        lambda db: by(queries.volumes(db, Selection()), "report", "value", "channel", "quote"),
    ),
    "volumes by year": (
        "SELECT r.year, r.level, sum(c.value), count(c.value), count(*) FROM report r"
        " LEFT JOIN claim c ON c.report = r.id AND c.name = 'disclosed_items'"
        " WHERE r.current = 1 AND r.scope = 'government' GROUP BY 1, 2",
        lambda db: by(
            queries.volumes_by_year(db, GOVERNMENTS), "year", "level", "value", "reports", "held"
        ),
    ),
    "reports that fail": (
        "SELECT d.report, sum(d.severity = 'error'), sum(d.severity = 'warning'),"
        " sum(d.severity = 'info') FROM finding d JOIN report r ON r.id = d.report"
        " WHERE r.current = 1 AND d.outcome = 'fails' AND d.accepted = 0 GROUP BY 1",
        lambda db: by(
            queries.failing_reports(db, Selection(), queries.Faults(states=("open",), rows=10_000)),
            *("report", "n_errors", "n_warnings", "n_infos"),
        ),
    ),
    "checks by year": (
        "SELECT r.year, o.check_id, sum(o.fails > 0), sum(o.fails), sum(o.undetermined)"
        " FROM report r JOIN check_outcome o ON o.report = r.id"
        ' JOIN "check" k ON k.id = o.check_id'
        " WHERE r.current = 1 AND (o.fails > 0 OR o.undetermined > 0 OR o.accepted > 0)"
        " AND CASE WHEN o.fails > 0 THEN EXISTS (SELECT 1 FROM finding d WHERE d.report = r.id"
        "   AND d.check_id = o.check_id AND d.outcome = 'fails' AND d.severity <> 'info')"
        "   ELSE k.severity <> 'info' END"
        " GROUP BY 1, 2",
        lambda db: by(
            queries.failures_by_year(db, Selection())
            .groupby(["year", "check"], as_index=False)[["reports", "fails", "undetermined"]]
            .sum(),
            *("year", "check", "reports", "fails", "undetermined"),
        ),
    ),
    "findings": (
        "SELECT d.id, d.report, d.check_id, d.severity, d.left, d.right, d.difference"
        " FROM report r JOIN finding d ON d.report = r.id WHERE r.current = 1",
        lambda db: by(
            queries.findings(db, Selection()),
            *("finding", "report", "check", "severity", "left", "right", "difference"),
        ),
    ),
    "how much is decided": (
        f"SELECT r.id, (SELECT sum(holds) FROM check_outcome o {GRAVE}),"
        f" (SELECT sum(holds + fails) FROM check_outcome o {GRAVE})"
        f" - (SELECT count(*) FROM finding o {GRAVE} AND o.outcome = 'fails'"
        "     AND o.severity = 'info')"
        " FROM report r WHERE r.current = 1",
        lambda db: by(queries.by_unit(db, Selection(), ("pass_rate",)), "report", "n", "N"),
    ),
    "sent back": (
        "SELECT r.id, r.errors, r.warnings, (SELECT count(*) FROM unread u JOIN field q"
        f" ON q.name = u.name WHERE u.report = r.id AND {NOT_READ} AND CASE q.table_name"
        " WHEN 'disclosure' THEN r.edition_disclosure WHEN 'applications'"
        " THEN r.edition_applications ELSE r.edition_proceedings END IS NOT NULL) AS unread"
        " FROM report r WHERE r.current = 1 AND (r.errors > 0 OR r.warnings > 0 OR unread > 0)",
        lambda db: by(
            queries.failing_reports(db, Selection(scope=None), queries.Faults(returnable=True)),
            "report",
            "errors",
            "warnings",
            "unread",
        ),
    ),
    "covered": (
        "SELECT a.id, r.year FROM agency a JOIN report r ON r.agency = a.id AND r.current = 1",
        lambda db: by(_held(queries.coverage(db, Selection())), "agency", "year"),
    ),
    "regions": (
        "SELECT g.code, (SELECT count(*) FROM report r WHERE r.current = 1 AND r.region = g.code)"
        " FROM region g WHERE g.code IN (SELECT region FROM report WHERE current = 1 UNION"
        " SELECT province FROM report WHERE current = 1 UNION"
        " SELECT city FROM report WHERE current = 1)",
        lambda db: by(queries.regions(db), "code", "reports"),
    ),
    "stock of documents": (
        "SELECT sum(y.disclosure_normative_documents_in_force), count(*) FROM report b"
        " JOIN figures f ON f.report = b.id JOIN report a ON a.agency = b.agency"
        " AND a.year = b.year - 1 AND a.current = 1 JOIN figures y ON y.report = a.id"
        " WHERE b.current = 1 AND b.year = 2023 AND b.scope = 'government' AND b.level = 'county'"
        " AND y.disclosure_normative_documents_in_force"
        " + f.disclosure_normative_documents_issued + f.disclosure_normative_documents_repealed"
        " + f.disclosure_normative_documents_in_force IS NOT NULL",
        lambda db: _stock(db),
    ),
}


def _complete(found: pd.DataFrame) -> pd.DataFrame:
    """The rows of one outcome, over the reports that have every outcome."""
    return found[found["outcome"] == "granted"].assign(n=found["reports"])


def _corrected(found: pd.DataFrame) -> pd.DataFrame:
    return found[(found["block"] == "review") & (found["result"] == "corrected")]


def _held(found: pd.DataFrame) -> pd.DataFrame:
    return found[found["report"].notna()]


def _stock(db: Reader) -> list[tuple[object, ...]]:
    within = GOVERNMENTS.within(Stratum("government", "county"))
    found = queries.stock(db, within, "normative_documents", 2023)
    return [(None, 0)] if found is None else [(found.before, found.units)]


@pytest.mark.parametrize(("name", "of"), crossed(RESTATED, ["various", "sampled"]))
def test_the_book_says_the_same_in_plain_sql(
    name: str, of: str, sampled: Path, various: Reader
) -> None:
    sql, ask = RESTATED[name]
    path = sampled if of == "sampled" else various.path
    with closing(sqlite3.connect(path)) as book:
        expected = sorted(book.execute(sql).fetchall(), key=repr)
    with closing(connect(path)) as db:
        found = ask(db)
    assert [_plain(row) for row in found] == [_plain(row) for row in expected]


def _plain(row: tuple[object, ...]) -> tuple[object, ...]:
    """Whole numbers are equal whatever they are written as; sums of money to a hundredth of 元."""
    return tuple(round(float(v), 6) if isinstance(v, (int, float)) else v for v in row)


# Whoever changes the book

LOADED = made.report(unit="盱眙县人民政府", region="320830", year=2023)
NUMBERS = itertools.count(1000)


def load(path: Path, report: Report, name: str) -> None:
    with writing(path) as store:
        file_report(store, report, run(report), Origin(name, name))


def _new(path: Path) -> None:
    number = len(list(sqlite3.connect(path).execute("SELECT 1 FROM report")))
    report = made.report(unit="盱眙县人民政府", region="320830", year=2000 + number)
    load(path, report, f"{next(NUMBERS)}")


def _other_version(path: Path) -> None:
    number = len(list(sqlite3.connect(path).execute("SELECT 1 FROM report")))
    values = {"applications.received.total": number}
    load(path, stock.of("沭阳县人民政府", 2022, values), f"{next(NUMBERS)}")


def _use_first(path: Path) -> None:
    with writing(path) as store:
        use_version(store, "沭阳县人民政府", 2022, 1)


def _discard(path: Path) -> None:
    with writing(path) as store:
        (first,) = store.conn.execute("SELECT min(sha256) FROM report").fetchone()
        discard(store, first)


def _accept(path: Path) -> None:
    with writing(path) as store:
        row = store.conn.execute(
            "SELECT r.unit, r.year, d.check_id FROM finding d JOIN report r ON r.id = d.report"
            " WHERE d.outcome = 'fails' AND r.current = 1 ORDER BY d.id LIMIT 1"
        ).fetchone()
        if row is not None:
            accept(store, *row, "已核实", "试验")
            apply_accepted(store)


def _nothing(path: Path) -> None:
    with writing(path):
        pass


def _by_hand(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute(f"UPDATE figures SET {HANDLED} = coalesce({HANDLED}, 0) + 1")


def _by_hand_and_ours(path: Path) -> None:
    _by_hand(path)
    _new(path)


Change = Callable[[Path], None]
CHANGES: tuple[Change, ...] = (
    *(_new, _other_version, _use_first, _discard, _accept),
    *(_nothing, _by_hand, _by_hand_and_ours),
)


@pytest.mark.parametrize(
    "looks",
    [True, pytest.param(False, marks=pytest.mark.long)],
    ids=["looked at", "unseen"],
)
def test_whatever_changes_the_book_the_copy_says_what_it_says(tmp_path: Path, looks: bool) -> None:
    changed(tmp_path, [(change, looks) for change in CHANGES])


def test_a_change_of_nothing_does_not_hide_what_another_program_wrote(tmp_path: Path) -> None:
    changed(tmp_path, [(_by_hand, False), (_nothing, False), (_new, False)])


@pytest.mark.long
@given(changes=st.lists(st.tuples(st.sampled_from(CHANGES), st.booleans()), max_size=6))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_changes_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[Change, bool]]
) -> None:
    changed(tmp_path_factory.mktemp("changed"), changes)


def changed(folder: Path, changes: list[tuple[Change, bool]]) -> None:
    path = folder / "held.db"
    stock.build(path, stock.various()[:12], stock.DIRECTORY)
    with closing(connect(path)) as early:
        answers(early)  # one that is opened before, and stays open
        for change, looks in changes:
            change(path)
            if looks:
                answers(early)
        found = answers(early)
    assert_same(found, made_anew(path))


@pytest.mark.parametrize("marked", [True, False])
def test_a_report_more_is_all_that_is_read(path: Path, marked: bool) -> None:
    """Also of a book in which no change was marked before, as one that an older version made."""
    if not marked:
        with closing(sqlite3.connect(path)) as book:
            book.execute("DELETE FROM meta WHERE key = 'marked_since'")
            book.commit()
    with closing(connect(path)) as db:
        answers(db)
    with closing(sqlite3.connect(path)) as book:
        (held,) = book.execute("SELECT count(*) FROM report WHERE current = 1").fetchone()
    # As none of ours would be changed: what is not read again is known by it.
    with duckdb.connect(str(copies(path)[0])) as copy:
        copy.execute("UPDATE report SET title = 'as it was'")
    load(path, LOADED, "more")
    with closing(connect(path)) as db:
        titles = queries.reports(db, Selection())["title"]
    assert (len(titles), sum(titles == "as it was")) == (held + 1, held)


def _changed_until(path: Path, most: int) -> tuple[int, int]:
    """How many reports a copy holds, and how many of them were written in its order, after as many
    were held as there are, and then each was changed."""
    with closing(connect(path)) as db:
        answers(db)
    with duckdb.connect(str(copies(path)[0])) as copy:
        copy.execute("UPDATE made SET arranged = 0")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filling, "MANY", most)
        _new(path)
    with duckdb.connect(str(copies(path)[0]), read_only=True) as copy:
        (found,) = copy.execute("SELECT count(*), max(arranged) FROM report, made").fetchall()
    return found


def test_a_copy_most_of_which_was_added_later_is_arranged_anew(path: Path) -> None:
    held, arranged = _changed_until(path, most=0)
    assert held == arranged > 1


def test_one_more_report_does_not_wait_for_all_to_be_arranged(path: Path) -> None:
    held, arranged = _changed_until(path, most=filling.MANY)
    assert held > 1 and arranged == 0


def test_reports_of_one_kind_lie_together(sampled: Path) -> None:
    with closing(connect(sampled)) as db:
        rows = db.rows("SELECT scope, level, region FROM report", {})[1]
    kinds = [key for key, _ in itertools.groupby(rows)]
    assert len(kinds) == len(set(kinds))


def test_two_reports_of_a_unit_in_a_year_are_one_unit(path: Path) -> None:
    """As no load leaves them, but another program may."""
    asked = Selection(scope="government")
    with closing(connect(path)) as db:
        before = queries.strata(db, asked)["units"].tolist()
    with closing(sqlite3.connect(path)) as book:
        book.execute("UPDATE report SET year = 2023 WHERE scope = 'government'")
        book.commit()
    with closing(connect(path)) as db:
        assert queries.strata(db, asked)["units"].tolist() == before
        years = years_counted(db, asked)
        assert sum(each.units for each in years) == sum(before)
        assert sum(each.reports for each in years) > sum(before)


def test_the_first_visitor_after_a_load_waits_for_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "loaded.db"
    file = sorted((Path(__file__).parents[1] / "data" / "reports").iterdir())[0]
    assert CliRunner().invoke(cli.app, ["load", str(file), "--db", str(path)]).exit_code == 0
    (made_ready,) = copies(path)
    of = made_ready.stat().st_ino
    with closing(connect(path)) as db:
        assert queries.focus(db, Selection())
    assert (copies(path), made_ready.stat().st_ino) == ([made_ready], of)


def test_one_copy_lies_beside_the_book_and_may_be_deleted(path: Path) -> None:
    for _ in range(3):
        _new(path)
        with closing(connect(path)) as db:
            expected = answers(db)
        (copy,) = copies(path)
        copy.unlink()
        with closing(connect(path)) as db:
            assert_same(answers(db), expected)


def test_a_copy_that_is_none_is_made_anew(path: Path) -> None:
    expected = made_anew(path)
    (copy,) = copies(path)
    for damaged in (b"", b"no database at all" * 1000, copy.read_bytes()[:5000]):
        copy.write_bytes(damaged)
        with closing(connect(path)) as db:
            assert_same(answers(db), expected)


def test_a_copy_of_another_book_is_not_taken_for_it(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "held.db"
    other.parent.mkdir()
    stock.build(other, stock.various()[:5])
    with closing(connect(other)) as db:
        expected = answers(db)
    with closing(connect(path)) as db:
        answers(db)
    copies(path)[0].rename(other.parent / copies(path)[0].name)
    copies(other)[0].unlink()
    with closing(connect(other)) as db:
        assert_same(answers(db), expected)
    other.replace(path)  # the same name, and a copy beside it that is of what was there
    with closing(connect(path)) as db:
        assert_same(answers(db), expected)


def test_where_nothing_can_be_written_beside_the_copy_lies_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / f"{'x' * 236}.db"  # a name that leaves no room for a longer one
    stock.build(path, stock.various()[:5])
    with closing(connect(path)) as db:
        assert len(queries.reports(db, Selection())) == 5
    _by_hand(path)
    assert [each for each in tmp_path.iterdir() if each.suffix == ".columns"] == []
    with closing(connect(path)) as db:
        assert len(tables.figures_table(db, Selection())) == 5


def test_an_open_reader_and_a_writer_do_not_wait_for_each_other(path: Path) -> None:
    with closing(connect(path)) as db:
        before = len(queries.reports(db, Selection()))
        with writing(path) as store:
            file_report(store, LOADED, run(LOADED), Origin("more", "more"))
            assert len(queries.reports(db, Selection())) == before
        assert len(queries.reports(db, Selection())) == before + 1


def test_visitors_ask_at_the_same_time(path: Path) -> None:
    failed: list[BaseException] = []

    def visit(db: Reader) -> None:
        try:
            for _ in range(5):
                assert len(queries.by_unit(db, Selection(), ("disclosure_rate",)))
        except BaseException as error:
            failed.append(error)

    with closing(connect(path)) as db:
        visitors = [threading.Thread(target=visit, args=(db,)) for _ in range(6)]
        for each in visitors:
            each.start()
        _new(path)
        for each in visitors:
            each.join()
    assert failed == []


def test_several_processes_may_make_the_copy(path: Path) -> None:
    pids = []
    for _ in range(4):
        if not (pid := os.fork()):
            os._exit(int(columnar.catch_up(path) is not None))
        pids.append(pid)
    assert [os.waitpid(pid, 0)[1] for pid in pids] == [0] * 4
    assert len(copies(path)) == 1


# What must not be

HARMFUL = (
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'",
    "COPY report TO '/tmp/goidata-taken.csv'",
    "ATTACH '/tmp/goidata-taken.db' AS taken",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "SET memory_limit = '100GB'",
    "DELETE FROM kept.report",
    "DROP TABLE kept.report",
    "UPDATE kept.report SET errors = 0",
    "SELECT * FROM path",  # a variable of the program
)


@pytest.mark.parametrize("sql", HARMFUL)
def test_the_copy_reads_nothing_else_and_changes_nothing(path: Path, sql: str) -> None:
    with closing(connect(path)) as db:
        with pytest.raises(DatabaseError):
            db.rows(sql, {})
        assert len(queries.reports(db, Selection()))


def test_what_the_reader_says_is_bound_and_never_sql(path: Path) -> None:
    hostile = Selection(region="1' OR '1'='1", level='"; DROP TABLE report; --', scope="$region")
    with closing(connect(path)) as db:
        assert queries.reports(db, hostile).empty
        assert len(queries.reports(db, Selection()))


@pytest.mark.parametrize("number", [10**17 + 1, 10**18 - 1, 9 * 10**18])
def test_sums_of_figures_as_long_as_any_are_no_error(tmp_path: Path, number: int) -> None:
    name = "applications.received.total"
    units = ("沭阳县人民政府", "泗阳县人民政府", "泗洪县人民政府")
    stock.build(tmp_path / "long.db", [stock.of(unit, 2023, {name: number}) for unit in units])
    with closing(connect(tmp_path / "long.db")) as db:
        found = queries.sums(db, Selection(), (name,))
        assert float(found["value"].iloc[0]) == pytest.approx(3 * number, rel=1e-15)
        assert queries.figures(db, Selection(), (name,))["value"].tolist() == [float(number)] * 3


def test_a_blank_is_no_nought(path: Path) -> None:
    with closing(connect(path)) as db:
        columns = ("SELECT count(*), count(applications_received_total) FROM report", {})
        ((reports, numbers),) = db.rows(*columns)[1]
        book = "SELECT count(f.applications_received_total), sum(r.current) FROM report r"
        book += " JOIN figures f ON f.report = r.id WHERE r.current = 1"
        assert db.execute(book).fetchone() == (numbers, reports)
        assert 0 < numbers <= reports


def test_what_is_no_number_in_the_book_is_none_in_the_copy(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute(f"UPDATE figures SET {HANDLED} = '十二'")
        other.execute("UPDATE report SET errors = 'many'")
    with closing(connect(path)) as db:
        ((numbers, errors),) = db.rows(f"SELECT count({HANDLED}), count(errors) FROM report", {})[1]
        assert (numbers, errors) == (0, 0)
