"""No regular expression of the package takes more than linear time, whatever text it meets."""

from __future__ import annotations

import json
import math
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from re import _parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

import pytest
from crossed import some

PACKAGE = Path(__file__).parents[1] / "goidata"
SIZES = (10_000, 20_000, 40_000)
GROWTH = 1.3
FLOOR = 0.05  # seconds of processor time below which 40,000 characters are no matter
GIVEN_UP = 2  # seconds of processor time
ANCHORED = {"match", "fullmatch"}  # ways of asking that try one place only
FEW, MANY = 2, 80  # texts of each pattern
END = "\0"  # behind a run, so that what reaches the end of it fails there
OF_CATEGORY = {
    "CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "字", "CATEGORY_NOT_DIGIT": "字",
    "CATEGORY_NOT_SPACE": "字", "CATEGORY_NOT_WORD": "，",
}  # fmt: skip


class Endless(Exception):
    pass


@cache
def compiled() -> list[tuple[re.Pattern[Any], str]]:
    """Every pattern of the package, and its place."""
    script = Path(__file__).with_name("patterned.py")
    done = subprocess.run([sys.executable, script], capture_output=True, check=True)
    found = []
    for text, of_bytes, flags, where in json.loads(done.stdout):
        pattern = text.encode("latin-1") if of_bytes else text
        found.append((re.compile(pattern, flags), where))
    return found


@cache
def sources() -> dict[str, str]:
    return {str(each.relative_to(PACKAGE)): each.read_text() for each in PACKAGE.rglob("*.py")}


def way(where: str) -> str:
    """How a pattern is asked by those that use it: at one place, or, where that is not certain, at
    all places of a text."""
    file, _, line = where.partition(":")
    before = sources()[file].splitlines()[: int(line)]
    named = (re.match(r"([A-Z_a-z]+)[^=(]* = |def (\w+)\(\) ->", each) for each in reversed(before))
    found = next(filter(None, named), None)
    name = (found[1] or found[2]) if found else "?"
    module = "goidata." + file.removesuffix(".py").replace("/", ".")
    importing = rf"from {re.escape(module)} import [^#]*?\b{name}\b"
    used = {
        how
        for path, text in sources().items()
        if path == file or re.search(importing, text)
        for how in re.findall(
            rf"\b{name}(?:\(\)|\[\w+\])?\.(search|finditer|findall|subn?|split|match|fullmatch)\b",
            text,
        )
    }
    if used == {"fullmatch"}:
        return "fullmatch"
    return "match" if used and used <= ANCHORED else "finditer"


def texts(pattern: str, most: int) -> list[str]:
    """What a pattern is made of: words that it takes whole or that its repetitions take, and the
    single characters of these."""
    source, found = random.Random(1), dict[str, None]()
    for _ in range(6):
        parts: list[str] = []
        found |= dict.fromkeys([word(_parser.parse(pattern), source, parts), *parts])
    characters = dict.fromkeys(c for each in found for c in each) | dict.fromkeys(" 1字")
    mixed = "".join(source.choice(list(characters)) for _ in range(40))
    chosen = [*filter(None, found), *characters]
    first = chosen[:1]
    source.shuffle(chosen)
    return list(dict.fromkeys([*first, mixed, *chosen]))[:most]


def word(tree: Any, source: random.Random, parts: list[str]) -> str:
    """A text that a parsed pattern may take; `parts` gets those of its repetitions."""
    return "".join(_taken(str(kind), told, source, parts) for kind, told in tree)


def _taken(kind: str, told: Any, source: random.Random, parts: list[str]) -> str:
    if kind == "LITERAL":
        return chr(told)
    if kind == "BRANCH":
        return word(source.choice(told[1]), source, parts)
    if kind == "SUBPATTERN":
        return word(told[3], source, parts)
    if kind == "ATOMIC_GROUP":
        return word(told, source, parts)
    if kind == "IN":
        return _one_of(told, source)
    if kind.endswith("REPEAT"):
        parts.append(word(told[2], source, parts))
        return parts[-1] * min(max(told[0], 1), 3)
    if kind in ("ASSERT", "ASSERT_NOT"):
        parts.append(word(told[1], source, parts))
        return parts[-1] if kind == "ASSERT" and told[0] < 0 else ""
    return "" if kind in ("AT", "GROUPREF", "GROUPREF_EXISTS") else "字"


