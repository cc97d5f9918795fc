"""Fees in table two beside what the words of a report say of them, from paper to finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from goidata.checks import Finding, Outcome, run
from goidata.checks.rendering import report_object
from goidata.checks.wording import message
from goidata.extraction.reading import read

HELD = Path(__file__).resolve().parents[1] / "data" / "reports" / "miyi-office-2023.txt"


def report_on(fees: str, section_six: str) -> tuple[Finding, ...]:
    """The findings of T2-FEE on a report with these fees and these words."""
    text = HELD.read_text("utf-8")
    text = text.replace("行政事业性收费\t0", f"行政事业性收费\t{fees}")
    text = text.replace("摘编未收录。", section_six)
    assert section_six in text
    return tuple(each for each in run(read(text.encode(), HELD.name)) if each.check == "T2-FEE")


@pytest.mark.parametrize(
    ("fees", "words", "outcome"),
    [
        ("12.5", "本年度未收取行政事业性收费。", Outcome.FAILS),
        ("12.5", "本机关全年无行政事业性收费项目。", Outcome.FAILS),
        ("0", "本年度未收取行政事业性收费。", Outcome.HOLDS),
        ("", "本年度未收取行政事业性收费。", Outcome.UNDETERMINED),
        ("12.5", "本年度未收取信息处理费。", None),
        ("12.5", "本年度依申请公开未收取任何费用。", None),
        ("12.5", "办理政府信息公开申请未收取行政事业性收费。", None),
        ("12.5", "本年度收取行政事业性收费12.5万元。", None),
        ("12.5", "无其他需要报告的事项。", None),
    ],
)
def test_words_and_table_two_on_fees(fees: str, words: str, outcome: Outcome | None) -> None:
    found = report_on(fees, words)
    assert [each.outcome for each in found] == ([outcome] if outcome else [])


def test_the_sentence_is_quoted_with_its_place() -> None:
    (found,) = report_on("12.5", "本年度未收取行政事业性收费。")
    assert (found.severity, found.left) == ("warning", 12.5)
    assert found.quote and found.quote.startswith("本年度未收取")
    assert found.place and found.place.line == 74
    assert "12.5" in message(found, "en") and found.quote in message(found, "zh")


def test_it_is_no_claim_for_other_programs() -> None:
    text = HELD.read_text("utf-8").replace("摘编未收录。", "本年度未收取行政事业性收费。")
    held = read(text.encode(), HELD.name)
    assert "fees" in {claim.name for claim in held.claims}
    assert "fees" not in {claim["name"] for claim in report_object(held, ())["claims"]}
