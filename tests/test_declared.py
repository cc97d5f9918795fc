"""Declarations that are wrong are refused when loaded, in a copy of the package and through the
command line, as whoever changes them would meet it; and what the program does wrong is never told
of the file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

import pytest
from copied import ROOT, Copy
from crossed import crossed, some

from goidata.checks import run
from goidata.checks.rendering import line
from goidata.declared import KEY, DeclarationError, built, digest
from goidata.extraction import reading
from goidata.form import Formula
from goidata.form.conditions import Condition

CLEAN = ROOT / "data" / "reports" / "miyi-office-2023.txt"


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


# --- the loader


class Pair(NamedTuple):
    zh: str
    en: str = ""


@dataclass(frozen=True)
class Entry:
    name: str = field(metadata=KEY)
    kind: Literal["one", "other"]
    sum: Formula | None = None
    words: tuple[str, ...] = ()
    some: frozenset[str] = frozenset()
    pair: Pair | None = None
    share: float = 0.0
    count: int = 0
    under: str = field(default="", metadata={"key": "not"})


Entries = Mapping[str, Entry]


def entry(**values: object) -> Entry:
    return built("x.toml", {"a.b": {"kind": "one", **values}}, Entries)["a.b"]  # type: ignore[type-abstract]


def test_values_become_what_the_class_says() -> None:
    made = entry(words=["x"], some="y", pair=["甲", "A"], share=1, sum="p.q", **{"not": "n"})
    assert made == Entry(
        "a.b", "one", Formula("p.q", ((1, "p.q"),)), ("x",), frozenset("y"), Pair("甲", "A"), 1,
        under="n",
    )  # fmt: skip
    assert entry(pair={"zh": "甲"}).pair == Pair("甲")


WRONG: list[tuple[dict[str, object], str, str]] = [
    ({"kidn": "one"}, "a.b.kidn", "“kind”"),
    ({"kind": "othre"}, "a.b.kind", "“other”"),
    ({"count": "3"}, "a.b.count", "a whole number"),
    ({"count": True}, "a.b.count", "a whole number"),
    ({"words": "x"}, "a.b.words", "a list"),
    ({"words": ["x", 3]}, "a.b.words[2]", "text"),
    ({"pair": {"zh": "甲", "eng": "A"}}, "a.b.pair.eng", "“en”"),
    ({"sum": "p q"}, "a.b.sum", "no formula"),
    ({"sum": 3}, "a.b.sum", "formula"),
    ({"under": "n"}, "a.b.under", "no key"),
]


@pytest.mark.parametrize(("values", "place", "said"), WRONG, ids=[each[1] for each in WRONG])
def test_what_is_wrong_is_told_with_its_place(
    values: dict[str, object], place: str, said: str
) -> None:
    with pytest.raises(DeclarationError) as caught:
        entry(**values)
    (fault,) = caught.value.faults
    assert (fault.file, fault.entry) == ("x.toml", place)
    assert said in fault.en
    assert fault.told("zh").startswith(f"x.toml [{place}]：")


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(DeclarationError) as caught:
        entry(count="3", kidn="one", words="x")
    assert len(caught.value.faults) == 3
    assert "(and 2 more)" in caught.value.message("en")


def test_what_is_lacking_is_named() -> None:
    with pytest.raises(DeclarationError, match="kind is lacking"):
        built("x.toml", {"a": {}}, Entries)  # type: ignore[type-abstract]


@pytest.mark.parametrize("text", ["", "year >", "Year = 3", "year = 3 and", "a.b ~ 3"])
def test_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Condition.declared(text)


def test_a_digest_knows_declarations_from_each_other() -> None:
    assert digest(["form/checks.toml"]) == digest(["form/checks.toml"])
    assert digest(["form/checks.toml"]) != digest(["form/claims.toml"])


# --- the package's own


def test_nothing_is_wrong_with_the_declarations(copy: Copy) -> None:
    done = copy.run("form", "--lint")
    assert (done.returncode, done.stderr) == (0, "")


SLIPS = [  # file, old, new, where, the nearest right name
    ("form/checks.toml", 'kind = "domain"', 'kind = "domian"', "NUM-INT.kind", "domain"),
    ("form/checks.toml", "basis_en =", "basis_eng =", "STR-SECTIONS.basis_eng", "basis_en"),
    ("form/checks.toml", "handled_total.{column}", "handeld_total.{column}", "T3-FLOW.right",
     "applications.handled_total."),
    ("form/checks.toml", "received.{column}", "received.{colum}", "T3-FLOW.left", "column"),
    ("form/checks.toml", "year >= 2024", "yaer >= 2024", "T4-2024.when", "year"),
    ("form/checks.toml", "claim.fees", "claim.fee", "T2-FEE.when", "claim.fees"),
    ("form/checks.toml", "normative_documents = \"warning\"", "normative_document = \"warning\"",
     "Y-STOCK.severity_of", "normative_documents"),
    ("form/checks.toml", '"disclosure.licences", "disc', '"disclosure.licenses", "disc',
     "SCOPE-COUNTY.figures", "disclosure.licences"),
    ("form/checks.toml", '"handled_total"]', '"handled"]', "N-HANDLED.claims", "handled_total"),
    ("form/checks.toml", "{left}，各类结果", "{lfet}，各类结果", "T4-SUM.fails_zh", "left"),
    ("form/checks.toml", "[Y-CARRY]", "[Y-CARY]", "Y-CARY", "Y-CARRY"),
    ("form/claims.toml", "review.total", "reviews.total", "review.equals", "review.total"),
    ("form/measures.toml", 'unit = "ratio"', 'unit = "raito"', "clearance_rate.unit", "ratio"),
    ("form/measures.toml", "claim.disclosed_items", "claim.disclosed_item",
     "disclosed_items.numerator", "claim.disclosed_items"),
    ("form/frames.toml", '"disclose_active information #"', '"disclose_activ information #"',
     "frame[1] disclosed_items.say", "disclose_active"),
    ("form/frames.toml", 'claim = "workload"', 'claim = "worklaod"', "worklaod.claim", "workload"),
    ("form/frames.toml", 'doubt = "shown"', 'doubt = "show"', "issued", "shown"),
    ("form/frames.toml", 'part = "channel"', 'part = "chanel"', "frame[1].part", "channel"),
    ("form/headings.toml", "year? body?", "years? body?", "sections.1", "year"),
    ("form/edition_2021.toml", 'unit = "万元"', 'unit = "元"', "rows.fees.unit", "万元"),
    ("form/edition_2021.toml", 'columns = "decisions"', 'columns = "decision"', "rows.licences",
     "decisions"),
    ("form/edition_2021.toml", "variants = [", "varients = [", "varients", "variants"),
    ("form/edition_2019.toml", 'before = "handled_total"', 'before = "handled"',
     "tables.applications.rows", "handled_total"),
    ("form/edition_2019.toml", 'base = "2021"', 'base = "2012"', "applications.base", "2021"),
    ("form/example.toml", "handled_total = [82", "handeld_total = [82", "2021.applications",
     "handled_total"),
    ("extraction/mishaps.toml", "cost = 1.0", "costs = 1.0", "arithmetic_fault.costs", "cost"),
    ("wording/findings.toml", 'about = { zh = "', 'about = { zn = "', "findings.said.about", "zh"),
    ("tables/codes.toml", 'en = "city level"', 'eng = "city level"', "level.city.eng", "en"),
]  # fmt: skip


def by_turns() -> list[list[tuple[str, str, str, str, str]]]:
    """The slips in turns, in each at most one of a file; of an edition alone, since nothing that
    names figures can be looked at then."""
    turns: list[list[tuple[str, str, str, str, str]]] = []
    for slip in SLIPS:
        alone = "edition" in slip[0]
        free = (
            turn
            for turn in turns
            if not alone and not any(e[0] == slip[0] or "edition" in e[0] for e in turn)
        )
        turn = next(free, None)
        turns.append([slip]) if turn is None else turn.append(slip)
    return turns


def assert_told(copy: Copy, slips: list[tuple[str, str, str, str, str]]) -> None:
    for file, old, new, _, _ in slips:
        copy.change(file, old, new)
    done = copy.run("form", "--lint")
    assert done.returncode == 1
    for file, _, _, place, near in slips:
        told = [line for line in done.stderr.splitlines() if line.startswith(f"{file} [")]
        assert any(place in line and f"“{near}" in line for line in told), done.stderr


@pytest.mark.parametrize("slips", some(by_turns(), 3), ids=lambda slips: slips[0][3])
def test_slips_are_told_with_file_entry_and_the_right_name(
    copy: Copy, slips: list[tuple[str, str, str, str, str]]
) -> None:
    assert_told(copy, slips)


@pytest.mark.long
@pytest.mark.parametrize("slip", SLIPS, ids=[f"{s[0]} {s[3]}" for s in SLIPS])
def test_a_slip_by_itself_is_told_too(copy: Copy, slip: tuple[str, str, str, str, str]) -> None:
    assert_told(copy, [slip])


def test_two_slips_in_two_files_are_both_told(copy: Copy) -> None:
    copy.change("form/measures.toml", 'unit = "ratio"', 'unit = "raito"')
    copy.change("form/checks.toml", "year >= 2024", "yaer >= 2024")
    told = copy.run("form", "--lint").stderr
    assert "measures.toml" in told and "checks.toml" in told


def test_a_kind_of_word_that_frames_need_is_missed_by_them(copy: Copy) -> None:
    copy.change("form/wordings.toml", "\napplication = ", "\naplication = ")
    told = copy.run("form", "--lint").stderr
    assert "form/frames.toml" in told and "perhaps “aplication”" in told


def test_what_is_no_toml_is_told_with_its_line(copy: Copy) -> None:
    copy.change("form/checks.toml", "[STR-HEADING]", "[STR-HEADING")
    told = copy.run("form", "--lint").stderr
    assert "form/checks.toml" in told and "line" in told


OWN = {"zh": "程序自身", "en": "goidata's own"}
NEEDED = [
    ("form/checks.toml", "year >= 2024", "yaer >= 2024"),
    ("form/claims.toml", "zh =", "hz ="),
    ("extraction/mishaps.toml", "cost = 1.0", "costs = 1.0"),
    ("wording/findings.toml", 'about = { zh = "', 'about = { zn = "'),
    ("form/edition_2021.toml", "variants = [", "varients = ["),
]
READING = [(command, language) for language in OWN for command in ("parse", "check", "load")]


@pytest.mark.parametrize(("reading_", "slip"), crossed(READING, NEEDED))
def test_a_slip_is_never_told_of_the_file_that_is_read(
    copy: Copy, reading_: tuple[str, str], slip: tuple[str, str, str]
) -> None:
    copy.change(*slip)
    command, language = reading_
    done = copy.run(command, CLEAN, language=language)
    (line,) = done.stderr.splitlines()
    assert done.returncode == 70
    assert slip[0] in line and CLEAN.name not in line and OWN[language] in line
    assert not (copy.folder / "default.db").exists()


# --- a check that fails itself


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "与文件无关"), ("en", "goidata's fault, not the file's")]
)
def test_a_check_that_fails_is_named_and_the_others_go_on(
    copy: Copy, language: str, said: str
) -> None:
    copy.change("checks/structure.py", "who = report.identity\n", "who = report.identiti\n")
    done = copy.run("check", CLEAN, "--json", language=language)
    (told,) = done.stderr.splitlines()
    assert told.startswith("STR-DUE") and said in told
    (read,) = map(json.loads, done.stdout.splitlines())
    assert read["status"] == "read" and read["error"] is None
    (found,) = [each for each in read["report"]["findings"] if each["check"] == "STR-DUE"]
    assert found["outcome"] == "undetermined" and said in found["message"]
    assert done.returncode == 70
    others = [each for each in read["report"]["findings"] if each != found]
    assert others == asked_beside("STR-DUE", language)


def asked_beside(check: str, language: str) -> list[dict[str, object]]:
    """What the other checks find where none fails itself."""
    read = line(
        "x", None, held := reading.read(CLEAN.read_bytes(), CLEAN.name), run(held), language
    )
    return [each for each in read["report"]["findings"] if each["check"] != check]


def test_a_load_goes_on_and_tells_it_once(copy: Copy) -> None:
    copy.change("checks/structure.py", "who = report.identity\n", "who = report.identiti\n")
    done = copy.run("load", *sorted(CLEAN.parent.glob("*.txt"))[:3])
    (told,) = done.stderr.splitlines()
    assert "STR-DUE" in told and "not the files'" in told
    assert done.returncode == 0 and done.stdout.startswith("3 stored")


def test_a_hint_that_fails_leaves_what_was_found(copy: Copy) -> None:
    copy.change("checks/culprit.py", "def explained(", "def explained(*_):\n    1 / 0\n\n\ndef e(")
    faulty = ROOT / "data" / "reports" / "datong-office-2023.txt"
    done = copy.run("check", faulty, "--json")
    (read,) = map(json.loads, done.stdout.splitlines())
    kinds = {(each["check"], each["outcome"]) for each in read["report"]["findings"]}
    assert ("N-DOCUMENTS", "fails") in kinds
    assert "ZeroDivisionError" in done.stderr and faulty.name not in done.stderr
