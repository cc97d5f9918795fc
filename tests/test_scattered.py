"""A table whose labels are printed and whose figures have no certain place is there and not read:
no error says that it is missing. One that is not printed is missing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from crossed import crossed, some
from paper.figures import CHARACTERS, consistent_figures
from paper.formats import LAYOUTS
from paper.scattered import KINDS, WRITERS, printed
from paper.sheets import Paper, Rows, figure_boxes, paper_of
from several import page as two_reports

from goidata.analysis import queries
from goidata.analysis.selection import Selection
from goidata.checks import Finding, Outcome, run
from goidata.checks.unread import unread
from goidata.cli import app
from goidata.documents.opening import open_document
from goidata.errors import Refusal
from goidata.extraction.reading import read
from goidata.extraction.report import Report, State
from goidata.form import TABLES, edition
from goidata.store.database import connect

READ = "entities"  # where spaces are known again, all is read
PARTED = "slashes"  # where ten rows are so, a stroke is known to part their cells
SCATTERED = [kind for kind in KINDS if kind not in (READ, PARTED)]
FORMS = ("2021", "2019")


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setenv("GOIDATA_DB", str(tmp_path / "default.db"))


def paper(form: str = "2021", seed: int = 3) -> Paper:
    count = CHARACTERS[sorted(CHARACTERS)[seed % len(CHARACTERS)]]
    return paper_of(consistent_figures(random.Random(seed), form, count))


def errors(report: Report) -> list[Finding]:
    return [f for f in run(report) if f.outcome is Outcome.FAILS and f.severity == "error"]


def wrong(report: Report, made: Paper) -> list[str]:
    figures = report.figures.items()
    return [n for n, f in figures if f.value is not None and f.value != made.truth[n]]


@pytest.mark.parametrize(("kind", "form"), crossed(SCATTERED, WRITERS))
@pytest.mark.parametrize("edition_name", FORMS)
@pytest.mark.parametrize("seed", some([3, 4, 5], 3))
def test_a_table_with_its_labels_is_there_and_not_read(
    kind: str, form: str, edition_name: str, seed: int
) -> None:
    made = paper(edition_name, seed)
    report = read(*printed(made, kind, form))
    assert dict(report.edition) == dict.fromkeys(TABLES, edition_name)
    assert not errors(report) and not wrong(report, made)
    open_ones = {n for n, f in report.figures.items() if f.state is not State.NUMBER}
    assert open_ones == set(unread(report)) and len(open_ones) > 150


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(("kind", "form"), crossed(SCATTERED, WRITERS, 1))
def test_one_such_table_beside_others(kind: str, form: str, table: str) -> None:
    made = paper()
    report = read(*printed(made, kind, form, [table]))
    assert not errors(report) and not wrong(report, made)
    others = [f.name for t in TABLES if t != table for f in edition("2021").fields_of(t)]
    assert not {name for name in others if report.figures[name].state is not State.NUMBER}


@pytest.mark.parametrize("table", [*TABLES, ""])
@pytest.mark.parametrize("form", WRITERS)
def test_strokes_between_figures_are_no_second_report(form: str, table: str) -> None:
    made = paper()
    report = read(*printed(made, PARTED, form, [table] if table else []))
    assert not errors(report) and not wrong(report, made)


@pytest.mark.parametrize("form", WRITERS)
def test_rows_in_sentences_are_shown_as_printed(form: str) -> None:
    made = paper()
    report = read(*printed(made, "sentences", form, ["disclosure"]))
    figure = report.figures["disclosure.licences"]
    number = made.figures["disclosure.licences"].text
    assert figure.state is State.AMBIGUOUS and figure.place
    assert figure.raw and figure.raw.startswith("行政许可") and figure.raw.endswith(number)


@pytest.mark.parametrize(
    ("form", "name"), crossed(WRITERS, ["&nbsp;", "&#160;", "&NBSP", "&#xA0;"])
)
def test_a_space_by_its_name_is_a_space(form: str, name: str) -> None:
    made = paper()
    data, file = printed(made, READ, form)
    if form in ("text", "md"):
        data = data.replace(b"&nbsp;", name.encode())
    report = read(data, file)
    assert {n: f.value for n, f in report.figures.items()} == made.truth
    assert "&" not in "".join(line.text for line in open_document(data, file).lines)


@pytest.mark.parametrize("layout", ["html", "docx", "xlsx"])
def test_cells_are_not_blank_whose_figures_stand_by_the_label(layout: str) -> None:
    made = paper()
    rows = made.tables[1]
    row = rows.rows[rows.numbered()[5]]
    own = figure_boxes(row)
    words = next(box for box in row if not isinstance(box, str) and not box.name)
    words.text += "：" + "，".join(box.text for box in own)
    for box in own:
        box.text = ""
    report = read(*LAYOUTS[layout](made, random.Random(1)))
    assert {box.name for box in own} <= set(unread(report))
    assert all(report.figures[box.name].value is None for box in own)


@pytest.mark.parametrize("layout", ["html", "docx", "xlsx", "bars"])
def test_cells_are_blank_though_ordinals_have_lost_their_points(layout: str) -> None:
    made = paper()
    rows = made.tables[1]
    for number in rows.numbered():
        row = rows.rows[number]
        for box in row:
            assert not isinstance(box, str)
            box.text = "" if box.name in gone(rows) else box.text
            if not box.name and box.text[:1].isdigit():
                box.text = box.text.replace(".", "", 1)
    report = read(*LAYOUTS[layout](made, random.Random(1)))
    assert {report.figures[name].state for name in gone(rows)} == {State.BLANK}


def gone(rows: Rows) -> set[str]:
    """The figures of every row of a table but the first and last two."""
    kept_rows = [rows.rows[at] for at in rows.numbered()[2:-2]]
    return {box.name for row in kept_rows for box in figure_boxes(row)}


# --- what is not printed is missing ---------------------------------------------------------------

# Of all that a table tells, in words of our own as narratives have them.
PROSE = {
    "disclosure": (
        "全年制发规章0件，行政规范性文件3件，作出行政许可12件、行政处罚4件、行政强制0件。",
        "行政许可12件；行政处罚4件；行政强制0件；行政事业性收费0万元。",
    ),
    "applications": (
        "本年新收政府信息公开申请12件，自然人11件，商业企业1件，上年结转0件，均已办结。",
        "（一）予以公开5件；（二）部分公开2件；（三）不予公开1件；（四）无法提供4件。",
    ),
    "proceedings": (
        "本年行政复议3件，结果维持2件，结果纠正1件，没有未经复议直接起诉的案件。",
        "行政复议：结果维持2件，结果纠正1件。",
    ),
}


@pytest.mark.parametrize("prose", [False, True])
@pytest.mark.parametrize(
    ("layout", "table"), crossed(["tab rows", "html", "docx", "converter markdown"], TABLES)
)
def test_a_table_that_is_not_printed_is_missing(layout: str, table: str, prose: bool) -> None:
    made = paper()
    part = next(part for part in made.parts if part.table and part.table.table == table)
    part.table = None
    part.after = list(PROSE[table]) if prose else []
    report = read(*LAYOUTS[layout](made, random.Random(1)))
    assert report.edition[table] is None
    (finding,) = [f for f in errors(report) if f.check.startswith("STR-")]
    assert (finding.check, finding.left, finding.right) == ("STR-TABLES", 2, 3)
    assert finding.said and part.heading in finding.said.named("zh")
    assert part.heading in finding.said.named("en") and finding.place


def test_a_few_labels_are_no_table() -> None:
    made = paper()
    part = next(part for part in made.parts if part.table and part.table.table == "applications")
    rows = [row for row in part.table.rows if not isinstance(row, str)] if part.table else []
    words = [box.text for row in rows for box in row if not box.name]
    for few, there in ((len(words) // 3, False), (len(words), True)):
        part.table, part.after = None, words[:few]
        report = read(*LAYOUTS["docx"](made, random.Random(1)))
        assert (report.edition["applications"] is not None) == there
        assert bool(errors(report)) != there


@pytest.mark.parametrize("layout", ["tab rows", "html", "docx"])
def test_a_row_whose_label_stands_elsewhere_is_not_said_to_be_left_out(layout: str) -> None:
    made = paper()
    part = next(part for part in made.parts if part.table and part.table.table == "applications")
    assert part.table
    at = part.table.numbered()[-1]
    row = part.table.rows[at]
    gone = figure_boxes(row)
    del part.table.rows[at]
    assert [f.check for f in errors(read(*LAYOUTS[layout](made, random.Random(1))))]
    part.after = [box.text for box in row if not isinstance(box, str) and not box.name]
    report = read(*LAYOUTS[layout](made, random.Random(1)))
    assert not errors(report)
    assert not {report.figures[box.name].value for box in gone} - {None}
    assert {box.name for box in gone} <= set(unread(report))


# --- what is said ---------------------------------------------------------------------------------


def command(*words: object) -> tuple[int, list[str]]:
    result = CliRunner().invoke(app, list(map(str, words)))
    assert "Traceback" not in result.output
    return result.exit_code, result.stdout.splitlines()


def kept(folder: Path, kind: str, form: str, tables: Sequence[str] = ()) -> Path:
    data, name = printed(paper(), kind, form, tables)
    (folder / name).write_bytes(data)
    return folder / name


@pytest.mark.parametrize(("kind", "form"), crossed(SCATTERED, WRITERS))
def test_the_command_says_first_what_was_not_read(tmp_path: Path, kind: str, form: str) -> None:
    code, lines = command("check", kept(tmp_path, kind, form, ["applications"]))
    count = len(edition("2021").fields_of("applications"))
    assert lines[2] == f"有 {count} 个数字未能读出，未作核对"
    assert code == 1 and not any("STR-TABLES" in line or "STR-ROWS" in line for line in lines)
    assert all(line.strip().startswith("收到和处理") for line in lines[3:8])


def test_the_sheet_of_faults_begins_with_them(tmp_path: Path) -> None:
    file, target = kept(tmp_path, "sentences", "docx", ["disclosure"]), tmp_path / "faults.xlsx"
    assert command("check", file, "--to", target)[0] == 1
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    heads, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    raw = heads.index("原文")
    assert [str(row[raw])[:2] for row in rows[:3]] == ["规章"] * 3
    assert not any("STR-TABLES" in map(str, row) for row in rows)


def test_the_database_counts_them_as_unread(tmp_path: Path) -> None:
    file, held = kept(tmp_path, "cell a column", "html", ["applications"]), tmp_path / "held.db"
    assert command("load", file, "--db", held)[0] == 0
    with closing(connect(held)) as database:
        (row,) = queries.reports(database, Selection()).to_dict("records")
        found = queries.unread(database, row["report"])
    names = {each.name for each in edition("2021").fields_of("applications")}
    assert set(found["name"]) == names and row["errors"] == 0


def test_the_refusal_of_two_sets_of_tables_says_what_was_seen() -> None:
    with pytest.raises(Refusal) as refused:
        read(two_reports(2021, 2022), "two.html")
    assert refused.value.code == "several_reports"
    assert "不止一套表格" in str(refused.value) or "more than one set" in str(refused.value)
