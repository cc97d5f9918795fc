"""Several rows in one line, columns that count the rows, digits that are none of a row's."""

from __future__ import annotations

import random

import paper
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper.figures import consistent_figures, show

from goidata.documents.document import Cell, Place
from goidata.extraction.numbering import unnumbered
from goidata.extraction.parted import for_figures, rows_in
from goidata.extraction.reading import read
from goidata.extraction.report import Figure, Report, State
from goidata.extraction.token import Token
from goidata.form import Row, edition

FORM = edition("2021")
APPLICATIONS = FORM.tables["applications"]
MAYBE = st.sampled_from(["", "0", "7", "12（其中修订3件）"])  # what stands in a cell


def cells(*texts: str) -> list[Cell]:
    return [Cell(text, Place(line=1, column=at)) for at, text in enumerate(texts, 1)]


def texts_of(*texts: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows_in(cells(*texts))]


def labels() -> list[str]:
    return [row.zh for row in APPLICATIONS.rows]


def test_a_line_of_one_row_stays_one() -> None:
    row = ["", labels()[0], "1", "", "无", "0", "2", "0", "3", ""]
    assert texts_of(*row) == [row]
    assert for_figures(cells(*row)) == frozenset()
    named = [labels()[0], "1", "不详", "0"]
    assert for_figures(cells(*named)) == {2}


@pytest.mark.parametrize("words", ["2022年", "上年", "上年同期", "小计", "9.别的", "备注"])
def test_words_of_another_row_part_a_line(words: str) -> None:
    own, other = ["0"] * 7, ["1", "0", "0", "0", "0", "0", "1"]
    assert texts_of(labels()[0], *own, words, *other) == [[labels()[0], *own], [words, *other]]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["", "0", "12", "-", "无", "2022年", "备注", *labels()]), max_size=60)
)
def test_no_cell_is_lost_in_parting(texts: list[str]) -> None:
    assert [cell.text for row in rows_in(cells(*texts)) for cell in row] == texts


def figures_of(seed: int) -> dict[str, int | float]:
    return consistent_figures(random.Random(seed), "2021")


def printed(figures: dict[str, int | float], between: str, extra: dict[int, str]) -> Report:
    """A report whose rows of applications are printed on lines, `extra` behind some of them."""
    tables = paper.LAYOUTS["tab rows"]("2021", figures)
    lines = [
        between.join([row.zh, *(show(figures[APPLICATIONS.figure(row, c)]) for c in row.columns)])
        + (between + extra[at] if at in extra else "")
        for at, row in enumerate(APPLICATIONS.rows)
    ]
    heads = tables[1].split("\n")[: len(tables[1].split("\n")) - len(lines)]
    tables[1] = "\n".join([*heads, *lines])
    return read(paper.report(tables).encode(), "report.txt")


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 2**32),
    st.sampled_from([" ", "  ", "\t"]),
    st.sampled_from(["2022年", "上年", "去年同期"]),
    st.sets(st.integers(0, len(APPLICATIONS.rows) - 1), min_size=1, max_size=6),
)
def test_last_year_on_the_line_of_a_row_is_never_its_figures(
    seed: int, between: str, words: str, at: set[int]
) -> None:
    figures = figures_of(seed)
    before = between.join([words, "1", "2", "0", "0", "0", "4", "7"])
    report = printed(figures, between, dict.fromkeys(at, before))
    read_as = {n: f.value for n, f in report.figures.items() if f.state is State.NUMBER}
    assert {n: v for n, v in read_as.items() if v != figures[n]} == {}
    assert len(read_as) > len(figures) / 2


def token(text: str, *, word: bool = False) -> Token:
    return Token(text, Place(line=1), word)


def one_a_line(numbers: bool) -> list[tuple[list[Token], int]]:
    rows: list[tuple[list[Token], int]] = [([token("序号", word=True)], 1)] if numbers else []
    for count, words in enumerate(labels(), 1):
        own = [token(str(count))] if numbers else []
        own += [token(words, word=True), *(token(text) for text in ["", *"000000"])]
        rows += [([each], len(rows) + 1) for each in own]
    return rows


