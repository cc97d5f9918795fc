"""A file of several reports is called so, also where it is too large to be read to the end."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from crossed import some
from paper.formats import LAYOUTS
from several import PAGES, docx, filled, merged, page, paper, report, text

from goidata.documents import limits
from goidata.errors import Refusal
from goidata.extraction.reading import read


def code(data: bytes, name: str = "report") -> str:
    with pytest.raises(Refusal) as refused:
        read(data, name)
    return refused.value.code


TWO: dict[str, Callable[[], bytes]] = {
    "pdf": lambda: merged(report(2021, "pdf"), report(2022, "pdf")),
    "pdf of many pages": lambda: merged(
        report(2021, "pdf"), filled(PAGES, 1), report(2022, "pdf without rules")
    ),
    "page": lambda: page(2021, 2022),
    "page of many tags": lambda: page(2021, 2022, tags=130_000),
    "text": lambda: text(2021, 2022),
    "long text": lambda: text(2021, 2022, filler=2_000_000),
    "docx": lambda: docx(2021, 2022),
    "long docx": lambda: docx(2021, 2022, filler=300_000),
}
ONE: dict[str, Callable[[], bytes]] = {
    "pdf of many pages": lambda: merged(report(2021, "pdf"), filled(PAGES, 1)),
    "page of many tags": lambda: page(2021, tags=130_000),
    "long text": lambda: text(2021, filler=2_000_000),
    "no report at all": lambda: b"<p>" * 130_000,
}


def test_a_limit_that_is_swallowed_is_raised_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.1)
    monkeypatch.setattr(limits, "AGAIN", 0.1)
    swallowed = 0

    def toil() -> None:
        while True:
            pass

    with pytest.raises(Refusal) as refused, limits.bounded("swallowed.pdf"):
        try:  # as in what the collector of garbage calls
            toil()
        except limits.TooCostly:
            swallowed += 1
        toil()
    assert swallowed == 1 and refused.value.code == "too_large"


@pytest.mark.parametrize("kind", TWO)
def test_two_years_in_one_file(kind: str) -> None:
    assert code(TWO[kind]()) == "several_reports"


@pytest.mark.parametrize("kind", ONE)
def test_one_report_that_is_too_large_is_not_called_several(kind: str) -> None:
    assert code(ONE[kind]()) == "too_large"


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_two_years_that_take_too_long(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = merged(report(2021, "pdf"), filled(2, 9000), report(2022, "pdf"))
    data = {"pdf": slow, "docx": docx(2021, 2022, filler=60_000)}[kind]
    monkeypatch.setattr(limits, "SECONDS", 0.2)
    assert code(data) == "several_reports"


# --- nothing but our own lines reaches the standard error output ---------------------------------


def damaged(data: bytes, source: random.Random) -> bytes:
    """A file cut short, with bytes changed, taken out or put in."""
    at = source.randrange(len(data))
    changed = bytearray(data)
    for place in source.sample(range(len(data)), 30):
        changed[place] = source.randrange(256)
    junk = source.randbytes(200)
    ways = (data[:at], bytes(changed), data[:at] + data[at + 400 :], data[:at] + junk + data[at:])
    return source.choice(ways)


@pytest.mark.parametrize("many", [3, pytest.param(8, marks=pytest.mark.long)])
@pytest.mark.parametrize("layout", some(["pdf", "pdf without rules", "xlsx", "docx", "html"], 3))
def test_no_library_speaks_of_a_damaged_file(layout: str, many: int, tmp_path: Path) -> None:
    source = random.Random(layout)
    data, name = LAYOUTS[layout](paper(2022), source)
    files = []
    for number in range(many):
        files.append(tmp_path / f"{number}{Path(name).suffix}")
        files[-1].write_bytes(damaged(data, source))
    done = subprocess.run(
        [sys.executable, "-W", "default", "-m", "goidata", "check", "--lang", "en", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if line.strip()]
    assert [line for line in said if not any(file.name in line for file in files)] == []
