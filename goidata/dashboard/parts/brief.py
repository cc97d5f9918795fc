"""简报: the buttons that make a brief of what is selected; for any page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from goidata.dashboard.briefs.brief import Brief
from goidata.dashboard.briefs.contents import contents
from goidata.dashboard.briefs.document import document_bytes
from goidata.dashboard.briefs.page import page_bytes
from goidata.dashboard.briefs.sheets import sheets_bytes
from goidata.dashboard.briefs.slides import slides_bytes
from goidata.dashboard.downloads import MIME, address_here
from goidata.dashboard.headline import Headline, headline
from goidata.dashboard.panel import heading
from goidata.dashboard.visit import Visit
from goidata.tables.export import file_name

Writer = Callable[[Brief], bytes]
WRITERS: dict[str, Writer] = {
    "html": page_bytes,
    "docx": document_bytes,
    "pptx": slides_bytes,
    "xlsx": sheets_bytes,
}


def brief(visit: Visit) -> None:
    """One button a format; the file is made once its button is clicked."""
    say, head = visit.say, headline(visit)
    selection = head.selection if head else visit.selection
    region = visit.region_name(visit.selection.region)
    subject = say("brief.subject") + (f"-{head.year}" if head else "")
    with st.container(key="brief"):
        heading(say("brief.heading"), say("brief.beneath"))
        with st.container(horizontal=True, key="brief-files"):
            for kind, write in WRITERS.items():
                st.download_button(
                    say(f"brief.{kind}", kind=kind.upper()),
                    data=_maker(visit, head, write),
                    file_name=file_name(selection, subject, kind, visit.language, region),
                    mime=MIME[kind],
                    key=f"brief-{kind}",
                    on_click="ignore",
                )


def _maker(visit: Visit, head: Headline | None, write: Writer) -> Callable[[], bytes]:
    here = address_here()
    return lambda: write(contents(visit, head, here, date.today()))