def test_numbers_that_count_the_rows_are_words() -> None:
    counted = [each for own, _ in unnumbered(one_a_line(True)) for each in own]
    assert sum(not each.is_label for each in counted) == 7 * len(labels())
    assert unnumbered(one_a_line(False)) == one_a_line(False)


def test_totals_that_do_not_count_stay_figures() -> None:
    rows = [(list(own), n) for own, n in one_a_line(True)]
    for own, _ in rows:
        if own[0].text.isdecimal() and own[0].text != "0":
            own[0] = own[0]._replace(text=str(int(own[0].text) * 7 % 23))
    assert unnumbered(rows) == rows


@pytest.mark.parametrize("seeds", [2, pytest.param(6, marks=pytest.mark.long)])
@pytest.mark.parametrize("stray", ["3", "7", "12"])
def test_a_digit_glued_behind_a_total_is_no_fault_of_the_office(stray: str, seeds: int) -> None:
    """Where cells are lost, the number of a page may stand right behind the last figure."""
    read_as = 0
    for seed in range(seeds):
        figures = figures_of(seed)
        for at in range(0, len(APPLICATIONS.rows), 4):
            report = printed(figures, "", {at: stray})
            row = APPLICATIONS.rows[at]
            name = APPLICATIONS.figure(row, row.columns[-1])
            assert report.figures[name].value in (None, figures[name])
            read_as += sum(figure.value is not None for figure in report.figures.values())
    assert read_as > seeds * 7 * len(figures) / 2


def lines(text: str) -> list[list[str]]:
    """The rows of a line of cells parted by tabs."""
    printed = text.split("\t")
    return [[c.text for c in row] for row in rows_in(cells(*map(str.strip, printed)), printed)]


def test_lines_joined_by_spaces_are_parted_where_they_ended() -> None:
    first, second, third = (row.zh for row in APPLICATIONS.rows[4:7])
    rows = [
        ["", "", first, "1", "", "3", "", "5", "", "9"],
        ["", "", second, "", "2", "0", "", "", "7", ""],
        ["", "", third, "0", "0", "0", "", "", "", "0"],
    ]
    assert lines(" ".join("\t".join(row) for row in rows)) == rows


def test_a_space_amid_figures_ends_no_line() -> None:
    row = ["", "", labels()[4], *("1", "2 ", "3") * 7]
    assert lines("\t".join(row)) == [[text.strip() for text in row]]


@pytest.mark.parametrize("mark", ["{}.", "{}。", "（{}）"])
@pytest.mark.parametrize("at", [1, 4, 7])
def test_a_number_with_a_stop_or_in_brackets_is_a_figure_behind_the_words(
    mark: str, at: int
) -> None:
    figures = figures_of(3)
    rows = [[row.zh, *(show(figures[n]) for n in names)] for row, names in applications()]
    rows[0][at] = mark.format(rows[0][at])
    report = read_rows(rows)
    name = applications()[0][1][at - 1]
    assert report.figures[name].value == figures[name]
    assert report.figures[name].raw == rows[0][at]


def test_an_ordinal_in_a_cell_of_its_own_is_no_figure() -> None:
    figures = figures_of(4)
    rows = [[row.zh, *(show(figures[n]) for n in names)] for row, names in applications()]
    apart = [
        [row[0][:2], row[0][2:], *row[1:]] if row[0][:1].isdigit() else ["", *row] for row in rows
    ]
    report = read_rows(apart)
    for _, names in applications():
        assert [report.figures[n].value for n in names] == [figures[n] for n in names]


def applications() -> list[tuple[Row, list[str]]]:
    return [(row, [APPLICATIONS.figure(row, c) for c in row.columns]) for row in APPLICATIONS.rows]


