"""A report against last year's of the unit, and against other units' reports."""

from __future__ import annotations

from dataclasses import replace
from zlib import crc32

import made
import pytest

from goidata.checks import Finding, Outcome
from goidata.checks.copies import bands, estimated, likeness, sequences, sketch
from goidata.checks.held import Held, held
from goidata.checks.units import against_consolidated, against_others, against_parts, strange_place
from goidata.checks.wording import message
from goidata.checks.years import against_last_year
from goidata.extraction.report import Scope
from goidata.samples import phrases

HOLDS, FAILS, OPEN = Outcome.HOLDS, Outcome.FAILS, Outcome.UNDETERMINED
OUT = "applications.carried_out.natural_person"
IN = "applications.carried_in.natural_person"
STOCK = "disclosure.normative_documents"
FEES = "disclosure.fees"
Values = dict[str, float | None]


def words(seed: int, sentences: int = 12) -> str:
    import random

    return phrases.paragraph(sentences, random.Random(seed))


def of(year: int, values: Values | None = None, text: str = "", **identity: object) -> Held:
    report = made.report(values, year=year, text=text, **identity)  # type: ignore[arg-type]
    return held(report)


def found(check: str, now: Held, before: Held) -> list[Finding]:
    return [each for each in against_last_year(now, before) if each.check == check]


def failing(check: str, now: Held, before: Held) -> list[tuple[str | None, object, object]]:
    return [
        (each.subject, each.left, each.right)
        for each in found(check, now, before)
        if each.outcome is FAILS
    ]


def test_what_was_carried_out_is_carried_in() -> None:
    before = of(2022, {OUT: 3})
    assert failing("Y-CARRY", of(2023, {IN: 3}), before) == []
    assert failing("Y-CARRY", of(2023, {IN: 2}), before) == [("natural_person", 2, 3)]
    unread = found("Y-CARRY", of(2023, {IN: None}), before)
    assert [each.subject for each in unread if each.outcome is OPEN] == ["natural_person"]
    assert len(unread) == 7


def test_stock_goes_on_from_last_years() -> None:
    before = of(2022, {f"{STOCK}.in_force": 20})
    now: Values = {f"{STOCK}.issued": 5, f"{STOCK}.repealed": 2, f"{STOCK}.in_force": 23}
    assert failing("Y-STOCK", of(2023, now), before) == []
    (wrong,) = [
        each
        for each in found("Y-STOCK", of(2023, {**now, f"{STOCK}.in_force": 25}), before)
        if each.outcome is FAILS
    ]
    assert (wrong.subject, wrong.severity) == ("normative_documents", "warning")
    assert (wrong.left, wrong.right, wrong.difference) == (25, 23, 2)
    rules = of(2023, {"disclosure.regulations.in_force": 1})
    (error,) = [each for each in found("Y-STOCK", rules, of(2022)) if each.outcome is FAILS]
    assert (error.subject, error.severity) == ("regulations", "error")


def test_stock_is_not_compared_with_a_form_that_does_not_print_it() -> None:
    before = held(made.report(form="2019", year=2020))
    assert found("Y-STOCK", of(2021), before) == []
    assert len(found("Y-CARRY", of(2021), before)) == 7


@pytest.mark.parametrize(
    ("this", "last", "outcome"),
    [
        (984361.0, 98.4, FAILS),
        (98.4, 984361.0, FAILS),
        (120.0, 98.4, HOLDS),
        (0, 98.4, HOLDS),
        (1000.0, 98.4, HOLDS),
        (None, 98.4, OPEN),
    ],
)
def test_a_fee_in_yuan_is_noticed(this: float | None, last: float, outcome: Outcome) -> None:
    (finding,) = found("Y-FEE", of(2023, {FEES: this}), of(2022, {FEES: last}))
    assert finding.outcome is outcome


@pytest.mark.parametrize(
    ("this", "last", "fails"),
    [(101, 20, True), (100, 20, False), (3, 20, True), (4, 20, False), (500, 19, False)],
)
def test_a_jump_is_more_than_five_times_from_a_base(this: int, last: int, fails: bool) -> None:
    name = "applications.received.total"
    jumps = failing("Y-JUMP", of(2023, {name: this}), of(2022, {name: last}))
    assert jumps == ([(name, this, last)] if fails else [])


def test_parts_of_a_total_are_not_said_to_jump_beside_it() -> None:
    name = "applications.received.natural_person"
    assert failing("Y-JUMP", of(2023, {name: 500}), of(2022, {name: 20})) == []


