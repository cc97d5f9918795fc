"""退回单: what could not be read of one report, and its faults, in plain words, ready to be sent
back, as XLSX and as a page to print; and those of many reports in one archive."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from goidata.analysis import labels
from goidata.checks.unread import cell_label, counted, explained, table_label
from goidata.dashboard.figure import place
from goidata.dashboard.markup import fill
from goidata.dashboard.numbers import count
from goidata.dashboard.records import Record, records
from goidata.dashboard.words import Words
from goidata.form import checks
from goidata.form.dictionary import formula
from goidata.tables.cells import cell, text
from goidata.tables.legend import word
from goidata.tables.workbook import Sheet, workbook_bytes
from goidata.wording import Both

COLUMNS = "number severity check sentence formula left right difference place look hint".split()
_UNSAFE = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')


def file_name(row: Record, kind: str, say: Words) -> str:
    """A name that says whose sheet it is, safe on every system."""
    name = f"{say('returns.title')}_{row['unit']}_{row['year']}_{row['report']}"
    return f"{_UNSAFE.sub('-', name)}.{kind}"


def sheet_bytes(about: Record, unread: pd.DataFrame, faults: pd.DataFrame, say: Words) -> bytes:
    """What was not read of a report and its faults, as `queries.unread` and `queries.faults` give
    them, as an XLSX file."""
    rows = [[cell(value) for value in row] for row in _rows(unread, faults, say)]
    notes = [[text(key), text(value)] for key, value in _notes(about, len(unread), say)]
    headings = [say("column.item"), say("column.content")]
    return workbook_bytes(
        [
            Sheet(say("returns.title"), _heads(say), rows, wrapped=True),
            Sheet(say("returns.about"), headings, notes, wrapped=True),
        ],
        word("about", "cut", say.language),
    )


def page_bytes(about: Record, unread: pd.DataFrame, faults: pd.DataFrame, say: Words) -> bytes:
    """The same as a page that prints on A4; it needs nothing from anywhere else."""
    title = f"{about['unit']} {about['year']} {say('returns.title')}"
    notes = _notes(about, len(unread), say)
    page = fill(
        "returns.html",
        language=say.language,
        title=title,
        notes=" · ".join(f"{key}{say('mark.colon')}{value}" for key, value in notes),
        heads=_heads(say),
        rows=[[_shown(value) for value in row] for row in _rows(unread, faults, say)],
    )
    return page.encode()


def archive_bytes(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files by their names in one zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


Values = Sequence[str | int | float | None]


def _rows(unread: pd.DataFrame, faults: pd.DataFrame, say: Words) -> list[Values]:
    """What was not read, and so not checked, stands before what was found."""
    told = [_unread(row, say) for row in records(unread)]
    told += [_fault(row, say) for row in records(faults)]
    return [(number, *row) for number, row in enumerate(told, 1)]


def _heads(say: Words) -> list[str]:
    return [say.head("returns", name) for name in COLUMNS]


def _unread(row: Record, say: Words) -> Values:
    name, language = str(row["name"]), say.language
    reason = Both(row["reason"], row["reason_en"]).named(language)
    return (
        say("returns.unread"),
        table_label(name, language),
        f"{cell_label(name, language)}{say('returns.colon')}"
        f"{explained(row['state'], reason, row['candidates'], language)}",
        *("", None, None, None),
        place(row, say),
        " ".join(str(row["raw"] or row["context"] or "").split()),
        "",
    )


def _fault(row: Record, say: Words) -> Values:
    check = checks().get(str(row["check"]))
    printed = row["quote"] or row["context"] or ""
    return (
        say(f"severity.{row['severity']}"),
        f"{row['check']} {labels.check(str(row['check']), say.language)}",
        row[say.language],
        formula(check) if check else "",
        row["left"],
        row["right"],
        row["difference"],
        place(row, say),
        " ".join(str(printed).split()),
        row[f"hint_{say.language}"] or "",
    )


def _shown(value: str | float | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else count(value)


def _notes(about: Record, unread: int, say: Words) -> list[tuple[str, str]]:
    notes = [
        (say("column.unit"), str(about["unit"])),
        (say("column.year"), str(about["year"])),
        (say("returns.report"), str(about["title"] or "")),
        (say("returns.made"), date.today().isoformat()),
        (say("returns.how"), say("returns.how_text")),
    ]
    if unread:
        notes.insert(3, (say("returns.unread"), counted(unread, say.language)))
    if about["abridged"]:
        notes.append((say("returns.note"), say("returns.abridged")))
    if about["synthetic"]:
        notes.append((say("returns.note"), say("site.synthetic")))
    return notes
