"""Where words stand in the narratives: in which reports of those that have any text, how often, and
in which context.

Counts of reports are formed over all that is selected, units listed beside included: a report says
a thing or does not, whatever its level, and no figure is added up. A section of which a copy says
only that it was left out has no text: it can neither be found nor be counted among those searched.
What counts as an occurrence is said once, in `store.search`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from goidata.analysis import intervals
from goidata.analysis.chosen import chosen, reports_of
from goidata.analysis.conditions import REPORTS, bound, where
from goidata.analysis.frames import KEYS, flags
from goidata.analysis.rates import base
from goidata.analysis.selection import Selection
from goidata.store.reader import Reader
from goidata.store.search import indexed, is_wordless, signs_of, sought
from goidata.store.topics import WORDED, column_of, place
from goidata.store.topics import topics as declared

AROUND = 40  # characters on either side of an occurrence
FOUND = ("passage", "report", "section", "hits")
CONTEXT = ("report", "section", "heading", "before", "words", "after")
_ABRIDGED = "r.abridged <> 0"
_LOOKED_FOR = 4  # characters by which sections are narrowed down where the index knows none
_TORN = re.compile(r"(?<=[^\x00-\xff])\s*\n\s*(?=[^\x00-\xff])")  # a line that ends within words


@dataclass(frozen=True, slots=True)
class Topics:
    """Of a selection: how many reports are `searchable`, how many of these are `abridged`, and in
    how many each topic stands, by its name."""

    searchable: int
    abridged: int
    found: Mapping[str, int]


def searchable(db: Reader, selection: Selection, section: int | None = None) -> pd.DataFrame:
    """KEYS + abridged: the reports that have text, or have some in the section of that number."""
    about = chosen(db, selection, ", r.abridged", _has(WORDED, section))
    return flags(about, ["abridged"])


def topics(db: Reader, selection: Selection, section: int | None = None) -> Topics:
    """What can be searched, and what it speaks of, in the section of that number or in any."""
    has = [_has(column_of(name), section) for name in declared()]
    worded = _has(WORDED, section)
    told = (worded, f"{worded} AND {_ABRIDGED}", *has)
    counted = ", ".join(f"count(CASE WHEN {each} THEN 1 END)" for each in told)
    sql = f"SELECT {counted} {REPORTS} WHERE {where(selection, beside=True)}"
    (row,) = db.rows(sql, bound(selection))[1]
    held, short, *found = map(int, row)
    return Topics(held, short, dict(zip(declared(), found, strict=True)))


def _has(column: str, section: int | None) -> str:
    """The condition that a column of sections holds one, or any."""
    return f'r."{column}" <> 0' if section is None else f'(r."{column}" & {place(section)}) <> 0'


def found(db: Reader, selection: Selection, words: str, section: int | None = None) -> pd.DataFrame:
    """passage (the id of a section of a report), report, section (its number), hits: a row a
    section in which `words` stand, in the order of the reports."""
    pattern = sought(words)
    rows = []
    for passage, report, number, text in _narrowed(db, selection, words, section):
        hits = len(pattern.findall(text)) if pattern else 0
        if hits and not is_wordless(text):
            rows.append((passage, report, number, hits))
    return pd.DataFrame(rows, columns=list(FOUND), dtype="int64")


def contexts(db: Reader, words: str, passages: Sequence[int]) -> pd.DataFrame:
    """report, section, heading, before, words, after: every occurrence within `passages`, in their
    order, each in one line, with … where the text goes on."""
    sql = """SELECT s.report, s.number, s.heading, s.text
      FROM json_each(:passages) p JOIN section s ON s.id = p.value ORDER BY p.key"""
    rows = [
        (report, number, heading, *_context(text, start, end))
        for report, number, heading, text in db.execute(sql, {"passages": json.dumps(passages)})
        for start, end in spans(text, words)
    ]
    return pd.DataFrame(rows, columns=list(CONTEXT))


def hits(db: Reader, selection: Selection, words: str, section: int | None = None) -> pd.DataFrame:
    """KEYS + section, heading, before, words, after, abridged: a row an occurrence."""
    passages = found(db, selection, words, section)["passage"].tolist()
    shown = contexts(db, words, passages)
    held = searchable(db, selection, section)
    merged = shown.astype({"report": "int64"}).merge(held, on="report", how="left")
    return merged[[*KEYS, *CONTEXT[1:], "abridged"]]


def spans(text: str, words: str) -> list[tuple[int, int]]:
    """Where `words` stand in `text`, from the first character to behind the last."""
    pattern = sought(words)
    return [each.span() for each in pattern.finditer(text)] if pattern else []


def is_nothing(words: str) -> bool:
    """Whether there is nothing to look for in `words`."""
    return not signs_of(words)


def shown_from(rows: pd.DataFrame, first: int, most: int) -> tuple[tuple[int, ...], int]:
    """The passages of `found` that hold the occurrences from `first` (0 for the first of all), up
    to `most`; and how many occurrences of the first passage come before."""
    ends = rows["hits"].cumsum()
    starts = ends - rows["hits"]
    within = (ends > first) & (starts < first + most)
    passages = tuple(int(passage) for passage in rows.loc[within, "passage"])
    return passages, first - int(starts[within].iloc[0]) if passages else 0


def occurrence_shares(
    held: pd.DataFrame, rows: pd.DataFrame, by: Sequence[str] = ()
) -> pd.DataFrame:
    """`by`, n (reports of `held` that `found` has), N (all of them), value, low, high (the 95 %
    interval), base; one row over all where `by` is empty, none where nothing is held."""
    marked = held.assign(n=held["report"].isin(rows["report"]), all=0)
    groups = marked.groupby([*by] or ["all"], dropna=False, sort=True)["n"]
    counted = pd.DataFrame({"n": groups.sum(), "N": groups.size()}).reset_index()
    n, of = (counted[name].to_numpy(float) for name in ("n", "N"))
    low, high = intervals.wilson(n, of)
    share = np.divide(n, of)  # a group has at least one report
    bases = pd.Series([base(each) for each in of], counted.index, dtype=object)
    counted = counted.assign(value=share, low=low, high=high, base=bases)
    return counted[[*by, "n", "N", "value", "low", "high", "base"]]


def _narrowed(
    db: Reader, selection: Selection, words: str, section: int | None
) -> Iterator[tuple[int, int, int, str]]:
    """The sections in which the words may stand: by the index where it knows their characters,
    else by the characters themselves."""
    source, condition, asked = _where_they_may_stand(words, section)
    reports = reports_of(db, selection)
    # Where the index knows the words, it says which sections are looked at; "+" keeps it so.
    among = f"{'+' if asked['query'] else ''}s.report IN (SELECT value FROM json_each(:reports))"
    sql = f"SELECT s.id, s.report, s.number, s.text {source} WHERE {condition} AND {among}"
    found = db.execute(sql, {**asked, "reports": json.dumps(reports)})
    places = {report: place for place, report in enumerate(reports)}
    yield from sorted(found, key=lambda row: (places[row[1]], row[2], row[0]))


def _where_they_may_stand(
    words: str, section: int | None
) -> tuple[str, str, dict[str, str | int | None]]:
    """The source, the condition and what it binds of the sections in which the words may stand."""
    query, signs = indexed(words), list(dict.fromkeys(signs_of(words)))[:_LOOKED_FOR]
    source = "FROM section_index i JOIN section s ON s.id = i.rowid" if query else "FROM section s"
    conditions = ["section_index MATCH :query"] if query else []
    if not query:
        conditions = [f"instr(s.text, :sign{at})" for at in range(len(signs))]
    conditions.append("(:section IS NULL OR s.number = :section)")
    named = {f"sign{at}": sign for at, sign in enumerate(signs)}
    return source, " AND ".join(conditions), {"section": section, "query": query, **named}


def _context(text: str, start: int, end: int) -> tuple[str, str, str]:
    begin, until = max(0, start - AROUND), end + AROUND
    cut, cut_behind = "…" * (begin > 0), "…" * (until < len(text))
    before, words, after = text[begin:start], text[start:end], text[end:until]
    return (
        f"{cut}{_in_one_line(before).lstrip()}",
        _in_one_line(words),
        f"{_in_one_line(after).rstrip()}{cut_behind}",
    )


def _in_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", _TORN.sub("", text))
