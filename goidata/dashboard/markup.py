"""Text on its way into markup: nothing that a report or an address says is ever read as markup.

HTML stands in templates/, whose every value is escaped; what a chart reads as markup is made here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

_ADDRESS = re.compile(r"(https?:(?=//)|www(?=\.)|[\w.+-](?=@))", re.IGNORECASE)
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_TEMPLATES = Environment(
    loader=PackageLoader("goidata.dashboard"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_RANGE = re.compile(r"[^\s，,（(–]{1,24}–[^\s，,）)]{1,24}")
NAMELESS = "<extra></extra>"  # the end of a hover of Plotly that does not name its trace


# The one script that is put into a page with its HTML, always the same: the policy for scripts
# (server/headers.py) lets it through by its digest.
INTO_VIEW = "into_view.html"


def fill(template: str, **values: object) -> Markup:
    """A file of templates/ with `values` filled in, escaped where they are no markup themselves.

    UndefinedError where the template asks for a value that is not given.
    """
    return Markup(_TEMPLATES.get_template(template).render(values))


def unbroken(text: str) -> Markup:
    """`text` with its ranges (13–55) each on one line."""
    kept = _RANGE.sub(lambda found: f'<span class="g-even">{found[0]}</span>', html.escape(text))
    return Markup(kept)


_TEMPLATES.filters["unbroken"] = unbroken


def mark(name: str, *values: object) -> Markup:
    """A macro of templates/marks.html: a link, a tag, a line."""
    return Markup(getattr(_marks(), name)(*values))


@cache
def _marks() -> Any:
    return _TEMPLATES.get_template("marks.html").module


def escaped(text: object) -> str:
    """`text` for Plotly, which reads a part of HTML in its labels and hovers, and knows quotes by
    their numbers alone."""
    if isinstance(text, Markup):
        return str(text)
    told = html.escape(str(text), quote=False)
    return told.replace('"', "&#34;").replace("'", "&#39;")


def lines(texts: Iterable[object]) -> str:
    """Texts as lines of a label or hover of Plotly; what is empty takes no line."""
    return "<br>".join(escaped(text) for text in texts if text)


def bold(text: object) -> Markup:
    """`text` in bold, for Plotly."""
    return Markup(f"<b>{escaped(text)}</b>")


def plain(text: object) -> str:
    """`text` for a label that Streamlit reads as Markdown. An address is made a link there whatever
    is escaped in it; a joiner, which nobody sees, keeps it from being known for one."""
    unlinked = _ADDRESS.sub("\\1\u2060", " ".join(str(text).split()))
    return _PUNCTUATION.sub(r"\\\1", unlinked)


def web_address(url: str | None) -> str | None:
    """`url` where it is one of the web (http or https), else None."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
