"""Who reports, and for which year: by the title, the head, the period and the sign-off."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from goidata.documents.document import Document, Line
from goidata.errors import Refusal
from goidata.extraction.branches import branch_of, contacted_body
from goidata.extraction.claims.passage import widths
from goidata.extraction.closing import LONGEST, SignOff, is_sign_off, period_year, sign_off
from goidata.extraction.portal import portal_lines
from goidata.extraction.published import published_on
from goidata.extraction.report import Identity, Scope
from goidata.extraction.scopes import places, scope_of, without_superior
from goidata.extraction.titles import (
    Title,
    announced_title,
    find_title,
    is_named,
    joined,
    without_path,
)
from goidata.form import editions
from goidata.form.ordinals import OF_SECTIONS
from goidata.form.wordings import wordings
from goidata.regions import Printed, decide, locate

_HEAD = 40  # printed lines among which labelled lines, and a title without sections, stand
_FRONT = 500  # printed lines at most before the first section
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_SPACES = re.compile(r"\s+")
_LARGEST = 8  # rows of a table that a portal prints in front
_INTRODUCING = 4  # lines of section one in which it may still be introduced
_FOOT = 8  # lines among which the sign-off stands
_FEWEST_SECTIONS = 3  # numbered headings that make a report without a title
_FEWEST_MARKS = 2
_MONTHS_TO_REPORT = 6  # a sign-off up to June speaks of the year before


def identify(
    lines: Sequence[Line],
    hints: Sequence[str] = (),
    addresses: Sequence[str] = (),
    *,
    unit: str | None = None,
    year: int | None = None,
    tables: bool = False,
) -> Identity:
    """Who reports for which year, from all the running lines of a document.

    `hints` are words around the file, such as its folders, that may tell the region, `addresses`
    those that the page gives of itself; `unit` and `year` a person's word, before what is printed.
    `tables`: those of the form were found, so it is a report whatever else is damaged.
    Raises Refusal: `not_a_report`, `old_edition` (a year before the present form),
    `undecided_year`, `undecided_unit`.
    """
    printed = [text for line in lines if (text := line.text.strip())]
    front = printed[: _first_heading(printed)]
    head = portal_lines(front)
    compact = _SPACES.sub("", widths("".join(printed)))
    introduced = printed[: len(front) + _INTRODUCING]
    title = _title(front, head) or announced_title("".join(introduced))
    _refuse_others(title, compact, tables)
    signed = sign_off(printed)
    year = year or _year(title, compact, signed)
    unit = unit or _unit(title, head, signed, introduced)
    region, reason = _region(unit, _told(printed, front, head, hints, addresses, year))
    published = published_on(head, front, title.text if title else "", signed)
    return Identity(
        title=title.text if title else "",
        unit=without_superior(unit),
        scope=scope_of(without_superior(unit)),
        year=year,
        region=region,
        region_reason=reason,
        published=published.isoformat() if published else None,
        abridged=bool(head.get("abridged")),
        url=_source(head) or next(iter(addresses), None),
    )


def _source(head: Mapping[str, str]) -> str | None:
    found = _ADDRESS.search(f"{head.get('source', '')} {head.get('publisher', '')}")
    return found.group() if found else None


def _told(
    printed: Sequence[str],
    front: Sequence[str],
    head: Mapping[str, str],
    hints: Sequence[str],
    addresses: Sequence[str],
    year: int,
) -> Printed:
    """What the document says of itself, by which its region may be told."""
    told = "\n".join([*front, *filter(is_sign_off, printed[-_FOOT:])])
    beside = f"{head.get('path', '')}\n{head.get('publisher', '')}"
    return Printed(told, "\n".join(printed), hints, addresses, year, beside)


def lines_of(document: Document) -> list[Line]:
    """The running lines of a document, the cells of a table in front of them, as a portal has,
    row by row among them."""
    lines: list[Line] = []
    for block in document.blocks:
        if isinstance(block, Line):
            lines.append(block)
        elif len(lines) < _HEAD and len(block.rows) <= _LARGEST:
            rows = (" ".join(cell.text for cell in row if cell.text) for row in block.rows)
            lines += [Line(" ".join(row.split()), block.place) for row in rows]
    return lines


def _first_heading(printed: Sequence[str]) -> int:
    """The line of the first heading of a section, up to which a report speaks of itself."""
    return next((i for i, line in enumerate(printed[:_FRONT]) if _begins(line)), _HEAD) + 1


def _title(front: Sequence[str], head: Mapping[str, str]) -> Title | None:
    """The labelled title, where it names body and year; else the one printed in front, since a page
    may call itself by the name of its site."""
    labelled = head.get("title")
    named = without_path(labelled) if labelled else None
    if named and named.unit and named.year:
        return named
    found = find_title(front) or without_path(head.get("path", ""))
    if not labelled or (found and found.unit and found.year):
        return found
    return named or found or (Title(joined(labelled), "", None) if _is_title(labelled) else None)


def _is_title(labelled: str) -> bool:
    """Whether what stands behind the label of a title can be a report's at all."""
    return any(word in labelled for word in wordings().identity["subjects"])