def test_a_table_that_repeats_last_years() -> None:
    same: Values = {f"review.{row}": n for row, n in zip(ROWS, (5, 3, 2, 12), strict=True)}
    same["review.total"] = 22
    assert failing("Y-JUMP", of(2023, same), of(2022, same)) == [("proceedings", None, None)]
    assert failing("Y-JUMP", of(2023, {**same, "review.other": 1}), of(2022, same)) == []
    small: Values = {"review.upheld": 1, "review.total": 1}
    assert failing("Y-JUMP", of(2023, small), of(2022, small)) == []


ROWS = ("upheld", "corrected", "other", "pending")


def test_copied_words_are_noticed() -> None:
    text = words(1, 20)
    (same,) = found("Y-COPY", of(2023, text=text), of(2022, text=text))
    (other,) = found("Y-COPY", of(2023, text=text), of(2022, text=words(2, 20)))
    assert (same.outcome, other.outcome) == (FAILS, HOLDS)
    changed = text.replace("全年", "今年").replace("1", "2")
    (nearly,) = found("Y-COPY", of(2023, text=changed), of(2022, text=text))
    assert nearly.outcome is FAILS
    (short,) = found("Y-COPY", of(2023, text="公开信息。"), of(2022, text="公开信息。"))
    assert short.outcome is OPEN
    abridged = replace(of(2023, text=text), abridged=True)
    (left_out,) = found("Y-COPY", abridged, of(2022, text=text))
    assert left_out.outcome is OPEN


def test_sketches_tell_likeness_and_share_bands() -> None:
    one, other = words(3, 20), words(4, 20)
    near = one.replace("群众", "居民")
    exact = likeness(sequences(one), sequences(near))
    assert exact is not None and exact > 0.8
    assert abs(estimated(sketch(one), sketch(near)) - exact) < 0.1
    assert set(bands(sketch(one))) & set(bands(sketch(near)))
    assert estimated(sketch(one), sketch(other)) < 0.5
    assert sketch("太短") == b"" and bands(b"") == []


def test_sketches_stay_what_they_were() -> None:
    """They are stored, and compared with those that later versions make."""
    kept = sketch("".join(chr(0x4E00 + at * at % 5000) for at in range(400)))
    assert (len(kept), crc32(kept)) == (4 * 256, 1405614652)


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("详见江都区人民政府门户网站。", "江都区"),
        ("详见米易县人民政府门户网站。", None),
        ("市政府门户网站改版，攀枝花市人民政府印发方案。", None),
        ("四川省成都市双流区政府门户网站。", None),
        ("与万荣县交流工作。", None),
        ("万荣县政府信息公开平台。", "万荣县"),
    ],
)
def test_another_places_name(text: str, strange: str | None) -> None:
    assert strange_place(of(2023, text=text)) == strange


def test_copies_of_other_units() -> None:
    text = words(5, 20)
    now = of(2023, text=text)
    (copied,) = against_others(now, (0.93, "万荣县人民政府", 2022), True)
    assert (copied.outcome, copied.left) == (FAILS, 93)
    assert "万荣县人民政府" in message(copied)
    (own,) = against_others(now, (0.5, "万荣县人民政府", 2022), True)
    (alone,) = against_others(now, None, True)
    (short,) = against_others(now, None, False)
    assert (own.outcome, alone.outcome, short.outcome) == (HOLDS, HOLDS, OPEN)


def test_a_units_count_is_at_most_its_governments() -> None:
    whole = of(2023, {"disclosure.licences": 50})
    part = of(2023, {"disclosure.licences": 51}, scope=Scope.DEPARTMENT, unit="米易县公安局")
    failed = [each for each in against_consolidated(part, whole) if each.outcome is FAILS]
    assert [(each.subject, each.left, each.right) for each in failed] == [
        ("disclosure.licences", 51, 50)
    ]
    assert list(against_consolidated(whole, whole)) == []


def test_a_consolidated_count_is_at_least_the_sum_where_all_units_are_there() -> None:
    whole = of(2023, {"disclosure.licences": 50})
    sums = {"disclosure.licences": 60, "disclosure.penalties": 2, "review.total": None}
    decided = {each.subject: each.outcome for each in against_parts(whole, sums, 3, True)}
    assert decided["disclosure.licences"] is FAILS
    assert decided["disclosure.penalties"] is HOLDS
    assert decided["review.total"] is OPEN
    undecided = {each.outcome for each in against_parts(whole, sums, 3, False)}
    assert undecided == {OPEN}
    assert list(against_parts(whole, {}, 0, True)) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_finding_is_said_in_one_line(language: str) -> None:
    text = words(6, 20)
    filled: Values = {IN: 2, FEES: 984361.0, "review.total": 200, f"{STOCK}.in_force": 3}
    now, before = of(2023, filled, text), of(2022, {OUT: 3, FEES: 98.4, "review.total": 20}, text)
    findings = [*against_last_year(now, before), *against_others(now, None, True)]
    for finding in findings:
        said = message(finding, language)
        assert said and "\n" not in said and "{" not in said and "@" not in said
