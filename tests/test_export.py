"""Downloaded files: the same values, inert texts, notes and findings beside them."""

from __future__ import annotations

import csv
import io
import math
import re
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goidata.analysis import queries
from goidata.analysis.selection import Selection
from goidata.errors import UsageError
from goidata.tables.cells import cell, text
from goidata.tables.export import About, file_name, table_bytes
from goidata.tables.legend import worded
from goidata.tables.workbook import LONGEST_TEXT, Sheet, workbook_bytes

EVERY = Selection(scope=None)
ABOUT = About(
    language="zh",
    title="示例",
    subject="公开率",
    filters=[("地区", "江苏省宿迁市"), ("年度", "2022–2023")],
    definitions=[("公开率", "予以公开与部分公开占办理结果")],
    sources=["=cmd|' /C calc'!A0"],
    made=datetime(2026, 1, 17, 8, 30, tzinfo=UTC),
    database_version="schema 1 · revision 7",
    open_errors=3,
    address="http://127.0.0.1:8501/overview?region=321300",
)
SHEETS = {"zh": ["数据", "说明", "校验"], "en": ["Data", "Notes", "Checks"]}
HOSTILE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["=1+1", "+8613", "-8", "@SUM(A1)", "\t=1", "\r\n=1", " =1", "\x00=1", "_x000D_", "\ud800",
         "http://x.cn/a", "=HYPERLINK(\"http://x\")", "<b>粗</b>", "'", "", "1", "1e5", "２０２３"]
    ),
)  # fmt: skip
FRAMES = st.lists(
    st.tuples(
        HOSTILE,
        st.one_of(st.none(), st.integers(-(2**53), 2**53)),
        st.one_of(st.none(), st.floats(-1e300, 1e300)),
        st.booleans(),
    ),
    max_size=8,
)
quick = settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])


def frame_of(rows: list[tuple[str, int | None, float | None, bool]]) -> pd.DataFrame:
    texts, wholes, floats, flags = ([row[i] for row in rows] for i in range(4))
    return pd.DataFrame(
        {
            "unit": pd.Series(texts, dtype=object),
            "n": pd.array(wholes, dtype="Int64"),
            "value": pd.array(floats, dtype="Float64"),
            "beside": pd.Series(flags, dtype=bool),
        }
    )


@pytest.fixture(scope="module")
def findings(various: sqlite3.Connection) -> pd.DataFrame:
    return queries.findings(various, EVERY).head(4)


def read_csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def sheet(content: bytes, name: str = "数据") -> list[list[object]]:
    return [[each.value for each in row] for row in book(content)[name].iter_rows()]


def same(read: object, value: object) -> bool:
    if value is None or value is pd.NA:
        return read is None
    if isinstance(value, float):  # a sheet holds sixteen significant digits
        return isinstance(read, (int, float)) and math.isclose(read, value, rel_tol=1e-15)
    return bool(read == value) and isinstance(read, bool) == isinstance(value, bool)


@quick
@given(rows=FRAMES)
def test_a_sheet_holds_the_values_of_the_frame(
    findings: pd.DataFrame, rows: list[tuple[str, int | None, float | None, bool]]
) -> None:
    frame = frame_of(rows)
    read = sheet(table_bytes(frame, "xlsx", ABOUT, findings))
    assert read[0] == ["单位", "分子", "数值", "并列单位"]
    for (unit, *numbers), (unit_read, *numbers_read) in zip(rows, read[1:], strict=True):
        assert same(unit_read, text(unit))
        assert all(map(same, numbers_read, numbers))


@quick
@given(rows=FRAMES)
def test_a_csv_holds_the_values_of_the_frame(
    findings: pd.DataFrame, rows: list[tuple[str, int | None, float | None, bool]]
) -> None:
    read = read_csv(table_bytes(frame_of(rows), "csv", ABOUT, findings))
    assert read[0] == ["unit", "n", "value", "beside"]
    for (unit, n, value, flag), found in zip(rows, read[1:], strict=True):
        assert found[0] == text(unit)
        assert (int(found[1]) if found[1] else None) == n
        assert (float(found[2]) if found[2] else None) == value
        assert found[3] == str(flag)


@given(HOSTILE)
def test_no_text_begins_like_a_formula(value: str) -> None:
    inert = text(value)
    assert not inert.lstrip().startswith(("=", "+", "-", "@"))
    assert not inert.startswith(("\t", "\r"))
    assert not re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff]", inert)
    assert text(inert) == inert


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="=+-@￾￿")))
def test_a_harmless_text_stays_as_it_is(value: str) -> None:
    assert text(value) == value


@pytest.mark.parametrize("value", [float("nan"), float("inf"), None, pd.NA])
def test_no_number_is_an_empty_cell(value: object) -> None:
    assert cell(value) is None


