"""Files of many pages: how far they are shows, each page has its time, and what is beyond a bound
is told and never passed over."""

from __future__ import annotations

import importlib.util
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import made
import pytest
from click.testing import CliRunner
from paper import portable
from paper.figures import consistent_figures, light
from paper.sheets import paper_of

from goidata.checks import Outcome, run
from goidata.checks.wording import message
from goidata.cli import app
from goidata.documents import headway, recognition
from goidata.documents.apart import lines_apart
from goidata.documents.document import Document, Picture, Place, Unseen
from goidata.documents.drawn import MOST_PAGES
from goidata.documents.headway import Headway, watched
from goidata.extraction.pictured import not_looked_at
from goidata.intake.guarded import Guarded, Limits
from goidata.store.database import connect
from goidata.store.restoring import restored

BEYOND = 3  # pages more than are looked at
installed = pytest.mark.skipif(
    not all(map(importlib.util.find_spec, recognition.NEEDED)), reason="goidata[ocr] is not here"
)


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two scans of one report; behind one are empty pages until there are too many."""
    from PIL import Image

    pdfium = pytest.importorskip("pypdfium2")
    paper = paper_of(consistent_figures(random.Random(4), "2021", light))
    document = pdfium.PdfDocument(portable.file(paper, random.Random(4))[0])
    printed = [document[n].render(scale=2.1).to_pil() for n in range(len(document))]
    empty = Image.new("L", (200, 300), 255)
    folder = tmp_path_factory.mktemp("scans")
    for name, count in (("短", 0), ("长", MOST_PAGES + BEYOND - len(printed))):
        first, *others = printed + [empty] * count
        first.save(folder / f"{name}.pdf", save_all=True, append_images=others, resolution=150)
    return folder


def test_lines_of_a_process_come_until_it_ends() -> None:
    found = list(lines_apart("json.tool", b'{"a": 1}', 30))
    assert [line.strip() for line in found] == [b"{", b'"a": 1', b"}"]


def test_a_process_that_fails_is_told_after_its_lines() -> None:
    with pytest.raises(subprocess.CalledProcessError) as failed:
        list(lines_apart("json.tool", b"{", 30))
    assert failed.value.returncode > 0


def test_each_line_has_its_own_time() -> None:
    words = ("-n1", "-r1", "-s", "import time", "print(1, flush=True); time.sleep(60)")
    found = []
    with pytest.raises(subprocess.TimeoutExpired):
        for line in lines_apart("timeit", b"", 5, *words):
            found.append(line.strip())
    assert found == [b"1"]


def test_who_watches_sees_how_far_files_are_until_their_last_page() -> None:
    headway.tell("nobody.pdf", 1, 9)
    with watched() as seen:
        assert seen() == []
        other = "from goidata.documents import headway; headway.tell('other.pdf', 3, 9)"
        subprocess.run([sys.executable, "-c", other], check=True)
        headway.tell("own.pdf", 1, 2)
        assert set(seen()) == {Headway("other.pdf", 3, 9), Headway("own.pdf", 1, 2)}
        headway.tell("own.pdf", 2, 2)
        assert seen() == [Headway("other.pdf", 3, 9)]
    assert headway.FOLDER not in os.environ


def test_pictures_beyond_a_bound_are_told_where_something_lacks() -> None:
    most = recognition.MOST_PICTURES
    pictures = tuple(Picture(Place(page=n), bytes) for n in range(most + 2))
    document = Document("x.docx", "word", (), pictures=pictures)
    told = not_looked_at(document, complete=False)
    assert told == (Unseen("pictures", most + 1, most + 2) if recognition.is_installed() else None)
    assert not_looked_at(document, complete=True) is None
    few = replace(document, pictures=pictures[:most])
    assert not_looked_at(few, complete=False) is None


def test_what_lacks_may_stand_on_pages_that_nobody_looked_at() -> None:
    lacking = replace(made.report(), sections=(), edition=dict.fromkeys(made.report().edition))
    told = replace(lacking.formalities, unseen=Unseen("pages", 41, 45))
    for report, outcome in [
        (lacking, Outcome.FAILS),
        (replace(lacking, formalities=told), Outcome.UNDETERMINED),
    ]:
        found = {each.check: each.outcome for each in run(report)}
        assert (found["STR-SECTIONS"], found["STR-TABLES"]) == (outcome, outcome)


@pytest.mark.ocr
@installed
@pytest.mark.skipif(sys.platform == "win32", reason="has no such terminal")
def test_pages_beyond_a_bound_are_named_and_those_before_show_as_they_are_read(
    scans: Path, tmp_path: Path
) -> None:
    shown = on_a_terminal(["load", scans / "长.pdf", "--db", tmp_path / "x.db"], tmp_path)
    told = [int(n) for n in re.findall(rf"长\.pdf 已识别 (\d+)/{MOST_PAGES} 页", shown)]
    # Which are drawn depends on how fast they are read: empty ones pass between two drawings.
    assert len(set(told)) > 1 and told == sorted(told) and max(told) <= MOST_PAGES
    with closing(connect(tmp_path / "x.db")) as db:
        report = restored(db, 1)
        assert report.formalities.unseen == Unseen("pages", MOST_PAGES + 1, MOST_PAGES + BEYOND)
        sql = "SELECT outcome, severity FROM finding WHERE check_id = 'STR-PAGES'"
        assert db.execute(sql).fetchall() == [("fails", "warning")]
    assert report.counts["number"] > 100
    (found,) = [each for each in run(report) if each.check == "STR-PAGES"]
    for language in ("zh", "en"):
        assert str(MOST_PAGES + 1) in message(found, language)
        assert str(MOST_PAGES + BEYOND) in message(found, language)


@pytest.mark.ocr
@installed
@pytest.mark.skipif(sys.platform == "win32", reason="has no such terminal")
def test_pages_show_on_a_terminal_alone(scans: Path, tmp_path: Path) -> None:
    words = ["check", scans / "短.pdf"]
    assert "短.pdf 已识别 1/" in on_a_terminal(words, tmp_path)
    piped = CliRunner().invoke(app, [*map(str, words), "--lang", "zh"])
    assert "已识别" not in piped.output


def on_a_terminal(words: Sequence[object], folder: Path) -> str:
    """What a command shows on a terminal."""
    import pty

    process, terminal = pty.fork()
    if not process:
        os.environ |= {"TERM": "xterm", "COLUMNS": "150", "GOIDATA_DB": str(folder / "no.db")}
        os.execv(
            sys.executable, [sys.executable, "-m", "goidata", *map(str, words), "--lang", "zh"]
        )
    shown = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # it has ended
            part = b""
        if not part:
            break
        shown += part
    os.close(terminal)
    os.waitpid(process, 0)
    return shown.decode(errors="replace")


@pytest.mark.ocr
@installed
def test_pages_take_none_of_the_time_that_a_reader_may_wait(scans: Path) -> None:
    file, waiting = scans / "短.pdf", 4.0
    one, begun = Guarded(Limits(waiting=waiting)), time.monotonic()
    found = one.read(str(file), file.name, file.read_bytes(), ())
    one.end()
    assert found.refusal is None and time.monotonic() - begun > waiting
