"""Expectations beside documents, and the grounds of single figures."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from paper.figures import CHARACTERS, consistent_figures
from paper.formats import LAYOUTS
from paper.sheets import paper_of

from goidata.checks.expected import CONFIRMED, differences, expectation, kept
from goidata.cli import app
from goidata.extraction.grounds import grounds
from goidata.extraction.reading import read
from goidata.form import all_fields

HERE = Path(__file__).parent / "layouts"
LICENCES = "disclosure.licences"


def run(*words: object, lang: str = "zh") -> Result:
    return CliRunner().invoke(app, [*map(str, words), "--lang", lang])


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return Path(shutil.copy(HERE / "bars.txt", tmp_path / "a.txt"))


def replaced(document: Path, before: str, after: str) -> None:
    text = document.read_text("utf-8")
    assert before in text
    document.write_text(text.replace(before, after), "utf-8")


def test_what_is_read_is_written_beside_the_document(document: Path) -> None:
    assert run("expect", document).exit_code == 0
    written = kept(document.with_suffix(".json"))
    ours = json.loads((HERE / "bars.json").read_text("utf-8"))
    assert written[CONFIRMED] is False
    assert {key: written[key] for key in ours} == {**ours, CONFIRMED: False}


def test_what_is_there_is_compared_and_left_as_it_is(document: Path) -> None:
    run("expect", document)
    file = document.with_suffix(".json")
    assert "还没有人确认" in run("expect", document).stdout
    replaced(file, '"confirmed": false', '"confirmed": true')
    told, before = run("expect", document), file.read_bytes()
    assert told.exit_code == 0 and "还没有" not in told.stdout
    replaced(document, "995", "996")
    told = run("expect", document, lang="en")
    assert told.exit_code == 1 and "1 difference" in told.stdout
    assert f"({LICENCES}): expected 995, read 996" in told.stdout
    assert file.read_bytes() == before
    assert run("expect", "--again", document).exit_code == 0
    assert kept(file)["figures"][LICENCES] == 996 and kept(file)[CONFIRMED] is False


def test_what_was_not_read_is_named_for_a_person_to_fill_in(document: Path) -> None:
    replaced(document, "995", "9●5")
    told = run("expect", document, lang="en")
    assert told.exit_code == 0 and "1 figure was not read" in told.stdout and "9●5" in told.stdout
    assert kept(document.with_suffix(".json"))["figures"][LICENCES] is None


@pytest.mark.parametrize("content", ["[]", "{", '{"figures": 1}', "\x00"])
def test_a_file_that_is_no_expectation_is_one_line_and_2(document: Path, content: str) -> None:
    document.with_suffix(".json").write_text(content, "utf-8")
    told = run("expect", document)
    assert told.exit_code == 2 and len(told.stderr.splitlines()) == 1 and "--again" in told.stderr


def test_a_file_without_a_report_has_no_expectation(tmp_path: Path) -> None:
    other = tmp_path / "b.txt"
    other.write_text("不是年报", "utf-8")
    assert run("expect", other).exit_code == 1 and run("expect", tmp_path / "c.txt").exit_code == 2
    assert [file.name for file in tmp_path.iterdir()] == ["b.txt"]


def test_a_claim_expected_or_read_is_a_difference() -> None:
    report = read((HERE.parents[1] / "data/reports/datong-office-2023.txt").read_bytes(), "a.txt")
    expected = expectation(report)
    assert list(differences(report, expected)) == [] and expected["claims"]
    gone = {**expected, "claims": expected["claims"][1:]}
    (more,) = differences(report, gone)
    assert (more.expected, more.read) == (None, expected["claims"][0])
    changed = {**expected["claims"][0], "value": -1}
    (less,) = differences(report, {"claims": [*expected["claims"], changed]})
    assert (less.expected, less.read) == (changed, None)
    assert [each.name for each in differences(report, {**expected, "year": 1999})] == ["year"]


# --- the grounds of a figure ---


@pytest.mark.parametrize("layout", ["cell a line, tab", "bars", "glued", "docx", "html", "pdf"])
@pytest.mark.parametrize("name", [LICENCES, "applications.received.total", "review.upheld"])
def test_the_line_or_row_of_a_figure_is_shown_in_every_format(layout: str, name: str) -> None:
    source = random.Random(4)
    figures = consistent_figures(source, "2021", CHARACTERS["heavy"])
    data, file = LAYOUTS[layout](paper_of(figures), source)
    report = read(data, file)
    found = grounds(report, data, file, name)
    assert found.figure == report.figures[name]
    (here,) = [each for each in found.around if each.here]
    assert found.figure.raw is not None
    assert found.figure.raw.split()[0] in "".join(here.text.split())
    assert found.hypotheses and set(found.near) <= set(found.hypotheses)
    values = {each.values[found.index] for each in found.near}
    assert found.figure.value is None or found.figure.value in values


def test_the_readings_of_a_row_are_told_with_what_they_need(document: Path) -> None:
    told = run("why", document, LICENCES, lang="en")
    assert told.exit_code == 0 and "the number 995" in told.stdout and "as printed" in told.stdout
    replaced(document, "|6339|0|82|0|0|347|6768|", "|6339|0|82|0|347|6768|")
    told = run("why", document, "applications.handled.refused.third_party.natural_person")
    assert told.exit_code == 0 and "不能确定" in told.stdout
    assert "说明和疑点" in told.stdout and "▶" in told.stdout


def test_a_figure_may_be_named_by_words_of_its_label(document: Path) -> None:
    by_label = run("why", document, "行政 许可")
    assert by_label.exit_code == 0 and by_label.stdout == run("why", document, LICENCES).stdout
    column = all_fields()[LICENCES].database_name
    assert by_label.stdout == run("why", document, column).stdout


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ("现行有效", "不止一个"),
        ("没有的", "没有"),
        ("disclosure.procurement.amount", "没有"),
    ],
)
def test_a_figure_that_is_not_one_is_told_in_one_line(
    document: Path, figure: str, said: str
) -> None:
    told = run("why", document, figure)
    assert told.exit_code == 2 and said in told.stderr and len(told.stderr.splitlines()) == 1


def test_a_file_that_is_not_read_has_no_grounds(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("不是年报", "utf-8")
    assert run("why", tmp_path / "b.txt", LICENCES).exit_code == 1
    assert run("why", tmp_path / "c.txt", LICENCES).exit_code == 2
