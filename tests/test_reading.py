"""Whole files: layouts of our own with their expected figures beside them, and real reports."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from paper import web
from paper.figures import consistent_figures
from paper.sheets import paper_of

from goidata.checks.expected import CONFIRMED, differences
from goidata.errors import Refusal
from goidata.extraction.reading import read
from goidata.extraction.report import Report, State
from goidata.form import edition

LAYOUTS = sorted(Path(__file__).parent.joinpath("layouts").glob("*.txt"))
SHARED = Path(__file__).parents[2] / "shared"
TEXTS = [
    "miyi-office-2023.txt",
    "datong-office-2023.txt",
    "yanbian-county-2024.txt",
    "wanrong-county-2023.txt",
    "panzhihua-office-2023.txt",
]
OTHER_FORMATS = ["huaian-city-2024.pdf", "pingtan-2021.html", "shuyang-county-2025.docx"]
GLUED = ["pingtan-2023-glued.txt", "pingtan-police-2022-glued.txt"]

real = pytest.mark.skipif(not SHARED.exists(), reason="the real reports are not here")


def real_report(name: str) -> tuple[Report, dict[str, Any]]:
    expected = name.rsplit(".", 1)[0].removesuffix("-glued")
    figures = json.loads(SHARED.joinpath("figures", f"{expected}.json").read_text("utf-8"))
    return read(SHARED.joinpath("reports", name).read_bytes(), name), figures


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_layouts_of_our_own(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    report = read(path.read_bytes(), path.name)
    assert report.values == expected["figures"]
    assert report.identity.unit == expected["unit"]
    assert report.identity.year == expected["year"]
    assert report.identity.scope == expected["scope"]
    assert report.identity.region == expected["region"]
    assert report.edition == expected["edition"]
    assert list(differences(report, expected)) == []
    assert expected[CONFIRMED], f"compare {path.stem}.json with the document, then confirm"
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]


@real
@pytest.mark.parametrize("name", TEXTS + OTHER_FORMATS)
def test_every_figure_of_a_real_report(name: str) -> None:
    report, expected = real_report(name)
    assert report.values == expected["figures"]
    assert report.counts["number"] == 200
    assert all(figure.raw and figure.place for figure in report.figures.values())


@real
@pytest.mark.parametrize("name", TEXTS)
def test_who_reports_and_when(name: str) -> None:
    report, expected = real_report(name)
    who = report.identity
    found = (who.unit, who.scope.value, who.region, who.year, who.published)
    wanted = tuple(expected[key] for key in ("unit", "scope", "region", "year", "published"))
    assert found == wanted
    assert not who.abridged


@real
@pytest.mark.parametrize("name", TEXTS)
def test_six_sections_and_no_table_within_their_text(name: str) -> None:
    report, _ = real_report(name)
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    for section in report.sections:
        assert ("\t0" not in section.text) and (" 0 0 0" not in section.text)
    assert len(report.sections[0].text) > 300
    assert len(report.sections[4].text) > 100


@real
@pytest.mark.parametrize("name", TEXTS)
def test_places_show_the_printed_line(name: str) -> None:
    report, _ = real_report(name)
    lines = SHARED.joinpath("reports", name).read_text("utf-8").splitlines()
    for figure in report.figures.values():
        assert figure.place and figure.place.line and figure.raw
        assert figure.raw in lines[figure.place.line - 1]
        assert report.context[figure.place.line] == lines[figure.place.line - 1]


@real
@pytest.mark.parametrize("name", TEXTS)
def test_claims_of_the_narrative(name: str) -> None:
    report, expected = real_report(name)
    keys = ("name", "value", "channel", "qualifier", "approximate")
    found = {tuple(getattr(claim, key) for key in keys) for claim in report.claims}
    for claim in expected["claims"]:
        wanted = (*map(claim.get, keys[:4]), claim.get("approximate", False))
        assert wanted in found
    lines = SHARED.joinpath("reports", name).read_text("utf-8").splitlines()
    for claim in report.claims:
        assert claim.quote and claim.place.line
        printed = "".join(lines[claim.place.line - 1 :][:9]).replace(" ", "")
        assert str(claim.value) in printed or claim.value == 0


@real
@pytest.mark.parametrize(
    ("name", "volume"), list(zip(TEXTS, [506, 1994, 3498, 7250, 17849], strict=True))
)
def test_the_headline_is_stated_once_and_not_added_up(name: str, volume: int) -> None:
    report, _ = real_report(name)
    assert [c.value for c in report.claims if c.name == "disclosed_items"] == [volume]


@real
def test_other_channels_stand_apart() -> None:
    report, _ = real_report("panzhihua-office-2023.txt")
    others = [c for c in report.claims if c.name == "disclosed_items_other"]
    assert [(c.value, c.channel) for c in others] == [(20126, "new_media"), (2190, "new_media")]


@real
@pytest.mark.parametrize("name", GLUED)
def test_glued_reports_are_read_where_the_digits_or_identities_decide(name: str) -> None:
    report, expected = real_report(name)
    flagged = {key for key, value in report.values.items() if value is None}
    assert {k: v for k, v in report.values.items() if k not in flagged} == {
        k: v for k, v in expected["figures"].items() if k not in flagged
    }
    assert len(flagged) <= 3
    assert all(expected["figures"][k] in report.figures[k].candidates for k in flagged)


@real
def test_a_page_without_table_two() -> None:
    report, expected = real_report("pingtan-2019.html")
    assert report.edition == {
        "disclosure": None,
        "applications": "2019",
        "proceedings": "2019",
    }
    assert {k: report.values[k] for k in expected["figures"]} == expected["figures"]
    absent = edition("2019").fields_of("disclosure")
    assert all(report.figures[field.name].state is State.MISSING for field in absent)


@real
def test_the_empty_form_is_no_report() -> None:
    data = SHARED.joinpath("reports", "blank-form.docx").read_bytes()
    with pytest.raises(Refusal) as refusal:
        read(data, "blank-form.docx")
    assert refusal.value.code == "blank_form"


REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "not_a_report"),
    "blank": (b" \n\t\n", "not_a_report"),
    "binary": (bytes(range(256)) * 8, "unsupported"),
    "program": (b"\x7fELF\x02\x01\x01\0" + b"\0" * 64, "unsupported"),
    "broken pdf": (b"%PDF-1.7\nnothing", "damaged"),
    "broken zip": (b"PK\x03\x04nothing", "damaged"),
    "another text": ("会议定于周五上午召开，请准时参加。\n".encode(), "not_a_report"),
    "an old report": (
        "示例县人民政府2015年政府信息公开工作年度报告\n一、概述\n二、主动公开情况\n".encode(),
        "old_edition",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_report_is_refused_by_code_in_one_line(case: str) -> None:
    data, code = REFUSED[case]
    with pytest.raises(Refusal) as refusal:
        read(data, "file")
    assert refusal.value.code == code
    for language in ("zh", "en"):
        message = refusal.value.message(language)
        assert message and "\n" not in message


def test_two_reports_in_one_file_are_refused() -> None:
    text = LAYOUTS[0].read_text("utf-8")
    with pytest.raises(Refusal) as refusal:
        read((text + text).encode(), "two.txt")
    assert refusal.value.code == "several_reports"


def test_two_pages_one_behind_the_other_are_two_reports() -> None:
    source = random.Random(4)
    page, _ = web.page(paper_of(consistent_figures(source, "2021")), source)
    assert read(page, "one.html").counts["number"] > 100
    with pytest.raises(Refusal) as refusal:
        read(page + b"\n" + page, "two.html")
    assert refusal.value.code == "several_reports"


def test_encodings_give_the_same_report() -> None:
    text = Path(LAYOUTS[0].parent, "tab-rows.txt").read_text("utf-8")
    plain = read(text.encode(), "a.txt")
    for encoding in ("gb18030", "utf-8-sig", "utf-16"):
        assert read(text.encode(encoding), "a.txt").figures == plain.figures


def test_a_report_counts_its_states() -> None:
    report = read(Path(LAYOUTS[0].parent, "tab-rows.txt").read_bytes(), "a.txt")
    assert report.counts["number"] == 200
    assert sum(report.counts.values()) == len(report.figures)
    assert set(report.counts) == {state.value for state in State} - {"recognised", "decided"}
