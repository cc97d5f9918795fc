"""Word files (.docx): paragraphs and tables in order, each merged cell once, at its origin.

Text boxes, nested tables and inserted text are read; deleted text is not.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Mapping
from copy import copy
from functools import partial

from lxml import etree

from goidata.documents import archive, word_sight
from goidata.documents.document import Document, Picture
from goidata.documents.wordprocessing import (
    POSITION,
    R_PR,
    UNSEEN,
    VAL,
    VERT_ALIGN,
    R,
    W,
    Walker,
)
from goidata.errors import Refusal

MOST_TAGS = 600_000  # of one part; a long report takes a tenth
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # the same names in strict files
STRICT_R = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
MAIN, OFFICE = "word/document.xml", "/officeDocument"
BODY = f"{W}body"
LOOKS = *UNSEEN, VERT_ALIGN, POSITION, f"{W}color"  # of a style, which tell what is seen
STYLE, R_STYLE = f"{W}style", f"{W}rStyle"


def read(data: bytes, name: str) -> Document:
    """The body of a .docx file; raises Refusal `damaged` or `too_large`."""
    with archive.open_archive(data, name) as parts:
        main = _main_part(parts, name)
        content = archive.part(parts, main, name)
        media = _media(parts, main, name) if b"blip" in content or b"imagedata" in content else {}
        styles = _styles(parts, main, name) if b"rStyle" in content else {}
    content = content.replace(STRICT, W[1:-1].encode()).replace(STRICT_R, R[1:-1].encode())
    body = _parsed(content, name).find(BODY)
    if body is None:
        raise _damaged(name)
    if styles:
        _apply(styles, body)
    word_sight.mark(body)
    walker = Walker(bool(media))
    walker.walk(body)
    pictures = tuple(
        Picture(place, partial(_unpacked, data, media[key], name))
        for key, place in walker.pictures.items()
        if key in media
    )
    return Document(name, "word", tuple(walker.blocks), pictures=pictures)


def _main_part(parts: zipfile.ZipFile, name: str) -> str:
    """Where in the archive the text stands, as its relationships say."""
    if MAIN in parts.namelist():
        return MAIN
    relations = _parsed(archive.part(parts, "_rels/.rels", name), name)
    targets = (r.get("Target", "") for r in relations if r.get("Type", "").endswith(OFFICE))
    return next(targets, MAIN).lstrip("/")


def _media(parts: zipfile.ZipFile, main: str, name: str) -> Mapping[str, str]:
    """Where in the archive each picture stands, by the key that the text calls it by."""
    folder, _, file = main.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    if relations not in parts.namelist():
        return {}
    entries = _parsed(archive.part(parts, relations, name), name)
    return {
        entry.get("Id", ""): posixpath.normpath(
            posixpath.join("/", folder, entry.get("Target", ""))
        ).lstrip("/")
        for entry in entries
        if entry.get("Type", "").endswith("/image") and entry.get("TargetMode") != "External"
    }


def _styles(parts: zipfile.ZipFile, main: str, name: str) -> Mapping[str, list[etree._Element]]:
    """What the styles of characters hide, strike out, raise or lower, by style."""
    path = f"{main.rpartition('/')[0]}/styles.xml"
    if path not in parts.namelist():
        return {}
    content = archive.part(parts, path, name).replace(STRICT, W[1:-1].encode())
    found: dict[str, list[etree._Element]] = {}
    for style in _parsed(content, name).iter(STYLE):
        properties = style.find(R_PR)
        if properties is not None:
            told = [each for each in properties if each.tag in LOOKS]
            if told:
                found[style.get(f"{W}styleId", "")] = told
    return found


def _apply(styles: Mapping[str, list[etree._Element]], body: etree._Element) -> None:
    """Writes what a style of characters says beside its name, where the text itself says nothing
    of the kind."""
    for properties in list(body.iter(R_PR)):
        style = properties.find(R_STYLE)
        for told in styles.get(style.get(VAL, ""), ()) if style is not None else ():
            if properties.find(told.tag) is None:
                properties.append(copy(told))


def _unpacked(data: bytes, path: str, name: str) -> bytes:
    with archive.open_archive(data, name) as parts:
        return archive.part(parts, path, name)


def _parsed(content: bytes, name: str) -> etree._Element:
    """A part as XML, nothing outside it fetched and no entity expanded. How deep elements may lie
    within each other, and how many attributes one has, the parser bounds by itself."""
    if content.count(b"<") > MOST_TAGS:
        raise archive.too_large(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        raise _damaged(name) from error


def _damaged(name: str) -> Refusal:
    return Refusal.of("damaged.word", name=name)
