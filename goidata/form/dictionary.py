"""The dictionary: every figure, check, measure and claim as declared, in tables for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goidata.form.checks import Check, checks, claim_kinds
from goidata.form.example import example, value_of, worked
from goidata.form.fields import Edition, Field, Table
from goidata.form.measures import Measure, measures


@dataclass(frozen=True, slots=True)
class Listing:
    """A titled table of texts."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def markdown(self) -> str:
        """The same as Markdown."""
        lines = [f"## {self.title}", "", _line(self.head), _line(["---"] * len(self.head))]
        return "\n".join([*lines, *map(_line, self.rows)]) + "\n"


def dictionary(editions: Sequence[Edition], language: str = "zh") -> Iterator[Listing]:
    """The figures of `editions`, table by table, then all checks, measures and claims."""
    english = language == "en"
    for edition in editions:
        for table in edition.tables.values():
            yield _figures(edition, table, english)
    yield _checks(english)
    yield _measures(english)
    yield _claims(english)


def _figures(edition: Edition, table: Table, english: bool) -> Listing:
    if english:
        title = f"{table.en} (edition {edition.name}, {edition.notice})"
        head = ("Name", "Row", "Column", "Unit", "Article", "Example")
    else:
        title = f"{table.zh}（{edition.name} 版，{edition.notice}）"
        head = ("名称", "行", "列", "单位", "条款", "示例")
    rows = tuple(_figure(field, english) for field in edition.fields_of(table.name))
    return Listing(title, head, rows)


def _figure(field: Field, english: bool) -> tuple[str, ...]:
    row, column = field.row, field.column
    labels = (row.en, column.en) if english else (row.zh, column.zh)
    return (field.name, *labels, field.unit, field.article, f"{example()[field.name]:,}")


def _checks(english: bool) -> Listing:
    if english:
        title, head = "Checks", ("Id", "Severity", "Check", "Formula", "Per", "Basis", "Example")
    else:
        title, head = "校验", ("编号", "级别", "内容", "算式", "适用", "依据", "示例")
    return Listing(title, head, tuple(_check(check, english) for check in checks().values()))


def _check(check: Check, english: bool) -> tuple[str, ...]:
    words = (check.en, check.basis_en) if english else (check.zh, check.basis)
    shown = check_example(check, "en" if english else "zh")
    return (check.id, check.severity, words[0], formula(check), check.per, words[1], shown)


# What a formula of a check is worked for, where it is applied to many.
_BOUND = {
    "column": "total",
    "row": "received",
    "block": "review",
    "documents": "normative_documents",
}


def check_example(check: Check, language: str) -> str:
    """The declared example of a check, else its formula with the figures of the example."""
    declared = check.example_en if language == "en" else check.example_zh
    if declared or check.left is None or check.right is None:
        return declared
    left, right = (worked(side, **_BOUND) for side in (check.left, check.right))
    return left + _RELATIONS[check.relation] + right


_RELATIONS = {"at_most": " ≤ ", "zero": " = 0", "positive": " > 0", "equal": " = "}


def formula(check: Check) -> str:
    """What a check compares: its sides and their relation, or the claims it covers."""
    if check.left is None or check.kind == "domain":
        return check.left.text if check.left else ", ".join(check.claims)
    left = " , ".join(check.figures) or check.left.text
    if check.right is None:
        return left + _RELATIONS[check.relation]
    if check.kind == "years":
        carried = f"{check.carried.text}(t−1) + " if check.carried else ""
        own = check.right.text if check.carried else f"{check.right.text}(t−1)"
        return f"{left}(t) = {carried}{own}"
    return left + _RELATIONS[check.relation] + check.right.text


def _measures(english: bool) -> Listing:
    if english:
        title, head = (
            "Measures",
            ("Name", "Measure", "Numerator", "Denominator", "Unit", "Note", "Example"),
        )
    else:
        title, head = "指标", ("名称", "指标", "分子", "分母", "单位", "说明", "示例")
    language = "en" if english else "zh"
    return Listing(title, head, tuple(_measure(each, language) for each in measures().values()))


def _measure(measure: Measure, language: str) -> tuple[str, ...]:
    return (
        measure.name,
        measure.title(language),
        measure.numerator.text,
        measure.denominator.text if measure.denominator else "",
        measure.unit,
        measure.note(language),
        measure_example(measure),
    )


def measure_example(measure: Measure) -> str:
    """The measure worked with the figures of the example: "(37 + 12) / 97 = 50.5 %"."""
    top = worked(measure.numerator, column="total")
    if measure.denominator is None:
        value = value_of(measure.numerator)
        return top if len(measure.numerator.terms) == 1 else f"{top} = {value:,}"
    below = worked(measure.denominator, column="total")
    share = (
        (100 if measure.per == 1 else measure.per)
        * value_of(measure.numerator)
        / value_of(measure.denominator)
    )
    unit = " %" if measure.unit == "ratio" else ""
    return f"{_bracketed(top)} / {_bracketed(below)} = {share:.1f}{unit}"


def _bracketed(terms: str) -> str:
    return f"({terms})" if " " in terms else terms


def _claims(english: bool) -> Listing:
    if english:
        title, head = "Claims of the narrative", ("Name", "Claim", "Compared with")
    else:
        title, head = "文字表述", ("名称", "含义", "对照")
    rows = (
        (kind.name, kind.en if english else kind.zh, " | ".join(f.text for f in kind.equals))
        for kind in claim_kinds().values()
    )
    return Listing(title, head, tuple(rows))


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