def test_lists_and_mappings_are_written_as_json() -> None:
    assert cell((20, 2)) == "[20, 2]"
    assert cell({"收到": 3}) == '{"收到": 3}'


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "ask",
    [
        queries.outcomes,
        queries.documents,
        queries.outcomes_by_year,
        queries.findings,
        queries.units,
    ],
)
def test_what_pages_show_can_be_downloaded_unchanged(
    various: sqlite3.Connection, findings: pd.DataFrame, ask: object, kind: str
) -> None:
    assert callable(ask)
    frame = ask(various, EVERY)
    content = table_bytes(frame, kind, ABOUT, findings)
    read: list[list[object]] = [*sheet(content)] if kind == "xlsx" else [*read_csv(content)]
    assert len(read) == len(frame) + 1 > 1
    shown = worded(frame, "zh") if kind == "xlsx" else frame
    for row, found in zip(shown.astype(object).itertuples(index=False), read[1:], strict=True):
        for value, each in zip(row, found, strict=True):
            expected = cell(value)
            if kind == "csv":
                assert each == ("" if expected is None else str(expected))
            else:
                assert same(each, expected)


CODED = ("level", "scope", "measure", "outcome", "result", "block", "column", "name", "kind",
         "count", "check", "severity", "subject", "base", "why_missing", "note", "side",
         "state", "channel")  # fmt: skip
CODE = re.compile(r"[a-z0-9]+([_.][a-z0-9]+)*|[A-Z0-9]+-[A-Z0-9-]+")


@pytest.mark.parametrize(
    "ask",
    [
        *(lambda db, name=name: queries.table(db, EVERY, name) for name in queries.TABLES),
        lambda db: queries.by_unit(db, EVERY, queries.COMPARED),
        lambda db: queries.outcomes(db, EVERY),
        lambda db: queries.results(db, EVERY),
        lambda db: queries.documents(db, EVERY),
        lambda db: queries.reasons(db, EVERY),
        lambda db: queries.applicants(db, EVERY),
        lambda db: queries.volumes(db, EVERY, True),
    ],
)
def test_no_code_stands_in_a_sheet(
    various: sqlite3.Connection, findings: pd.DataFrame, ask: Callable[..., pd.DataFrame]
) -> None:
    """Each is told from the others by its words, so that these lead back to it; but the form
    prints some figures alike, and narratives state what it prints."""
    frame = ask(various)
    _, *found = sheet(table_bytes(frame, "xlsx", ABOUT, findings))
    for at, name in enumerate(frame.columns):
        if name not in CODED or pd.api.types.is_numeric_dtype(frame[name].dtype):
            continue
        words = [row[at] for row in found if row[at] is not None]
        assert not [each for each in words if CODE.fullmatch(str(each))], name
        if name != "subject":
            assert len(set(words)) == frame[name].dropna().nunique(), name


