"""Text on its way into markup: nothing that a report or an address says is ever read as markup."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def escaped(text: object) -> str:
    """`text` for HTML, and for Plotly, which reads a part of HTML in its labels and hovers."""
    return html.escape(str(text), quote=True)


def plain(text: object) -> str:
    """`text` for a label that Streamlit reads as Markdown."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(str(text).split()))


def web_address(url: str | None) -> str | None:
    """`url` where it is one of the web (http or https), else None."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
