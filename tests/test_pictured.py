"""Reports as pictures: what is drawn is what is compared, made again from its seed, and read."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from itertools import pairwise
from math import gcd
from pathlib import Path

import pytest
from pictured import measuring, telling
from pictured.fonts import families
from pictured.grid import MARGIN, SIZE, Page
from pictured.mishaps import MISHAPS
from pictured.sheet import FOOT
from pictured.specimens import HARMS, LOOKS, RESOLUTIONS, SEAL, Specimen, laid, made

from goidata.documents import recognition
from goidata.documents.document import Place
from goidata.extraction.report import Figure, State

SEEDS = range(12)
ROOT = Path(__file__).resolve().parents[1]
drawable = pytest.mark.skipif(
    not families() or importlib.util.find_spec("PIL") is None,
    reason="no letters to draw Chinese with, or nothing to draw",
)
readable = pytest.mark.skipif(
    not families() or not all(map(importlib.util.find_spec, recognition.NEEDED)),
    reason="goidata[ocr] or a font is not here",
)


@drawable
@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_stands_once_on_a_page(seed: int) -> None:
    paper, _, pages, _ = laid(Specimen(seed))
    placed = [name for page in pages for name in page.figures]
    assert len(placed) == len(set(placed))
    assert set(placed) == {name for name, value in paper.truth.items() if value is not None}
    for page in pages:
        for part in page.figures.values():
            assert MARGIN <= part.left < part.right <= SIZE[0] - MARGIN
            assert MARGIN <= part.top < part.bottom <= SIZE[1] - FOOT / 2


@drawable
def test_a_specimen_is_made_again_from_its_seed() -> None:
    specimen = next(each for each in map(Specimen, range(99)) if each.harm == SEAL)
    one, other = made(specimen), made(specimen)
    assert one.covered and (one.truth, one.covered) == (other.truth, other.covered)
    assert _pixels(one.data) == _pixels(other.data)


def _pixels(data: bytes) -> list[bytes]:
    """The pictures within a PDF as they are kept."""
    return [part.split(b"endstream")[0] for part in data.split(b"stream") if b"\xff\xd8" in part]


def test_seeds_that_follow_each_other_go_through_every_kind() -> None:
    sizes = [len(HARMS), len(RESOLUTIONS), len(LOOKS)]
    assert all(gcd(a, b) == 1 for a in sizes for b in sizes if a != b)
    every = {(s.harm, s.resolution, s.look) for s in map(Specimen, range(7 * 4 * 3))}
    assert len(every) == 7 * 4 * 3


@pytest.mark.parametrize("name", MISHAPS)
def test_a_mishap_keeps_its_pages_apart_or_puts_two_together(name: str) -> None:
    image = pytest.importorskip("PIL.Image")
    import random

    pages = [image.new("RGB", (210, 297), "white") for _ in range(3)]
    shown = MISHAPS[name](pages, random.Random(1))
    assert len(shown) == (2 if name == "facing pages" else 3)


@pytest.mark.parametrize(
    ("figure", "true", "outcome"),
    [
        (Figure(3, State.NUMBER), 3, measuring.READ),
        (Figure(3, State.NUMBER), 8, measuring.WRONG),
        (Figure(3, State.NUMBER), None, measuring.WRONG),
        (Figure(None, State.RECOGNISED, candidates=(3,)), 3, measuring.RECOGNISED),
        (Figure(None, State.RECOGNISED, candidates=(3,)), 8, measuring.MISTAKEN),
        (Figure(None, State.RECOGNISED, candidates=(3,)), None, measuring.MISTAKEN),
        (Figure(None, State.AMBIGUOUS, candidates=(3,)), 3, measuring.OPEN),
        (Figure(None, State.MISSING), 3, measuring.OPEN),
        (Figure(None, State.BLANK), None, None),
    ],
)
def test_what_became_of_a_figure(figure: Figure, true: int | None, outcome: str | None) -> None:
    assert measuring.outcome(figure, true) == outcome


def test_results_are_kept_and_of_another_version_not(tmp_path: Path) -> None:
    result = measuring.Result(4, {"a.b": measuring.READ}, ("a.b",), 2, 6.5)
    measuring.keep(tmp_path, result)
    assert measuring.kept(tmp_path, Specimen(4)) == result
    assert measuring.kept(tmp_path, Specimen(5)) is None
    file = tmp_path / "4.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "version": "other"}))
    assert measuring.kept(tmp_path, Specimen(4)) is None


def test_the_document_has_one_part_about_pictures() -> None:
    good = measuring.Result(0, {"disclosure.fees": measuring.RECOGNISED}, (), 2, 6.0)
    bad = replace(good, seed=6, became={"review.total": measuring.WRONG}, covered=("review.total",))
    one = telling.with_section("# Accuracy\n\nwords\n", telling.section([good], 2))
    two = telling.with_section(one, telling.section([good, bad], 300))
    assert two.startswith("# Accuracy\n\nwords\n") and two.count(telling.HEADING) == 1
    assert telling.section_in(two) == telling.section([good, bad], 300)
    assert "4 pictures of 300 asked for" in two and "**1 silently wrong**" in two
    assert next(iter(telling.faults([good, bad]))).startswith("wrong: seed 6")


@pytest.mark.ocr
@readable
@pytest.mark.parametrize(
    ("seed", "harm"), [(2, "photograph"), (9, "photograph"), (20, SEAL), (27, SEAL)]
)
def test_edges_of_pages_and_strokes_of_stamps_are_no_rulings(seed: int, harm: str) -> None:
    from goidata.documents.drawn import pictures
    from goidata.documents.pictures.page import straight

    specimen = Specimen(seed)
    assert specimen.harm == harm
    paper, _, pages, _ = laid(specimen)
    for page, (picture, scale) in zip(pages, pictures(made(specimen).data), strict=True):
        tables = straight(picture, scale or 2.5).tables
        assert len(tables) == _tables(page)
        printed = [
            rows for rows in paper.tables if {b.name for b in rows.boxes} & set(page.figures)
        ]
        widest = max((rows.width for rows in printed), default=0)
        assert all(len(table.columns) - 1 <= widest for table in tables)


@pytest.mark.ocr
@readable
@pytest.mark.parametrize("seed", [0, 8])
def test_the_cell_of_a_figure_is_shown_on_its_page(seed: int) -> None:
    from goidata.documents.pictures.showing import cell_shown

    _, _, pages, _ = laid(Specimen(seed))
    figure = next(iter(pages[0].figures.values()))  # the first of table two
    found = cell_shown(made(Specimen(seed)).data, Place(page=1, table=1, row=3, column=2))
    assert found
    picture, cut = found
    scale = picture.shape[1] / SIZE[0]
    middle = (figure.left + figure.right) / 2 * scale, (figure.top + figure.bottom) / 2 * scale
    assert cut.left < middle[0] < cut.right and cut.top < middle[1] < cut.bottom
    assert cut.bottom - cut.top < 40 * scale
    assert cell_shown(made(Specimen(seed)).data, Place(page=1, table=1, row=99, column=2)) is None


def _tables(page: Page) -> int:
    """How many tables stand on a page: rules with paper between them are of two."""
    levels = sorted({rule.top for rule in page.rules} | {rule.bottom for rule in page.rules})
    upright = [rule for rule in page.rules if rule.left == rule.right]
    gaps = [
        (above, below)
        for above, below in pairwise(levels)
        if not any(rule.top <= above and below <= rule.bottom for rule in upright)
    ]
    return len(gaps) + 1 if levels else 0


@pytest.mark.ocr
@readable
@pytest.mark.parametrize("seed", [27, 5004])
def test_what_a_seal_without_colour_covers_is_open_or_confirmed(seed: int) -> None:
    specimen = Specimen(seed)
    assert (specimen.harm, specimen.look) == (SEAL, "grey")
    result = measuring.measured(specimen)
    assert not result.named(measuring.WRONG) + result.named(measuring.MISTAKEN)
    covered = {result.became[name] for name in result.covered if name in result.became}
    assert measuring.OPEN in covered and covered <= {measuring.OPEN, measuring.READ}


@pytest.mark.ocr
@readable
@pytest.mark.parametrize(("seed", "found"), [(5004, True), (69, True), (0, False), (8, False)])
def test_rings_are_found_and_their_strokes_are_no_rulings(seed: int, found: bool) -> None:
    from goidata.documents.drawn import pictures
    from goidata.documents.pictures.page import straight

    paper, _, pages, _ = laid(Specimen(seed))
    for page, (picture, scale) in zip(pages, pictures(made(Specimen(seed)).data), strict=True):
        lying = straight(picture, scale or 2.5)
        assert bool(lying.rings) == (found and bool(page.figures))
        printed = [
            rows for rows in paper.tables if {b.name for b in rows.boxes} & set(page.figures)
        ]
        assert len(lying.tables) == _tables(page)
        widest = max((rows.width for rows in printed), default=0)
        assert all(len(table.columns) - 1 <= widest for table in lying.tables)


@pytest.mark.ocr
@readable
@pytest.mark.parametrize(("seed", "least"), [(0, 95), (8, 90), (6, 50)])
def test_pictures_are_read_or_open_and_never_guessed(seed: int, least: int) -> None:
    result = measuring.measured(Specimen(seed))
    assert not result.named(measuring.WRONG)
    told = len(result.named(measuring.READ)) + len(result.named(measuring.RECOGNISED))
    assert 100 * told >= least * len(result.became)
