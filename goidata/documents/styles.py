"""The styles of a web page: what its own sheets and its elements say of each element."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

import tinycss2
from cssselect import HTMLTranslator, SelectorError
from cssselect import parse as selectors_of
from lxml import etree
from lxml.html import HtmlElement

Declared = tuple[str, str, bool]  # property, value, and whether it is important
Weight = tuple[bool, tuple[int, int, int], int]  # importance, specificity, order

CONDITIONS = ("@media", "@supports", "@layer", "@container")  # around rules that may apply
ELSEWHERE = re.compile(r"\b(?:print|speech)\b|max-(?:device-)?width")  # than on a wide screen
COLOURED = re.compile(r"background|(?<![\w-])color\s*:")
TELLING = re.compile(  # properties that may hide, raise or strike out
    r"display|visibility|text-decoration|mso-|font-size|opacity|vertical-align|position|text-indent"
    r"|clip|margin-left|transform|max-height"
)
_TRANSLATOR = HTMLTranslator()


class Styles:
    """What the sheets within a page and the attributes of its elements declare; nothing is
    inherited."""

    def __init__(self, root: HtmlElement) -> None:
        self._root = root
        self._rules = [rule for style in root.iter("style") for rule in rules(style.text or "")]

    def of(self, element: HtmlElement) -> Mapping[str, str]:
        """What may hide, raise or strike out an element, by property."""
        return _merged(self._told.get(element, ()), element.get("style", ""))

    def colours_of(self, element: HtmlElement) -> Mapping[str, str]:
        """Its colour and background, by property, as far as they are declared."""
        return _merged(self._coloured.get(element, ()), element.get("style", ""))

    @cached_property
    def _told(self) -> Mapping[HtmlElement, list[tuple[Weight, Declared]]]:
        return self._found(TELLING)

    @cached_property
    def _coloured(self) -> Mapping[HtmlElement, list[tuple[Weight, Declared]]]:
        return self._found(COLOURED)

    def _found(self, wanted: re.Pattern[str]) -> dict[HtmlElement, list[tuple[Weight, Declared]]]:
        found: dict[HtmlElement, list[tuple[Weight, Declared]]] = {}
        for order, (selector, content) in enumerate(self._rules):
            if not wanted.search(content.lower()):
                continue
            for element, specificity in _matches(self._root, selector):
                for declared in declarations(content):
                    weight = declared[2], specificity, order
                    found.setdefault(element, []).append((weight, declared))
        return found


def rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and declarations of a sheet that apply on a wide screen."""
    opened: list[str] = []
    text = ""
    for piece in re.split(r"([{}])", _without_comments(sheet)):
        if piece == "{":
            opened.append(text.rpartition(";")[2].strip())
        elif piece == "}" and opened:
            selector = opened.pop()
            if text.strip() and not selector.startswith("@") and all(map(_applies, opened)):
                yield selector, text
        text = piece


def _without_comments(sheet: str) -> str:
    first, *others = sheet.replace("<!--", "").replace("-->", "").split("/*")
    return first + "".join(other.partition("*/")[2] for other in others)


def _applies(condition: str) -> bool:
    """Whether what stands within a condition of a sheet applies; names of other blocks do not."""
    condition = condition.lower()
    if not condition.startswith(CONDITIONS):
        return False
    return any(not ELSEWHERE.search(query) for query in condition.split(","))


@lru_cache(maxsize=2048)  # the cells of a page repeat a few styles
def declarations(text: str) -> tuple[Declared, ...]:
    """The declarations of a rule or of an attribute, in small letters."""
    found = tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True)
    return tuple(
        (each.lower_name, tinycss2.serialize(each.value).strip().lower(), each.important)
        for each in found
        if each.type == "declaration"
    )


@lru_cache(maxsize=1024)
def _paths(selectors: str) -> tuple[tuple[etree.XPath, tuple[int, int, int]], ...]:
    """Where each of the selectors leads, and how much it weighs; a list with a fault is none."""
    try:
        return tuple(
            (etree.XPath(_TRANSLATOR.selector_to_xpath(each)), each.specificity())
            for each in selectors_of(selectors)
            if each.pseudo_element is None
        )
    except (SelectorError, etree.XPathError):
        return ()


def _matches(
    root: HtmlElement, selectors: str
) -> Iterator[tuple[HtmlElement, tuple[int, int, int]]]:
    for path, specificity in _paths(selectors):
        found = path(root)
        assert isinstance(found, list)
        for element in found:
            assert isinstance(element, HtmlElement)
            yield element, specificity


def _merged(found: object, style: str) -> Mapping[str, str]:
    """What prevails of the sheets' declarations and of an element's own."""
    if not found and not style:
        return {}
    assert isinstance(found, list | tuple)
    own = (((each[2], (9**9, 0, 0), 0), each) for each in (declarations(style) if style else ()))
    ordered = sorted((*found, *own), key=lambda entry: entry[0])
    return {declared[0]: declared[1] for _, declared in ordered}
