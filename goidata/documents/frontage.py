"""What a web page says around its body: where it was published, and lines with dates before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)\s*(\S{1,500}?)\s*-->", re.IGNORECASE)
FRONT = 4096  # characters of a page among which a browser says where it was saved from
DATE = re.compile(r"20\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}")
LONGEST = 200  # characters of a line that may be a portal's
MOST = 12  # such lines, the last before the body
PARTS = frozenset("div p li ul tr table section header h1 h2 h3 h4 dl dd form body".split())
NAMES = frozenset(["og:url", "url"])


def addresses_in(page: str, root: HtmlElement) -> Iterator[str]:
    """The addresses under which a page says that it stands, the surest first: what it calls its
    own, where a browser saved it from, what its links are relative to."""
    found = [each.get("href", "") for each in root.iter("link") if _is_canonical(each)]
    found += [
        each.get("content", "")
        for each in root.iter("meta")
        if (each.get("property") or each.get("name") or "").lower() in NAMES
    ]
    found += SAVED_FROM.findall(page[:FRONT])
    found += [each.get("href", "") for each in root.iter("base")]
    yield from (address.strip() for address in found if _is_address(address.strip()))


def _is_canonical(link: HtmlElement) -> bool:
    return "canonical" in link.get("rel", "").lower()


def _is_address(text: str) -> bool:
    try:
        return urlsplit(text).scheme in ("http", "https")
    except ValueError:
        return False


def lines_before(body: HtmlElement) -> list[str]:
    """The lines that hold a date among those right before the body of a page, in their order: a
    portal prints there when and by whom a report was published."""
    return list(islice(_dated(body), MOST))[::-1]


def _dated(body: HtmlElement) -> Iterator[str]:
    """From the body upwards and backwards."""
    for element in (body, *body.iterancestors()):
        for before in element.itersiblings(preceding=True):
            yield from reversed([line for line in _lines(before) if DATE.search(line)])


def _lines(element: HtmlElement) -> list[str]:
    """The lines of an element, cut where its parts begin and end."""
    lines = [""]
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if part.tag in PARTS:
            lines.append("")
        if event == "start":
            lines[-1] += part.text or ""
        elif part is not element:
            lines[-1] += part.tail or ""
    joined = (re.sub(r"\s+", " ", line).strip() for line in lines)
    return [line for line in joined if 0 < len(line) <= LONGEST]
