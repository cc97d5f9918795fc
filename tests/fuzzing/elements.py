"""Bytes as elements: each names a piece of XML, so that whatever is drawn is well formed, and a
change of a byte is a change of an element, its place, or what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

OPEN, TEXT, ATTRIBUTE, CLOSE = range(4)  # what a byte does, by its two highest bits
SMALL = 63


@dataclass(frozen=True, slots=True)
class Markup:
    """What elements, attributes, values and words there are to choose from; up to 64 of each.
    `around` are the elements that everything stands in."""

    around: Sequence[str]
    tags: Sequence[str]
    attributes: Sequence[str]
    values: Sequence[str]
    words: Sequence[str]

    def told(self, data: bytes) -> bytes:
        """The XML that bytes name."""
        root = etree.Element(self.around[0])
        at = root
        for tag in self.around[1:]:
            at = etree.SubElement(at, tag)
        least, last = at, at
        told = iter(data)
        for byte in told:
            kind, which = byte >> 6, byte & SMALL
            if kind == OPEN:
                at = last = etree.SubElement(at, self.tags[which % len(self.tags)])
            elif kind == CLOSE:
                for _ in range(which % 8 + 1):
                    at = at if at is least else at.getparent()
            elif kind == TEXT:
                _say(at, self.words[which % len(self.words)])
            elif kind == ATTRIBUTE:
                value = self.values[next(told, 0) % len(self.values)]
                last.set(self.attributes[which % len(self.attributes)], value)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    def named(self, content: bytes) -> bytes:
        """Bytes that name the elements of an XML part, to begin with; what there is no name for is
        left out."""
        at = etree.fromstring(content)
        for tag in self.around[1:]:
            at = at.find(tag)
        return bytes(byte for child in at for byte in self._bytes(child))

    def _bytes(self, element: etree._Element) -> Iterator[int]:
        known = element.tag in self.tags
        if known:
            yield OPEN << 6 | self.tags.index(element.tag)
            for name, value in element.attrib.items():
                if name in self.attributes and value in self.values:
                    yield ATTRIBUTE << 6 | self.attributes.index(name)
                    yield self.values.index(value)
        if element.text and element.text in self.words:
            yield TEXT << 6 | self.words.index(element.text)
        for child in element:
            yield from self._bytes(child)
        if known:
            yield CLOSE << 6


def _say(element: etree._Element, word: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + word
    else:
        element.text = (element.text or "") + word