def _begins(line: str) -> bool:
    """Whether the line is, or begins with, the heading of a section."""
    return _headings().match(_SPACES.sub("", line[:LONGEST])) is not None


def _refuse_others(title: Title | None, compact: str, tables: bool) -> None:
    """Refuses what is no report of this kind, and reports in the form of before."""
    if title and title.year and title.year < min(each.from_year for each in editions()):
        raise _old_edition(str(title.year))
    if tables:
        return
    sections = len(set(_headings().findall(compact)))
    if sections < (1 if title else _FEWEST_SECTIONS) and not _rows().search(compact):
        marks = sum(mark in compact for mark in wordings().identity["old_marks"])
        if marks >= _FEWEST_MARKS:
            raise _old_edition("—")
        raise Refusal.of("not_a_report.no_title")


def _old_edition(year: str) -> Refusal:
    form = list(wordings().identity["old_form"])
    first = min(each.from_year for each in editions())
    return Refusal.of("old_edition.form", form=form, first=first, year=year)


@cache
def _headings() -> re.Pattern[str]:
    """The numbered headings of the sections, in text without spaces."""
    names = {
        wording
        for edition in editions()
        for section in edition.sections
        for wording in (section.zh, *section.variants)
    }
    return re.compile(f"[{OF_SECTIONS}][、.．]({'|'.join(sorted(names, key=len, reverse=True))})")


@cache
def _rows() -> re.Pattern[str]:
    """The labels of rows that only the form has."""
    rows = editions()[0].tables["applications"].rows
    return re.compile("|".join(re.escape(row.zh.partition("、")[2]) for row in (rows[0], rows[-1])))


def _year(title: Title | None, compact: str, signed: SignOff) -> int:
    """The year of the title, else of the period, else the year before the sign-off."""
    if title and title.year:
        return title.year
    stated = period_year(compact)
    day = signed.day
    before = day.year - 1 if day and day.month <= _MONTHS_TO_REPORT else None
    if stated and day and day.year <= stated:
        raise Refusal.of("undecided_year.disagree", period=stated, signed=day.year)
    year = stated or before
    if year is None:
        raise Refusal.of("undecided_year.unsaid")
    if year < min(each.from_year for each in editions()):
        raise _old_edition(str(year))
    return year


def _unit(
    title: Title | None, head: Mapping[str, str], signed: SignOff, front: Sequence[str]
) -> str:
    """The labelled body, else the one in the title, the one by which the introduction calls the
    report, the one that signs, the one that the portal names as publisher, the one to ask."""
    labelled = _body_of(head.get("unit", ""))
    unit = labelled or (title.unit if title else "")
    if not unit and (named := announced_title("".join(front))):
        unit = named.unit
    unit = unit or signed.unit or _body_of(head.get("publisher", ""))
    unit = unit or contacted_body("".join(front))
    if not unit:
        raise Refusal.of("undecided_unit.unit")
    return unit


def _body_of(labelled: str) -> str:
    """The body that stands behind a label; "" for anything else, such as the unit of an amount."""
    words = _SPACES.sub("", labelled)
    return words if is_named(words) else ""


def _region(unit: str, printed: Printed) -> tuple[str | None, str]:
    """The region in whose name the body's name begins, else the one in which it is, and what
    decided."""
    names = places(unit)
    if names:
        decision = decide(
            "".join([*names, branch_of(unit)]),
            printed.text,
            printed.hints,
            printed.addresses,
            year=printed.year,
        )
    else:
        decision = locate(unit, printed, township=scope_of(unit) is Scope.TOWNSHIP)
    return (decision.region.code if decision.region else None), decision.reason