def read_rows(rows: list[list[str]]) -> Report:
    """A report whose table of applications has these rows below its heads."""
    tables = paper.LAYOUTS["tab rows"]("2021", figures_of(0))
    heads = tables[1].split("\n")[: -len(rows)]
    tables[1] = "\n".join([*heads, *("\t".join(row) for row in rows)])
    return read(paper.report(tables).encode(), "report.txt")


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 2**32),
    st.lists(st.lists(st.booleans(), min_size=7, max_size=7), min_size=26, max_size=26),
)
def test_rows_of_as_many_cells_with_nothing_between_are_parted_where_they_ended(
    seed: int, blank: list[list[bool]]
) -> None:
    """The last cell of a row and the first of the next are one; a blank one may be of either."""
    figures = figures_of(seed)
    rows = []
    for (row, names), hidden in zip(applications(), blank, strict=False):
        shown = ["" if h else show(figures[n]) for n, h in zip(names, hidden, strict=True)]
        deep = row.zh[:1].isdigit()
        rows.append([*(("", "", row.zh) if deep else (row.zh, "", "")), *shown])
    for at in (0, 1, 2):  # rows that end with a figure, the next of which begin with words
        rows[at][-1] = show(figures[applications()[at][1][-1]])
    text = "".join(
        cell if at == 0 and number else f"\t{cell}"
        for number, row in enumerate([["其他"] * 10, *rows])
        for at, cell in enumerate(row)
    )[1:]
    found = lines(text)
    if len(found) > 2:
        assert found[-len(rows) + 1 :] == rows[1:]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(MAYBE, st.sampled_from(["0", "81"]), MAYBE), min_size=2, max_size=4))
def test_a_blank_cell_that_is_one_with_the_next_label_is_its_rows(
    figures: list[tuple[str, str, str]],
) -> None:
    """Where nothing parts lines, a label without a figure before it hides a blank cell. The form
    has two such rows; of many more, a few are taken for rows without their last cell."""
    words = [row.zh for row in FORM.tables["disclosure"].rows[:2]]
    rows = [[words[n % 2], *each] for n, each in enumerate(figures)]
    text = "".join("\t".join(row) for row in rows)
    found = [[c.text for c in row] for row in rows_in(cells(*text.split("\t")), run_on=True)]
    assert found == rows


def test_the_first_figure_behind_the_last_head_may_be_hidden() -> None:
    heads = [column.zh for column in FORM.tables["proceedings"].rows[0].columns] * 3
    figures = ["", "", "3", "", "3", *["0"] * 9, ""]
    text = "\t".join(heads) + "\t".join(figures)
    (found,) = rows_in(cells(*text.split("\t")), run_on=True)
    assert [cell.text for cell in found] == [*heads, *figures]


def run_on_with_blank(blank: list[int]) -> list[Figure]:
    """The figures of the proceedings, all 0 but for blank ones, of a report in one line in which
    nothing parts lines."""
    figures: dict[str, int | float] = dict.fromkeys(FORM.fields, 0)
    proceedings = [field.name for field in FORM.fields_of("proceedings")]
    shown = [show(figures[name]) for name in proceedings]
    tables = paper.LAYOUTS["tab rows"]("2021", figures)
    heads = tables[2].split("\n")[:-1]
    cells_of_row = ["" if at in blank else text for at, text in enumerate(shown)]
    tables[2] = "\n".join([*heads, "\t".join(cells_of_row)])
    report = read(paper.report(tables).replace("\n", "").encode(), "report.txt")
    return [report.figures[name] for name in proceedings]


@pytest.mark.parametrize("blank", [[14], [0, 4, 14]])
def test_a_blank_last_cell_leaves_in_doubt_whether_one_was_taken_out(blank: list[int]) -> None:
    assert not any(each.state is State.NUMBER for each in run_on_with_blank(blank))


@pytest.mark.parametrize("blank", [[0], [9]])
def test_blank_cells_are_read_where_nothing_parts_lines(blank: list[int]) -> None:
    read_as = run_on_with_blank(blank)
    assert [at for at, each in enumerate(read_as) if each.state is State.BLANK] == blank
    assert {each.value for at, each in enumerate(read_as) if at not in blank} == {0}
