"""What is stored of a finding is enough to tell it: in the words of today, whatever they were."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from goidata.checks import run
from goidata.extraction.reading import read
from goidata.store.findings import finding_of, finding_rows, told

ROOT = Path(__file__).resolve().parents[1]
HELD = sorted((ROOT / "data" / "reports").glob("*.txt"))
COLUMNS = "check_id subject outcome severity left right operands".split()


@pytest.mark.parametrize("file", HELD, ids=lambda file: file.stem)
def test_a_stored_finding_is_told_as_it_was(file: Path) -> None:
    report = read(file.read_bytes(), file.name)
    wrong = {name: each._replace(value=7) for name, each in list(report.figures.items())[::5]}
    torn = replace(report, figures={**report.figures, **wrong})
    for each in (report, torn):
        for row in finding_rows(run(each)):
            again = finding_of([row[column] for column in COLUMNS], json.loads(row["detail"]))
            assert told(again).items() <= json.loads(row["detail"]).items()
