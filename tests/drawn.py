"""Databases of any content, drawn by hypothesis: what every page must bear.

They are real: reports, faulty as no generator of plausible ones makes them, go through the checks
and the store as a load sends them.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import made
import stock
from hypothesis import strategies as st
from paper.figures import CHARACTERS, consistent_figures

from goidata.checks import run
from goidata.checks.unread import STATES
from goidata.errors import UsageError
from goidata.extraction.reasons import reason, wordings
from goidata.extraction.report import (
    Claim,
    Figure,
    Formalities,
    Identity,
    Place,
    Report,
    ReportSection,
    Scope,
    State,
)
from goidata.form import TABLES, edition
from goidata.intake.acceptance import accept, apply_accepted
from goidata.intake.crosschecks import check_across
from goidata.store.agencies import enter_directory
from goidata.store.database import writing
from goidata.store.filing import Origin, file_report
from goidata.store.tallies import mark_synthetic

HEAD = "unit,scope,region,parent,from_year,to_year,complete"
HUGE = 987_654_321_012_345_678
NUMBERS: tuple[int | float, ...] = (
    *(0, 1, 2, 9, 10, 12, 13, 29, 30, 31, 1_000, 98_765, 100_000, 12_345_678),
    *(-1, -13, 0.5, 12.75, -2.5, 1e-9, 1234.5678),
    *(10**15 - 1, HUGE, 10**18 - 1, 1 - 10**18, 9 * 10**18),
)
HOSTILE = (
    "<script>alert(1)</script>县",
    '<img src=x onerror="alert(1)">局',
    "=HYPERLINK(“http”)县",
    '+cmd|" /C calc"!A0',
    "@SUM(1)县人民政府",
    "-1+1",
    "县\x07\x1b\u202e政府",
    "\u2066\u200f县\u0000\u2028局",
    "]]>&amp;<b>粗</b>县",
    "[x](javascript:alert(1)) $a$ :smile: `c` **d** _e_ # f",
    "长" * 400,
    "🏛️👩‍👩‍👧县𠮷",
    "%(a)s {b} {0} %s",
    "nul\tl\r\nl",
    " ",
    "x" * 3000,
)
UNITS = (
    *stock.UNITS,
    ("四川省人民政府", Scope.GOVERNMENT, "510000"),
    ("东莞市人民政府", Scope.GOVERNMENT, "441900"),
    ("米易县试验镇人民政府", Scope.TOWNSHIP, "510421"),
    ("试验委员会", Scope.OTHER, None),
)
YEARS = (2019, 2020, 2021, 2022, 2023, 2024, 2025)
ABSURD = (1, 999, 1949, 2008, 9998)
UNREAD = (State.BLANK, State.NA, *STATES)
CHANNELS = (None, "website", "new_media", "gazette", "total")
CLAIMED = (
    *("disclosed_items", "disclosed_items_other", "received", "handled_total", "granted"),
    *("review", "litigation", "normative_documents.issued", "normative_documents.in_force"),
)
# What may be wrong with figures: a few cells, totals, all of them, parts above their whole.
FAULTS = (
    *("plain", "cells", "cells", "totals", "totals", "dash", "above", "above"),
    *("nought", "nothing", "huge", "negative", "decimal"),
)
SAME = {"nought": 0, "nothing": None, "huge": HUGE, "negative": -3, "decimal": 2.5}

chance = st.integers(0, 9)


@dataclass(frozen=True)
class Held:
    """What a database is made of: reports in the order of loading, the directory of units, the
    table of inhabitants, the (unit, year, check) accepted."""

    reports: tuple[Report, ...]
    directory: str = ""
    inhabitants: str = ""
    accepted: tuple[tuple[str, int, str], ...] = ()

    def __repr__(self) -> str:
        """Enough to tell what was drawn; the figures are those that a seed gives."""
        listed = [
            f"{r.identity.unit[:20]!r} {r.identity.year} {r.identity.region} {r.edition}"
            for r in self.reports
        ]
        return f"Held({listed}, {self.directory!r}, {self.inhabitants!r}, {self.accepted})"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """What hypothesis prints."""
        printer.text(repr(self))


def build(folder: Path, held: Held) -> Path:
    """The database in `folder`, and beside it population.csv: reports are checked, filed, ranked,
    compared and accepted as by a load."""
    path = folder / "drawn.db"
    (folder / "population.csv").write_text(f"region,year,inhabitants\n{held.inhabitants}", "utf-8")
    with writing(path) as database:
        if held.directory:
            listed = folder / "agencies.csv"
            listed.write_text(f"{HEAD}\n{held.directory}\n", "utf-8")
            enter_directory(database, listed)
        filed = []
        for number, report in enumerate(held.reports):
            sha256 = hashlib.sha256(str(number).encode()).hexdigest()
            origin = Origin(f"{report.identity.unit}{number}.txt", sha256)
            filed.append(file_report(database, report, run(report), origin))
        check_across(database, {each.agency for each in filed})
        for unit, year, check in held.accepted:
            with suppress(UsageError):  # that nothing fails, or that two units bear the name
                accept(database, unit, year, check, "已核实", "试验")
        apply_accepted(database)
        mark_synthetic(database)
    return path


@st.composite
def databases(draw: st.DrawFn) -> Held:
    """Any database: mostly a few plausible reports with some absurd cells, at times a crowd, the
    same units in every year, one report or none at all."""
    forms = draw(st.sampled_from((("2021",), ("2021",), ("2019",), ("2019", "2021"))))
    years = draw(
        st.lists(
            st.sampled_from(YEARS if draw(chance) else ABSURD), min_size=1, max_size=3, unique=True
        )
    )
    units = draw(st.lists(_units(), min_size=1, max_size=5))
    shape = draw(st.sampled_from(("none", "one", "some", "some", "grid", "grid", "grid", "crowd")))
    places = {
        "none": [],
        "one": [(units[0], years[0])],
        "some": draw(
            st.lists(
                st.tuples(st.sampled_from(units), st.sampled_from(years)), min_size=2, max_size=6
            )
        ),
        "grid": [(unit, year) for unit in units for year in years],
        "crowd": [((f"第{n}试验区{units[0][0]}", *units[0][1:]), years[0]) for n in range(45)],
    }[shape]
    alike = draw(st.booleans())  # whether all reports have faults of one kind
    fault = draw(st.sampled_from(FAULTS)) if alike else None
    reports = tuple(draw(_reports(*place, forms, fault)) for place in places)
    listed = draw(st.lists(st.sampled_from(UNITS), max_size=3, unique=True))
    complete = draw(st.sampled_from("01"))
    directory = "\n".join(
        f"{unit},{scope},{region or ''},,{draw(st.sampled_from(YEARS))},,{complete}"
        for unit, scope, region in listed
    )
    return Held(reports, directory, draw(_inhabitants()), draw(_accepted(reports)))


@st.composite
def _units(draw: st.DrawFn) -> tuple[str, Scope, str | None]:
    name, scope, region = draw(st.sampled_from(UNITS))
    if draw(chance) < 2:
        name = draw(st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=30))
    if draw(chance) == 0:
        region = None
    if draw(chance) == 0:
        scope = draw(st.sampled_from(tuple(Scope)))
    return name, scope, region


@st.composite
def _reports(
    draw: st.DrawFn,
    of: tuple[str, Scope, str | None],
    year: int,
    forms: Sequence[str],
    fault: str | None,
) -> Report:
    unit, scope, region = of
    form = draw(st.sampled_from(forms))
    identity = Identity(
        title=f"{unit}{year}年政府信息公开工作年度报告",
        unit=unit,
        scope=scope,
        year=year,
        region=region,
        region_reason="" if region else "无从判定",
        published=draw(st.sampled_from((None, f"{year + 1:04}-01-22", "2024-07-31"))),
        abridged=draw(chance) == 0,
        url=draw(st.sampled_from((None, "https://example.org/a?b=1", "javascript:alert(1)"))),
    )
    figures, editions = draw(_figures(form, fault or draw(st.sampled_from(FAULTS))))
    return Report(
        identity=identity,
        edition=editions,
        figures=figures,
        claims=tuple(draw(st.lists(_claims(), max_size=3))),
        sections=tuple(draw(_sections(form))),
        context={10: draw(st.sampled_from(("印出的一行", *HOSTILE)))},
        formalities=Formalities(
            draw(st.sampled_from(({"title": year, "sign_off": year + 1}, {}))),
            (form,),
            synthetic=draw(chance) == 0,
        ),
    )


@st.composite
def _figures(
    draw: st.DrawFn, form: str, fault: str
) -> tuple[dict[str, Figure], dict[str, str | None]]:
    """The figures of a form, and the editions of its tables, with a fault of a kind put in."""
    names = list(edition(form).fields)
    figures = {name: made.figure(value) for name, value in draw(_values(form, fault)).items()}
    totals = [name for name in names if name.endswith(".total")] if fault == "dash" else []
    lost = [name for name in totals if draw(chance) < 3]
    for name in [*lost, *draw(st.lists(st.sampled_from(names), max_size=5))]:
        figures[name] = draw(_unread())
    editions: dict[str, str | None] = dict.fromkeys(TABLES, form)
    for table in (each for each in TABLES if draw(chance) == 0):
        editions[table] = None
        absent = (field.name for field in edition(form).fields_of(table))
        figures |= {name: Figure(None, State.MISSING) for name in absent}
    return figures, editions


@st.composite
def _values(draw: st.DrawFn, form: str, fault: str) -> dict[str, int | float | None]:
    """Plausible figures, or all of one value, and what the fault makes of them."""
    names = list(edition(form).fields)
    if fault in SAME:
        return dict.fromkeys(names, SAME[fault])
    source = random.Random(draw(st.integers(0, 2**32)))
    count = CHARACTERS[draw(st.sampled_from(sorted(CHARACTERS)))]
    above = _above(draw(st.sampled_from((5, 12, 29, 400))), names) if fault == "above" else {}
    struck = {name: draw(st.sampled_from(NUMBERS)) for name in _hit(draw, fault, names)}
    return {**consistent_figures(source, form, count), **above, **struck}


def _hit(draw: st.DrawFn, fault: str, names: Sequence[str]) -> list[str]:
    """The figures that are replaced by a number of any kind."""
    if fault == "cells":
        return draw(st.lists(st.sampled_from(names), max_size=20))
    totals = [name for name in names if name.endswith(".total") or name.startswith("disclosure.")]
    return [name for name in totals if draw(chance) < 4] if fault == "totals" else []


def _above(whole: int, names: Sequence[str]) -> dict[str, int]:
    """Parts, each greater than the whole it belongs to."""
    wholes = {"applications.handled_total", "review", "litigation_direct"}
    found = {}
    for name in names:
        row, _, column = name.rpartition(".")
        if not name.startswith("disclosure."):
            is_whole = row in wholes and (column == "total" or row.startswith("applications."))
            found[name] = whole if is_whole else whole + 3
    return found


@st.composite
def _unread(draw: st.DrawFn) -> Figure:
    state = draw(st.sampled_from(UNREAD))
    candidates = {State.AMBIGUOUS: (3, 5.5), State.RECOGNISED: (7,)}.get(state, ())
    code, wording = draw(st.sampled_from(sorted(wordings().items())))
    named = [draw(st.sampled_from(HOSTILE)) for _ in range(wording.zh.count("{"))]
    raw = draw(st.sampled_from((None, "", "—", "1 2", *HOSTILE)))
    return Figure(None, state, raw, Place(line=10), (reason(code, *named),), candidates)


@st.composite
def _claims(draw: st.DrawFn) -> Claim:
    value = draw(st.sampled_from([each for each in NUMBERS if each >= 0]))
    return Claim(
        draw(st.sampled_from(CLAIMED)),
        value,
        draw(st.sampled_from((1, 2, 3))),
        draw(st.sampled_from((f"写明{value}件", *HOSTILE))),
        Place(line=5),
        channel=draw(st.sampled_from(CHANNELS)),
        qualifier=draw(st.sampled_from((None, "备案", HOSTILE[0]))),
        approximate=draw(st.booleans()),
    )


@st.composite
def _sections(draw: st.DrawFn, form: str) -> list[ReportSection]:
    """The sections of a form, as they should be, or some of them lost, some with hostile words."""
    if draw(st.booleans()):
        return list(made.report(form=form).sections)
    found = []
    for section in edition(form).sections:
        if draw(chance) < 2:
            continue
        text = draw(st.sampled_from((made.PROBLEMS, "", "通过网站公开信息。", *HOSTILE)))
        heading = section.zh if draw(chance) else draw(st.sampled_from(HOSTILE))
        found.append(ReportSection(section.number, heading, text))
    return found


@st.composite
def _inhabitants(draw: st.DrawFn) -> str:
    known = st.tuples(
        st.sampled_from(("321322", "510421", "321300")),
        st.sampled_from(YEARS),
        st.sampled_from((1, 9_999, 800_000, 10**17)),
    )
    rows = draw(st.lists(known, max_size=4))
    return "".join(f"{region},{year},{number}\n" for region, year, number in rows)


@st.composite
def _accepted(draw: st.DrawFn, reports: Sequence[Report]) -> tuple[tuple[str, int, str], ...]:
    """Some checks that are likely to fail, of reports held."""
    if not reports:
        return ()
    checks = st.sampled_from(("T3-ROW", "T3-FLOW", "T4-SUM", "NUM-INT", "STR-SECTIONS"))
    chosen = draw(st.lists(st.tuples(st.sampled_from(reports), checks), max_size=2))
    return tuple((r.identity.unit, r.identity.year, check) for r, check in chosen)


# Words of an address


@st.composite
def addresses(draw: st.DrawFn, page: str, held: Held) -> Mapping[str, str | list[str]]:
    """The words of an address of `page`: filters and choices, held and not held."""
    units = [report.identity for report in held.reports]
    regions = [each.region for each in units if each.region]
    years = [str(each.year) for each in units]
    known: dict[str, Sequence[str]] = {
        "region": ("321300", "510000", "320000", *regions),
        "year": ("2023", "2021-2023", *years),
        "level": ("province", "city", "county"),
        "scope": ("all", "office", "government", "other"),
        "applicant": ("business", "natural_person"),
        "clean": ("1",),
        "without_largest": ("1",),
        "at": ("2023", *years),
        **_own_words(page, [each.unit for each in units], years),
    }
    asked = draw(st.lists(st.sampled_from(sorted(known)), max_size=3, unique=True))
    return {key: draw(st.sampled_from(known[key])) for key in asked}


def _own_words(page: str, units: Sequence[str], years: Sequence[str]) -> dict[str, Sequence[str]]:
    listed: dict[str, Sequence[str]] = {
        "stratum": ("government-county", "beside", "office-none", "x"),
        "view": ("rates", "decisions", "regulations", "review", "x"),
        "sort": ("unit", "refusal_rate", "fees", "review.total", "review_rate", "x"),
        "order": ("up", "down"),
        "find": ("县", "'", "<script>", *units),
        "from": ("2", "26", "99999"),
    }
    own: dict[str, dict[str, Sequence[str]]] = {
        "disclosure": listed,
        "applications": listed,
        "proceedings": listed,
        "overview": {"colour": ("disclosure_rate", "review_correction_rate", "x")},
        "compare": {
            "units": ("1", "1,2", "3,2,1,99"),
            "with": ("city", "province", "country"),
            "measure": ("received", "disclosed_items", "review_rate", "fees", "refusal_rate"),
        },
        "report": {
            "report": ("1", "2", "99"),
            "unit": ("宿迁市", *units),
            "figure": ("applications.received.total", "disclosure.fees"),
            "against": ("2022", *years),
            "section": ("1", "5"),
            "words": ("公开", "人手"),
        },
        "search": {"words": ("公开", "人手", "<script>", "长"), "section": ("1", "5")},
        "checks": {
            "check": ("T3-ROW", "NUM-INT"),
            "severity": ("error", "warning", "info"),
            "state": ("accepted", "undetermined", "fails"),
            "sort": ("year", "undetermined", "x"),
            **{key: listed[key] for key in ("order", "find", "from")},
        },
    }
    return own.get(page, {})
