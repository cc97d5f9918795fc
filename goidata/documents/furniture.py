"""What of a web page is the report: its body, what the page says of itself, what is not seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from goidata.form.ordinals import OF_SECTIONS

UNSEEN = (  # hidden, or struck out
    r"display\s*:\s*none|visibility\s*:\s*hidden|text-decoration[\w-]*\s*:[^;{}]*line-through"
    r"|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])"
)
HIDDEN = re.compile(UNSEEN, re.IGNORECASE)
ORDINAL = re.compile(rf"\s*[{OF_SECTIONS}]\s*、")
SKIPPED = frozenset(
    "script style noscript template head iframe object svg select button del s strike".split()
)
LONGEST_HEADING = 70  # characters

# What the guideline for government sites (国办发〔2017〕47号) has pages say of themselves.
META = {"articletitle": "标题", "pubdate": "发布日期", "contentsource": "来源", "url": "网址"}


def drop_hidden(root: HtmlElement) -> None:
    """Takes away what is hidden or struck out, scripts and styles."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        hidden = HIDDEN.search(element.get("style", "")) or element.get("hidden") is not None
        if element is not root and (hidden or (element.tag in SKIPPED and element.tag != "head")):
            element.drop_tree()


def said_of_itself(root: HtmlElement) -> Iterator[tuple[str, str]]:
    """What the page says of itself outside its body: title, date, source."""
    said: dict[str, str] = {}
    for element in root.iter("meta"):
        label = META.get(element.get("name", "").lower())
        if label and element.get("content", "").strip():
            said.setdefault(label, element.get("content").strip())
    for title in root.iter("title"):
        if title.text and title.text.strip():
            said.setdefault("标题", title.text.strip())
    yield from said.items()


def headings(root: HtmlElement, body: HtmlElement) -> Iterator[str]:
    """The headings that stand in front of the body: the title may be one of them."""
    for heading in root.iter("h1", "h2"):
        if any(ancestor is body for ancestor in (heading, *heading.iterancestors())):
            return
        text = re.sub(r"\s+", "", heading.text_content())
        if 0 < len(text) <= LONGEST_HEADING:
            yield text


def body_of(root: HtmlElement) -> HtmlElement:
    """The smallest element that holds every table of figures and every heading with an ordinal."""
    marks = [element for element in root.iter("table") if is_grid(element)]
    for element in root.iter("p", "div", "span", "h1", "h2", "h3", "h4", "strong", "b", "li"):
        if ORDINAL.match(element.text or ""):
            marks.append(element)
    if not marks:
        return root
    chains = [[*mark.iterancestors()][::-1] for mark in marks]
    common = root
    for level in zip(*chains, strict=False):
        if any(element is not level[0] for element in level):
            break
        common = level[0]
    return common


def is_grid(table: HtmlElement) -> bool:
    """Whether a table sets out data; one that holds tables, or one cell, sets out the page."""
    if next((t for t in table.iter("table") if t is not table), None) is not None:
        return False
    cells = sum(1 for _ in table.iter("td", "th"))
    return cells > 2
