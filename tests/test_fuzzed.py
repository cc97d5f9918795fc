"""What fuzzing found stays mended, and every target of it runs."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from fuzzing.targets import TARGETS
from harm.sheets import opendocument

from goidata.documents import sheet
from goidata.errors import Refusal

FOUND = Path(__file__).parent / "fuzzing" / "found"


@pytest.mark.parametrize("file", sorted(FOUND.iterdir()), ids=lambda file: file.name)
def test_what_was_found_is_read_or_refused(file: Path) -> None:
    with suppress(Refusal):
        TARGETS[file.name.partition("-")[0]].run(file.read_bytes())


# What takes longest runs in make test-long.
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.long] * (name == "pdf")) for name in TARGETS]
)
def test_fuzzing_begins_with_what_is_read(name: str) -> None:
    read = 0
    for data in TARGETS[name].seeds():
        assert len(data) < 20_000
        with suppress(Refusal):
            read += TARGETS[name].run(data) is not None
    assert read or name in ("mhtml", "archive", "pdf")  # which hold too little for a report


def test_a_sheet_that_breaks_off_is_damaged() -> None:
    with pytest.raises(Refusal) as refused:
        sheet.read(opendocument(b"<table:table-row><table:table-"), "a.ods")
    assert refused.value.code == "damaged"
