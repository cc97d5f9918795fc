"""The paper beside a figure: the page or the rows that it was read from, and the file itself."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd
import streamlit as st

from goidata.dashboard.answers import shared
from goidata.dashboard.figure import PLACE
from goidata.dashboard.markup import fill
from goidata.dashboard.panel import remarks
from goidata.dashboard.records import Record
from goidata.dashboard.visit import Stamp, Visit
from goidata.dashboard.whose import told
from goidata.intake.originals import Surroundings, surroundings
from goidata.store import originals

# Endings that a file is handed out under; what a browser would run as a page gets another.
ENDINGS = frozenset(
    {"pdf", "doc", "docx", "wps", "xls", "xlsx", "ods", "odt", "rtf", "txt", "md", "png", "jpg"}
)
_UNSAFE, _LONGEST = re.compile(r"[^\w（）-]+"), 80
MIME = "application/octet-stream"


def beside(visit: Visit, known: Mapping[str, Any], cell: Record | None) -> None:
    """What stands around the figure `cell` in the original, and the original to be taken away; in
    one line that it is not kept, where it is not."""
    path, digest = Path(visit.stamp[0]), str(known["sha256"])
    if not originals.is_kept(path, digest):
        remarks([visit.say("original.none")])
        return
    if cell is not None:
        _surroundings(visit, known, cell)
    st.download_button(
        visit.say("original.get"),
        data=lambda: originals.content(path, digest) or b"",
        file_name=_name(visit, known),
        mime=MIME,
        key="original-get",
        on_click="ignore",
        icon=":material/description:",
    )


def _surroundings(visit: Visit, known: Mapping[str, Any], cell: Record) -> None:
    place = {part: _number(cell.get(key)) for part, key in PLACE.items()}
    if not any(place.values()):
        remarks([visit.say("original.placeless")])
        return
    asked = (str(known["sha256"]), str(known["file"]), tuple(place.items()), str(cell["raw"] or ""))
    found = _shown(visit.stamp, *asked)
    if found is None or not (found.page or found.rows):
        remarks([visit.say("original.not_shown")])
        return
    said = visit.say("original.page" if found.page else "original.rows")
    if found.page:
        picture = visit.say("original.picture", page=place["page"])
        if found.part:
            _picture(found.part, picture)
        with st.expander(visit.say("original.whole"), expanded=not found.part):
            _picture(found.page, picture)
    else:
        html = fill("original.html", title=said, rows=found.rows, is_table=found.is_table)
        st.html(html)
    remarks([] if found.marked else [visit.say("original.unmarked")])


def _picture(content: bytes, said: str) -> None:
    st.html(fill("picture.html", content=b64encode(content).decode(), said=said))


def _number(found: Any) -> int | None:
    return None if found is None or pd.isna(found) else int(found)


@shared
def _shown(
    stamp: Stamp, digest: str, file: str, place: tuple[tuple[str, int | None], ...], raw: str
) -> Surroundings | None:
    data = originals.content(Path(stamp[0]), digest)
    name = PurePosixPath(file).name
    return None if data is None else surroundings(data, name, dict(place), raw)


def _name(visit: Visit, known: Mapping[str, Any]) -> str:
    """Whose report it is, with an ending under which no browser takes the file for a page."""
    ending = PurePosixPath(str(known["file"])).suffix.lower().lstrip(".")
    said = visit.say("original.file", unit=told(visit, known), year=known["year"])
    return f"{_UNSAFE.sub('-', said)[:_LONGEST]}.{ending if ending in ENDINGS else 'txt'}"
