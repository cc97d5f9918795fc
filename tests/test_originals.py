"""Originals of reports: kept beside the database, and what stands in one around a figure."""

from __future__ import annotations

import io
import random
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pdfplumber
import pytest
from crossed import some
from paper.figures import CHARACTERS, consistent_figures
from paper.formats import LAYOUTS
from paper.sheets import paper_of

from goidata.documents.pdf_places import box_of
from goidata.documents.surroundings import around
from goidata.extraction.reading import read
from goidata.extraction.report import State
from goidata.intake.loading import load
from goidata.intake.originals import surroundings
from goidata.store import originals

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "data" / "reports" / "pingtan-2023.txt"
YEAR = 2023


def printed(layout: str, seed: int = 5) -> tuple[bytes, str]:
    source = random.Random(seed)
    figures = consistent_figures(source, "2021", CHARACTERS[sorted(CHARACTERS)[0]])
    return LAYOUTS[layout](paper_of(figures, YEAR, "2021"), source)


def goidata(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "goidata", *map(str, words), "--lang", "en"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def kept_files(database: Path) -> dict[str, bytes]:
    folder = originals.folder(database)
    return {each.name: each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_reports_are_kept_by_their_content_and_what_is_refused_is_not(tmp_path: Path) -> None:
    held, odd, database = tmp_path / "in" / "a.txt", tmp_path / "in" / "b.txt", tmp_path / "x.db"
    held.parent.mkdir()
    held.write_bytes(REPORT.read_bytes())
    odd.write_text("no report at all, but a text of some length " * 9)
    said = goidata("load", held.parent, "--db", database, "--keep")
    content = REPORT.read_bytes()
    assert "1 original kept" in said.stdout
    assert kept_files(database) == {sha256(content).hexdigest(): content}
    assert originals.content(database, sha256(content).hexdigest()) == content


def test_a_report_held_before_is_kept_when_it_is_loaded_again(tmp_path: Path) -> None:
    database = tmp_path / "x.db"
    load([REPORT], database)
    assert kept_files(database) == {}
    assert load([REPORT], database, keep=True).kept == 1
    (file,) = (each for each in originals.folder(database).rglob("*") if each.is_file())
    before = file.stat().st_mtime_ns
    assert load([REPORT], database, keep=True).kept == 1
    assert file.stat().st_mtime_ns == before, "what is kept is never written again"


def test_a_load_of_the_folder_passes_the_originals_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(REPORT.read_bytes())
    database = tmp_path / "x.db"
    load([tmp_path], database, keep=True)
    again = load([tmp_path], database)
    assert (again.read, again.skipped, again.refused) == (0, 1, [])


def test_doctor_counts_originals_and_finds_the_one_that_is_another(tmp_path: Path) -> None:
    database, copy = tmp_path / "x.db", tmp_path / "copy.db"
    load([REPORT], database, keep=True)
    assert "1 original kept of 1 report" in goidata("doctor", database).stdout
    assert "with 1 original" in goidata("backup", copy, "--db", database).stdout
    assert kept_files(copy) == kept_files(database)
    (digest,) = kept_files(database)
    file = originals.folder(database) / digest[:2] / digest
    file.chmod(0o644)
    file.write_bytes(b"<script>another</script>")
    assert originals.content(database, digest) is None
    found = goidata("doctor", database)
    assert found.returncode == 1 and "not what was loaded" in found.stderr


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63 + "/"])
def test_nothing_is_opened_but_by_a_digest(tmp_path: Path, digest: str) -> None:
    database = tmp_path / "x.db"
    load([REPORT], database, keep=True)
    assert not originals.is_kept(database, digest)
    assert originals.content(database, digest) is None


@pytest.mark.parametrize(
    "layout", some(["docx", "xlsx", "html", "bars", "tab rows", "cell a line, tab"], 2)
)
def test_the_cell_marked_among_the_rows_is_the_one_that_was_read(layout: str) -> None:
    data, name = printed(layout)
    figures = [f for f in read(data, name).figures.values() if f.state is State.NUMBER]
    assert len(figures) > 150
    for figure in random.Random(1).sample(figures, 12):
        assert figure.place is not None
        told = around(data, name, figure.place, figure.raw)
        marked = [text for row in told["rows"] for text, on in row if on]
        assert marked == [figure.raw] and told["marked"]


@pytest.mark.parametrize("layout", ["pdf", "pdf without rules"])
def test_the_frame_on_the_page_holds_what_was_read(layout: str) -> None:
    data, name = printed(layout)
    figures = [f for f in read(data, name).figures.values() if f.state is State.NUMBER]
    with pdfplumber.open(io.BytesIO(data)) as file:
        for figure in random.Random(2).sample(figures, 4):
            assert figure.place is not None and figure.place.page is not None
            box = box_of(data, figure.place, figure.raw)
            assert box is not None
            inside = file.pages[figure.place.page - 1].crop(box).extract_text()
            assert "".join(inside.split()) == figure.raw


def test_a_page_is_drawn_by_a_process_of_its_own_and_a_broken_file_is_not_shown() -> None:
    data, name = printed("pdf")
    figure = read(data, name).figures["applications.received.total"]
    assert figure.place is not None
    place = figure.place._asdict()
    found = surroundings(data, name, place, figure.raw)
    assert found is not None and found.marked and found.part and found.page
    assert found.part.startswith(b"\x89PNG") and len(found.part) < len(found.page)
    assert surroundings(data[:400], name, place, figure.raw) is None
