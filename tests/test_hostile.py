"""Any bytes at all end as a report or a refusal with a promised code, within time and memory."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from crossed import some
from harm import HARMFUL
from harm.office import file, parts, with_part
from hostile import CODES, Cost, Reader, is_clear
from hypothesis import given, settings
from hypothesis import strategies as st

from goidata.documents import html, tags
from goidata.documents.opening import open_document
from goidata.errors import Refusal
from goidata.intake.guarded import Guarded

SHARED = Path(__file__).parents[2] / "shared" / "reports"
SECONDS = 10
MEGABYTES = 500
# Of every property, in make test and in make test-long.
FEW, MANY = 18, int(os.environ.get("GOIDATA_HOSTILE", "60"))
LAYOUTS = ("tab rows", "glued", "html", "docx", "converter markdown", "xlsx", "pdf")
HEADS = (b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>",
         b"{\\rtf1", b"\xff\xfe", b"\xef\xbb\xbf", b"<?xml version='1.0'?>", b"| a |\n|---|\n",
         b"MIME-Version: 1.0\r\n")  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as started:
        yield started


def accept(cost: Cost) -> None:
    """What a user may meet, and no more."""
    assert cost.end in {"report", *CODES}, cost
    assert cost.seconds < SECONDS, cost
    assert cost.peak < MEGABYTES, cost


@cache
def real_files() -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(SHARED.glob("*.*")) if path.suffix != ".md")


many = pytest.mark.parametrize("examples", [FEW, pytest.param(MANY, marks=pytest.mark.long)])


@many
def test_any_bytes(reader: Reader, examples: int) -> None:
    @settings(max_examples=examples)
    @given(head=st.sampled_from(HEADS), rest=st.binary(max_size=3000))
    def bear(head: bytes, rest: bytes) -> None:
        accept(reader.read(head + rest, "file"))

    bear()


@many
def test_any_text_among_that_of_a_report(reader: Reader, examples: int) -> None:
    report = file("tab rows").decode()
    middle = len(report) // 2

    @settings(max_examples=examples)
    @given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=2000))
    def bear(text: str) -> None:
        accept(reader.read((report[:middle] + text + report[middle:]).encode(), "file.txt"))

    bear()


@many
@pytest.mark.parametrize("layout", LAYOUTS)
def test_changed_files(reader: Reader, layout: str, examples: int) -> None:
    source = random.Random(layout)
    for _ in range(examples // 3):
        accept(reader.read(changed(file(layout), source), "file"))


@pytest.mark.skipif(not SHARED.exists(), reason="the real reports are not here")
@many
def test_changed_real_files(reader: Reader, examples: int) -> None:
    source = random.Random(1)
    for _ in range(examples):
        data = source.choice(real_files())
        if source.random() < 0.3:  # the beginning of one and the end of another
            other = source.choice(real_files())
            data = data[: source.randrange(len(data))] + other[source.randrange(len(other)) :]
        accept(reader.read(changed(data, source), "file"))


@many
@pytest.mark.parametrize("layout", ["docx", "xlsx"])
def test_changed_parts_of_office_files(reader: Reader, layout: str, examples: int) -> None:
    source = random.Random(layout)
    for _ in range(examples // 3):
        part = source.choice([each for each in parts(file(layout)) if each.endswith(".xml")])
        data = with_part(file(layout), part, lambda content: changed(content, source))
        accept(reader.read(data, f"file.{layout}"))


def changed(data: bytes, source: random.Random) -> bytes:
    """The bytes with some of them flipped, lost, doubled or moved."""
    body = bytearray(data)
    for _ in range(source.randint(1, 8)):
        at, size = source.randrange(len(body) or 1), source.randint(1, 200)
        way = source.choice(["flip", "lose", "double", "cut", "swap", "digits"])
        if way == "flip":
            for index in range(at, min(at + size, len(body)), 7):
                body[index] ^= 1 << source.randrange(8)
        elif way == "lose":
            del body[at : at + size]
        elif way == "double":
            body[at:at] = body[at : at + size] * source.randint(1, 50)
        elif way == "cut" and source.random() < 0.2:
            del body[at:]
        elif way == "swap":
            other = source.randrange(len(body) or 1)
            body[at : at + size], body[other : other + size] = (
                body[other : other + size],
                body[at : at + size],
            )
        else:
            body[at:at] = str(source.randrange(10 ** source.randint(1, 40))).encode()
    return bytes(body)


# What is read, or refused, in a moment; make test-long and `python tests/reliability files` read
# all of them.
QUICK = {
    *("figures of thousands of digits", "digits of other scripts", "half of UTF-16"),
    *("surrogates alone", "broken GB 18030", "control characters", "letters that turn the order"),
    *("tabs", "nested tables", "spans", "spans of no number", "attributes"),
    *("unclosed quotes", "entities in a page", "an entity outside in a page"),
    *("a page of an encoding that is none", "a page that leads elsewhere"),
    *("messages in messages", "a message of broken base64", "entities in Word"),
    *("an entity outside in Word", "an entity of itself in Word", "Word with tables in tables"),
    *(
        "Word with fifty tables in tables",
        "Word with endless spans",
        "Word with no number as a span",
    ),
    *("Word with styles in a circle", "Word with broken letters", "Word without a text"),
    *("a cell far away", "cells of numbers that are none", "words that are not there"),
    *("an open sheet of rows without end", "an open sheet of broken markup"),
    *("an old workbook of records cut short", "an old workbook in a circle of sectors"),
    *("an old workbook that counts too many words", "PDF that holds itself"),
    *("PDF whose page is its own parent", "PDF of a vast picture"),
    "PDF whose table of places is a circle",
    *("PDF of widths without end", "PDF with a lock of its own", "archives in archives"),
    *("an archive that says its parts are vast", "an archive with a lock", "an archive cut short"),
    *("a part whose name is a command", "a picture that says it is vast"),
}


def test_sixty_files_and_more_are_made() -> None:
    assert len(HARMFUL) >= 60 and set(HARMFUL) >= QUICK


@pytest.fixture(scope="module")
def guarded() -> Iterator[Guarded]:
    started = Guarded()
    yield started
    started.end()


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(set(HARMFUL) - QUICK))
def test_files_that_need_limits_are_read_or_refused_in_a_line(guarded: Guarded, name: str) -> None:
    """As a load reads them; what each costs, `make reliability` measures."""
    refusal = guarded.read("file", "file", HARMFUL[name](), ()).refusal
    if refusal is not None:
        assert refusal.code in CODES
        assert all(is_clear(said) for said in (refusal.zh, refusal.en))


@pytest.mark.parametrize("name", some(sorted(QUICK), 2))
def test_files_made_to_harm(reader: Reader, name: str) -> None:
    cost = reader.read(HARMFUL[name](), "file")
    accept(cost)
    assert len(cost.detail.splitlines()) == (cost.end != "report")
    assert not any(unicodedata.category(each).startswith("C") for each in cost.detail)


@pytest.mark.parametrize("name", [each for each in HARMFUL if each.startswith("attributes")])
def test_a_tag_of_many_attributes_is_refused_before_it_is_parsed(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        html.read(HARMFUL[name](), "page.html")
    assert refused.value.code == "too_large"


@pytest.mark.parametrize(
    "page",
    [
        "<p " + " ".join(f"a{n}" for n in range(tags.MOST_ATTRIBUTES - 1)) + ">",
        "<script>for(i=0;i<n;i++){" + "word " * 5000 + "}</script>",
        "<!-- <p " + "word " * 5000 + " -->",
        "<p title='" + "word " * 5000 + "'>",
        "<p>" + "a < b " * 500 + "word " * 5000,
    ],
)
def test_words_are_not_taken_for_attributes(page: str) -> None:
    assert not tags.are_too_many(f"<html>{page}")


def test_over_fifty_megabytes_is_too_large(reader: Reader) -> None:
    assert reader.read(b"a" * (50 * 1024 * 1024 + 1), "file.txt").end == "too_large"


@pytest.mark.parametrize("name", ["an entity outside in Word", "an entity outside in a page"])
def test_nothing_of_the_machine_is_read_into_a_file(name: str) -> None:
    try:
        found = open_document(HARMFUL[name](), "file")
    except Refusal:
        return
    assert socket.gethostname() not in " ".join(line.text for line in found.lines)


def test_a_file_whose_name_steers_the_terminal_is_told_of_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "\x1b[2J\n\u202e.docx"
    file.write_bytes(HARMFUL["a part whose name is a command"]()[:5000])
    command = [sys.executable, "-m", "goidata", "parse", str(file)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode and len(done.stderr.splitlines()) == 1
    assert not any(sign in done.stdout + done.stderr for sign in ("\x1b", "\u202e"))