def _one_of(items: Any, source: random.Random) -> str:
    kinds = [(str(kind), told) for kind, told in items]
    if kinds[0][0] == "NEGATE":
        fits = re.compile("[^" + "".join(_written(*each) for each in kinds[1:]) + "]")
        return source.choice([c for c in "字x1 ，.<" if fits.match(c)] or ["字"])
    kind, told = source.choice(kinds)
    if kind == "CATEGORY":
        return OF_CATEGORY[str(told)]
    return chr(told if kind == "LITERAL" else source.choice([*told, sum(told) // 2]))


def _written(kind: str, told: Any) -> str:
    if kind == "CATEGORY":
        name = str(told).removeprefix("CATEGORY_")
        letter = name.removeprefix("NOT_")[0].lower()
        return "\\" + (letter.upper() if name.startswith("NOT_") else letter)
    if kind == "RANGE":
        return f"{re.escape(chr(told[0]))}-{re.escape(chr(told[1]))}"
    return re.escape(chr(told))


@contextmanager
def given_up() -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise Endless

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, GIVEN_UP)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds(pattern: re.Pattern[Any], text: Any, how: str) -> float:
    """Processor time of asking for a pattern in a text."""
    start = time.thread_time()
    asked = getattr(pattern, how)(text)
    if how == "finditer":
        for _ in asked:
            pass
    return time.thread_time() - start


def growth(pattern: re.Pattern[Any], part: str, end: str, how: str) -> float:
    """The exponent with which the time for runs of `part` grows; 0 where it is no matter."""

    def run(size: int) -> Any:
        text = (part * (size // len(part) + 1))[:size] + end
        return text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text

    try:
        with given_up():
            if seconds(pattern, run(SIZES[0] // 16), how) > FLOOR:
                return math.inf
            if seconds(pattern, run(SIZES[0] // 4), how) > FLOOR * 8:
                return math.inf
            if seconds(pattern, run(SIZES[-1]), how) < FLOOR:
                return 0.0
            first, *_, last = (
                min(seconds(pattern, run(size), how) for _ in range(3)) for size in SIZES
            )
    except Endless:
        return math.inf
    return math.log(last / max(first, 1e-6)) / math.log(SIZES[-1] / SIZES[0])


def quadratic(most: int) -> list[str]:
    found = []
    for pattern, where in compiled():
        text = pattern.pattern
        how, written = way(where), text.decode("latin-1") if isinstance(text, bytes) else text
        for part in texts(written, most):
            worst = growth(pattern, part, END, how)
            if worst > GROWTH and growth(pattern, part, END, how) > GROWTH:  # not by chance
                found.append(f"{where} {how} {part[:20]!r} {worst:.2f}: {written[:80]}")
                break
    return found


def test_the_patterns_of_the_package_are_found() -> None:
    places = {where.partition(":")[0] for _, where in compiled()}
    compiling = {
        path for path, text in sources().items() if re.search(r"^[A-Z_]+ = re\.compile", text, re.M)
    }
    assert compiling <= places
    assert any("wordings.py" in where or "claims/" in where for _, where in compiled())


@pytest.mark.skipif(sys.platform == "win32", reason="no clock to interrupt by")
def test_every_pattern_is_linear() -> None:
    assert not quadratic(FEW)


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="no clock to interrupt by")
def test_every_pattern_is_linear_in_more_texts() -> None:
    assert not quadratic(MANY)


@pytest.mark.parametrize("pattern", some([r"\s+$", r"(a|b)*c\w*d", r"x.*y.*z", r"(?:\d+,?)+;"], 3))
def test_a_pattern_that_is_not_linear_is_seen(pattern: str) -> None:
    made = re.compile(pattern)
    assert any(growth(made, part, END, "finditer") > GROWTH for part in texts(pattern, MANY))
