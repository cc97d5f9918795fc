"""Every sentence in both languages, with the same things filled in; none that nobody says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from goidata.declared import DeclarationError
from goidata.wording import Both, both, entries, say, shown

PACKAGE = Path(__file__).resolve().parents[1] / "goidata"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_english_is_english_and_names_nothing_that_the_chinese_does_not() -> None:
    assert len(entries()) > 100
    for name, said in entries().items():
        assert not CHINESE.search(said.en), name
        assert said.zh and said.en, name


def test_a_sentence_takes_names_in_its_own_language() -> None:
    named = both("findings.form.sections_lacking", sections=[Both("甲", "A"), Both("乙", "B")])
    assert named == ("没有找到：甲、乙", "not found: A, B")


def test_one_is_not_plural() -> None:
    assert say("report.unread.counted", "en", n=1) == (
        "1 figure could not be read and was not checked"
    )
    assert say("report.unread.counted", "en", n=2) == (
        "2 figures could not be read and were not checked"
    )


def test_what_is_filled_in_is_not_read_as_a_slot() -> None:
    assert "{n}" in say("findings.others.strange_place", "en", place="{n}")


def test_an_unknown_sentence_is_refused() -> None:
    with pytest.raises(DeclarationError, match=r"findings\.nothing"):
        say("findings.nothing")


@pytest.mark.parametrize(("number", "text"), [(None, "—"), (-3, "−3"), (2.5, "2.5"), (0, "0")])
def test_numbers(number: float | None, text: str) -> None:
    assert shown(number) == text


def test_no_room_but_this_asks_for_the_language() -> None:
    asked = re.compile(r'language (?:== "|is Language)|== "(?:en|zh)"|english = ')
    own = PACKAGE / "wording"
    found = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if own not in path.parents and asked.search(path.read_text("utf-8"))
    ]
    assert found == []


def test_every_sentence_is_said_somewhere() -> None:
    """A name may be put together where it is said: f"report.state.{state}"."""
    said = "|".join({text for path in PACKAGE.rglob("*.py") for text in _texts(path)})
    spoken = re.compile(rf"(?:\w+\.)?(?:{said})")
    assert [name for name in entries() if not spoken.fullmatch(name)] == []


def _texts(path: Path) -> Iterator[str]:
    """The dotted texts of a module, as patterns."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = "".join(
            re.escape(str(each.value)) if isinstance(each, ast.Constant) else r"[^.]+"
            for each in parts
            if isinstance(each, (ast.Constant, ast.FormattedValue))
        )
        if re.fullmatch(r"(?:\w|\\\.|\[\^\.\]\+)+", text) and r"\." in text:
            yield text
