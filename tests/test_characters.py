"""Reports in traditional characters: read as the same in simplified ones, and quoted as printed."""

from __future__ import annotations

import io
import json
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper.formats import LAYOUTS
from paper.sheets import paper_of
from worded import YEAR, Sentence, sentences

from goidata.documents.document import Document, Line, Place
from goidata.documents.opening import open_document
from goidata.extraction.characters import Characters, is_traditional, simplified
from goidata.extraction.reading import read
from goidata.extraction.report import Report
from goidata.form import edition
from goidata.regions.table import all_regions

HERE = Path(__file__).parent
FILES = ("bars.txt", "cell-a-line.txt", "edition-2019.txt", "tab-rows.txt", "wrapped.txt")
MADE = ("bars", "html", "docx", "tab rows, one line")
FIGURES = dict.fromkeys(edition("2021").fields, 0) | {
    "applications.received.natural_person": 23,
    "applications.received.total": 23,
    "applications.handled.granted.natural_person": 21,
    "applications.handled.granted.total": 21,
    "applications.handled_total.natural_person": 21,
    "applications.handled_total.total": 21,
    "applications.carried_out.natural_person": 2,
    "applications.carried_out.total": 2,
    "disclosure.fees": 12.5,
}
WORDS = (
    "全年主动公开政府信息812条，微信公众号发布信息95条。"
    "收到政府信息公开申请23件，办结21件，结转下年度继续办理2件。"
)


def declared() -> Characters:
    from goidata.declared import load
    from goidata.extraction.characters import CHARACTERS

    return load(CHARACTERS, Characters)


def _printing() -> dict[int, str]:
    table = declared()
    pairs = zip("".join(table.traditional), "".join(table.simplified), strict=True)
    return {ord(read): printed for printed, read in pairs}


PRINTING = _printing()


def in_traditional(data: bytes) -> bytes:
    """A text, a page or an archive of pages with its words in traditional characters."""
    if not data.startswith(b"PK"):
        code = _encoding(data)
        return data.decode(code).translate(PRINTING).encode(code)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.endswith("document.xml"):
                content = content.decode().translate(PRINTING).encode()
            new.writestr(entry, content)
    return out.getvalue()


def _encoding(data: bytes) -> str:
    try:
        data.decode()
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def both(data: bytes, name: str) -> tuple[Report, Report]:
    """A document as it is, and printed in traditional characters."""
    return read(data, name), read(in_traditional(data), name)


def said(report: Report) -> set[tuple[str, int | float, int]]:
    return {(claim.name, claim.value, claim.section) for claim in report.claims}


def assert_read_alike(plain: Report, printed: Report) -> None:
    assert printed.values == plain.values
    assert printed.edition == plain.edition
    assert said(printed) == said(plain)
    assert [s.number for s in printed.sections] == [s.number for s in plain.sections]
    kept = ("unit", "scope", "year", "region", "published")
    assert [getattr(printed.identity, name) for name in kept] == [
        getattr(plain.identity, name) for name in kept
    ]
    assert printed.formalities.labels == plain.formalities.labels


@pytest.mark.parametrize("name", FILES)
def test_a_report_says_the_same_in_traditional_characters(name: str) -> None:
    plain, printed = both((HERE / "layouts" / name).read_bytes(), name)
    assert_read_alike(plain, printed)
    expected = json.loads((HERE / "layouts" / name).with_suffix(".json").read_text("utf-8"))
    assert printed.values.keys() == plain.values.keys() and expected


@pytest.mark.parametrize("layout", MADE)
def test_whatever_it_is_printed_in(layout: str) -> None:
    paper = paper_of(FIGURES, year=YEAR)
    paper.parts[0].before = [WORDS]
    plain, printed = both(*LAYOUTS[layout](paper, random.Random(0)))
    assert_read_alike(plain, printed)
    assert printed.values["disclosure.fees"] == 12.5
    assert ("disclosed_items", 812, 1) in said(printed)


def test_it_is_quoted_as_printed() -> None:
    paper = paper_of(FIGURES, year=YEAR)
    paper.parts[0].before = [WORDS]
    plain, printed = both(*LAYOUTS["bars"](paper, random.Random(0)))
    assert [c.quote for c in printed.claims] == [c.quote.translate(PRINTING) for c in plain.claims]
    assert printed.identity.title == plain.identity.title.translate(PRINTING)
    assert "條" in printed.claims[0].quote and "報告" in printed.identity.title


@pytest.mark.parametrize("sentence", sentences()[::9], ids=lambda each: each.text[:24])
def test_sentences_say_the_same(sentence: Sentence) -> None:
    text = sentence.text
    paper = paper_of(dict.fromkeys(edition("2021").fields, 0), year=YEAR)
    paper.parts[0].before = [text]
    plain, printed = both(*LAYOUTS["bars"](paper, random.Random(0)))
    assert said(printed) == said(plain)


def test_a_few_characters_in_names_change_nothing() -> None:
    """乾 stands in names of places; a name or two in traditional characters make no such report."""
    names = "".join(region.name for region in all_regions())
    assert simplified(names) == names
    text = "乾县人民政府，經濟，" + "本单位继续完善工作制度，对公开内容逐条复核，并组织学习。" * 3
    assert not is_traditional(Document("x", "text", (Line(text, Place(line=1)),)))


@given(st.text())
def test_what_is_folded_is_as_long_and_folded_once(text: str) -> None:
    once = simplified(text)
    assert len(once) == len(text) and simplified(once) == once


def test_each_character_is_declared_once() -> None:
    table = declared()
    printed, kept = "".join(table.traditional), "".join(table.simplified)
    assert len(printed) == len(kept) == len(set(printed))
    assert set(printed).isdisjoint(kept)


def test_a_document_keeps_its_places() -> None:
    data = in_traditional((HERE / "layouts" / "bars.txt").read_bytes())
    document = open_document(data, "bars.txt")
    assert is_traditional(document)