def test_each_value_is_formatted_as_its_measure_is_written(
    various: sqlite3.Connection, findings: pd.DataFrame
) -> None:
    names = ["disclosure_rate", "received", "fees", "dispute_rate"]
    frame = queries.by_unit(various, EVERY, names)
    page = book(table_bytes(frame, "xlsx", ABOUT, findings))["数据"]
    at = list(frame.columns).index("value") + 1
    shown: dict[str, set[str]] = {name: set() for name in names}
    for number, row in enumerate(frame.itertuples(), 2):
        if isinstance(page.cell(number, at).value, (int, float)):
            shown[row.measure].add(page.cell(number, at).number_format)
    assert shown["disclosure_rate"] == {"0.0%"} and shown["received"] == {"#,##0"}
    assert shown["fees"] <= {"#,##0.0#####"} and shown["dispute_rate"] == {"0.0"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_three_sheets_in_the_readers_language(
    various: sqlite3.Connection, findings: pd.DataFrame, language: str
) -> None:
    frame = queries.by_unit(various, EVERY, ["disclosure_rate"])
    content = table_bytes(frame, "xlsx", replace(ABOUT, language=language), findings)
    assert book(content).sheetnames == SHEETS[language]
    checks = sheet(content, SHEETS[language][2])
    assert len(checks) == len(findings) + 1
    assert findings[language].iloc[0] in checks[1]
    if language == "en":
        heads = [str(row) for name in SHEETS["en"] for row in sheet(content, name)[0]]
        assert not re.search(
            "[\u4e00-\u9fff]", "".join(heads).replace(ABOUT.title, "").replace(ABOUT.subject, "")
        )


def test_the_notes_say_what_the_file_is(
    various: sqlite3.Connection, findings: pd.DataFrame
) -> None:
    frame = queries.figures(various, EVERY, ["disclosure.licences", "disclosure.fees"])
    rows = sheet(table_bytes(frame, "xlsx", ABOUT, findings), "说明")
    notes = {str(item): content for item, content in rows}
    assert notes["筛选：地区"] == "江苏省宿迁市"
    assert notes["定义：公开率"] == ABOUT.definitions[0][1]
    assert notes["页面网址"] == ABOUT.address
    assert notes["数据库版本"] == ABOUT.database_version
    assert notes["存疑报告数"] == "3"
    assert notes["生成时间"] == "2026-01-17T08:30:00+00:00"
    assert notes["行数"] == str(len(frame))
    assert notes["列：单位"] == "unit"
    assert notes["代码：disclosure.licences"] == "行政许可"
    assert notes["代码：not_collected"] == "未收录"
    assert notes["来源"] == "'=cmd|' /C calc'!A0"


def test_a_table_of_figures_is_headed_with_printed_labels_each_different(
    various: sqlite3.Connection, findings: pd.DataFrame
) -> None:
    frame = queries.table(various, EVERY, "figures")
    content = table_bytes(frame, "xlsx", ABOUT, findings)
    head = [str(each) for each in sheet(content)[0]]
    assert len(set(head)) == len(head) == len(frame.columns)
    at = list(frame.columns).index("review.upheld")
    assert head[at] == "行政复议 · 结果维持"
    assert read_csv(table_bytes(frame, "csv", ABOUT, findings))[0] == list(frame.columns)


def test_a_file_has_no_formula_and_no_link(findings: pd.DataFrame) -> None:
    rows = [("=1+1", 1, 1.0, True), ("http://example.org", 2, 2.0, False)]
    content = table_bytes(frame_of(rows), "xlsx", ABOUT, findings)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        pages = [parts.read(name).decode() for name in parts.namelist() if "sheet" in name]
    assert len(pages) >= 3
    assert not any("<f>" in page or "<hyperlink" in page for page in pages)


def test_the_head_is_frozen_and_numbers_are_formatted(
    various: sqlite3.Connection, findings: pd.DataFrame
) -> None:
    frame = queries.by_unit(various, EVERY, ["disclosure_rate"])
    page = book(table_bytes(frame, "xlsx", ABOUT, findings))["数据"]
    assert page.freeze_panes == "A2"
    formats = {name: page.cell(2, at).number_format for at, name in enumerate(frame.columns, 1)}
    assert (formats["N"], formats["year"], formats["value"]) == ("#,##0", "General", "0.0%")


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(findings: pd.DataFrame) -> None:
    long = "公" * (LONGEST_TEXT + 5)
    frame = frame_of([(long, 1, 1.0, True)])
    held = sheet(table_bytes(frame, "xlsx", ABOUT, findings))[1][0]
    assert isinstance(held, str)
    assert len(held) == LONGEST_TEXT
    assert held.endswith("（已截断，全文见 CSV）")
    assert read_csv(table_bytes(frame, "csv", ABOUT, findings))[1][0] == long


def test_more_rows_than_a_sheet_holds_are_refused_in_one_line() -> None:
    with pytest.raises(UsageError, match="1048575") as raised:
        workbook_bytes([Sheet("数据", ["n"], [[1]] * 1_048_576)], "…")
    assert "CSV" in raised.value.message("zh")


def test_many_rows_are_written_whole() -> None:
    rows = [[number, f"行{number}"] for number in range(25_000)]
    read = sheet(workbook_bytes([Sheet("数据", ["n", "text"], rows)], "…"))
    assert read[1:] == rows


def test_another_kind_of_file_is_refused(findings: pd.DataFrame) -> None:
    with pytest.raises(UsageError, match="no format exe"):
        table_bytes(frame_of([]), "exe", ABOUT, findings)


# Names of files.


def test_a_file_name_says_region_years_and_selection() -> None:
    years = (2021, 2022, 2023)
    selection = Selection("321300", "county", years, "government", only_clean=True)
    name = file_name(selection, "outcomes", "xlsx", "zh", "江苏省宿迁市")
    assert name.startswith("goidata_outcomes_江苏省宿迁市_2021-2023_县级_政府")
    assert name.endswith("_仅已核.xlsx")
    name = file_name(Selection(scope=None, years=(2021, 2023)), "outcomes", "csv", "en")
    assert name == "goidata_outcomes_all-regions_2021-2023_all-kinds.csv"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_different_selections_have_different_names(language: str) -> None:
    base = Selection(scope="government")
    others = [
        replace(base, beside=True),
        replace(base, scope=None),
        replace(base, scope="office"),
        replace(base, level="city"),
        replace(base, region="321300"),
        replace(base, years=(2022,)),
        replace(base, years=(2022, 2023)),
        replace(base, years=(2021, 2022, 2023)),
        replace(base, column="business"),
        replace(base, only_clean=True),
        replace(base, without_largest=True),
    ]
    names = {file_name(each, "rates", "csv", language) for each in [base, *others]}
    assert len(names) == len(others) + 1


@given(st.text(max_size=300), st.text(max_size=60))
def test_a_file_name_is_safe_whatever_it_is_made_of(region: str, subject: str) -> None:
    name = file_name(Selection(region="321300"), subject, "csv", "zh", region)
    assert re.fullmatch(r"goidata_[\w-]*\.csv", name)
    assert len(name.encode()) <= 255
