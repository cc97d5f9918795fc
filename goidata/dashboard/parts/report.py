"""One report: where it comes from, its words, its findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from goidata.analysis import labels, queries
from goidata.dashboard import address
from goidata.dashboard.arrival import own, with_selection
from goidata.dashboard.markup import INTO_VIEW, fill, mark, plain, web_address
from goidata.dashboard.narrative import claims_table, findings_table, section_html
from goidata.dashboard.numbers import count
from goidata.dashboard.panel import heading, line, remarks, sentence
from goidata.dashboard.parts.searching import section_asked, words_asked
from goidata.dashboard.reading import not_read, recognised
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import called, link_to, no_address, place_line
from goidata.form import TABLES

GRAVE = ("error", "warning")


def identity(visit: Visit, known: Mapping[str, Any]) -> None:
    """Title, source, editions, how much was read."""
    say = visit.say
    url = web_address(known["url"])
    source = mark("outside", url) if url else no_address(say, called(visit, known))
    seen = recognised(known)
    counts = {"n": known["n_number"], "unread": not_read(known), "errors": known["errors"]}
    about = [say("report.counts", **counts), say("attention.recognised", n=seen) if seen else ""]
    facts = [
        (say("column.published"), known["published"] or say("report.undated")),
        (say("column.source"), source),
        (say("column.file"), known["file"]),
        (say("report.edition"), _editions(visit, known)),
        (say("report.read"), say("attention.beside").join(filter(None, about))),
    ]
    heading(str(known["title"]), place_line(visit, known, *_named(visit, known)))
    line("g-onward", link_to(visit, known, say("report.as_unit"), "unit"))
    flag = say("report.abridged") if known["abridged"] else ""
    st.html(fill("facts.html", facts=facts, flag=flag))


def _named(visit: Visit, known: Mapping[str, Any]) -> list[str]:
    """The name of the unit, where it is no other than that of its region nothing."""
    unit = str(known["unit"])
    return [] if (visit.region_name(known["region"]) or "").endswith(unit) else [unit]


def words(visit: Visit, known: Mapping[str, Any]) -> None:
    """The narrative, section by section, and what it states in numbers."""
    say = visit.say
    claims = visit.ask(queries.claims, int(known["id"]))
    heading(say("report.words"), say("report.abridged_words") if known["abridged"] else "")
    sections = visit.ask(queries.sections, int(known["id"]))
    asked, sought = section_asked(), words_asked()
    if sought:
        _counted(visit, sought, sections["text"])
    for row in records(sections):
        if not str(row["text"]).strip():
            continue
        with st.expander(plain(row["heading"]), expanded=row["number"] == (asked or 1)):
            quotes = claims.loc[claims["section"] == row["number"], "quote"]
            spans = queries.spans(str(row["text"]), sought)
            st.html(section_html(str(row["text"]), map(str, quotes), spans))
    heading(say("report.claims"), say("report.claims_beneath"))
    if claims.empty:
        sentence(say("report.no_claims"))
    else:
        claims_table(claims, say)
    if asked and sought and own("unit"):  # one that a link leads to, not the navigation
        st.html(fill(INTO_VIEW), unsafe_allow_javascript=True)


def _counted(visit: Visit, sought: str, texts: pd.Series[str]) -> None:
    """How often the words looked for stand in this report, and the way to all others."""
    hits = sum(len(queries.spans(str(text), sought)) for text in texts)
    said = visit.say("search.marked", words=sought, n=count(hits))
    target = address.link("search", with_selection(visit, words=sought))
    line("g-beneath", Markup("{} {}").format(said, mark("link", target, visit.say("search.again"))))


def findings(visit: Visit, known: Mapping[str, Any]) -> None:
    """What fails, the gravest first; hints and what could not be decided folded, for neither is a
    fault; checks that found nothing to check, such as the date of a report without one, in one
    line."""
    heading(visit.say("report.findings"))
    every = records(visit.ask(queries.findings_of, int(known["id"])))
    told = [row for row in every if row["outcome"] == "fails" or not row["said"]]
    found = sorted((row for row in told if is_fault(row)), key=_gravity)
    other = [row for row in told if not is_fault(row)]
    rest = [str(row["check"]) for row in every if row not in told]
    other.sort(key=_gravity)
    if found:
        findings_table(found, visit.say)
    else:
        sentence(visit.say("checks.others_hold" if rest or other else "checks.all_hold"))
    if other:
        with st.expander(visit.say("report.no_faults", n=len(other))):
            findings_table(other, visit.say)
    if rest:
        named = [labels.check(check, visit.language) for check in dict.fromkeys(rest)]
        names = visit.say.listed(named)
        remarks([visit.say("checks.nothing_to_check", checks=names)])


def is_fault(row: Mapping[str, Any]) -> bool:
    """Whether a finding is a failure that is more than a hint."""
    return bool(row["outcome"] == "fails" and row["severity"] in GRAVE)


def _gravity(found: Record) -> int:
    """Errors, then warnings, then what could not be told, then remarks."""
    if found["outcome"] != "fails":
        return 2
    return {"error": 0, "warning": 1}.get(str(found["severity"]), 3)


def _editions(visit: Visit, known: Mapping[str, Any]) -> str:
    found = sorted({str(known[f"edition_{name}"]) for name in TABLES if known[f"edition_{name}"]})
    return visit.say.listed([visit.say("report.edition_name", year=name) for name in found])
