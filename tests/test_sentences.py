"""Sentences read in whole reports: as they say, wherever they stand, at a cost that grows as they
do; and what a check may call an error for their sake."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from itertools import cycle
from types import FrameType

import pytest
from crossed import some
from worded import (
    ATTACK,
    FILES,
    POSITIONS,
    Sentence,
    Stated,
    saying,
    sentences,
    stated,
    stated_beside,
)

from goidata.checks.evaluator import run
from goidata.checks.finding import Finding, Outcome
from goidata.checks.wording import message
from goidata.documents.document import Line, Place
from goidata.extraction.narrative import claims_in
from goidata.form.frames import Frame, frames

EXAMPLES = [
    (frame, text, number) for frame in frames().frames for text, number in frame.read.items()
]
COUNTEREXAMPLES = [
    (frame, text, why) for frame in frames().frames for text, why in frame.unread.items()
]
TWO = ("within a paragraph", "broken by a page's width")


EVERYWHERE = [sentence for file in FILES if file != ATTACK for sentence in sentences(file)]
SOME = [*sentences()[::16], *sentences(FILES[1])[::12]]
PLACED = list(zip(sentences(ATTACK), cycle(POSITIONS), strict=False))
READ = list(zip(EVERYWHERE, cycle(POSITIONS), strict=False))
READ_WHOLE = list(zip(EVERYWHERE[::5], cycle([*POSITIONS][::-1]), strict=False))


@pytest.mark.parametrize(
    ("sentence", "position"), READ, ids=lambda each: getattr(each, "text", each)[:24]
)
def test_a_sentence_says_what_it_says(sentence: Sentence, position: str) -> None:
    """In one position each; what is exhaustive is below."""
    assert stated_beside(sentence.text, position) == sentence.claims


@pytest.mark.parametrize(
    ("sentence", "position"), READ_WHOLE, ids=lambda each: getattr(each, "text", each)[:24]
)
def test_it_says_the_same_in_a_report_with_its_tables(sentence: Sentence, position: str) -> None:
    """Where these are read as well, and not given."""
    assert stated(sentence.text, position) == sentence.claims


@pytest.mark.parametrize(
    ("sentence", "position"), PLACED, ids=lambda each: getattr(each, "text", each)[:24]
)
def test_a_sentence_of_another_hand_says_what_it_says(sentence: Sentence, position: str) -> None:
    assert stated_beside(sentence.text, position) == sentence.claims


@pytest.mark.long
@pytest.mark.parametrize(
    "sentence", [*EVERYWHERE, *sentences(ATTACK)], ids=lambda each: each.text[:24]
)
def test_it_says_the_same_wherever_it_stands(sentence: Sentence) -> None:
    assert _everywhere(sentence) == dict.fromkeys(POSITIONS, sentence.claims)


@pytest.mark.long
def test_what_frames_must_and_must_not_read_in_whole_reports() -> None:
    for _, text, _ in (*EXAMPLES, *COUNTEREXAMPLES):
        for position in TWO:
            assert stated(text, position) == stated_beside(text, position), text


def _everywhere(sentence: Sentence) -> dict[str, Stated]:
    return {position: stated(sentence.text, position) for position in POSITIONS}


def test_there_are_sentences_enough_of_either_sort() -> None:
    """Many of those with claims hold a further number that must not be taken."""
    empty = [each for each in sentences() if not each.claims]
    assert len(sentences()) >= 150 and len(empty) >= 75


def is_of(frame: Frame, name: str) -> bool:
    """Whether a claim may come of the frame: 受理 and 收到 are told apart later."""
    if "{" in frame.claim:
        return True
    return name.startswith(frame.claim) or {name, frame.claim} == {"received", "workload"}


@pytest.mark.parametrize(
    ("frame", "text", "number"), EXAMPLES, ids=[text[:24] for _, text, _ in EXAMPLES]
)
def test_what_a_frame_must_read(frame: Frame, text: str, number: int) -> None:
    for position in TWO:
        found = stated_beside(text, position)
        assert any(value == number and is_of(frame, name) for name, value in found), found


@pytest.mark.parametrize(
    ("frame", "text", "why"), COUNTEREXAMPLES, ids=[text[:24] for _, text, _ in COUNTEREXAMPLES]
)
def test_what_a_frame_must_not_read(frame: Frame, text: str, why: str) -> None:
    """The number that must not be taken is the last of the sentence."""
    last = int([word for word in _numbers(text)][-1])
    for position in TWO:
        found = stated_beside(text, position)
        assert not any(value == last and is_of(frame, name) for name, value in found), why


def _numbers(text: str) -> list[str]:
    return "".join(each if each.isdecimal() else " " for each in text).split() or ["0"]


def test_frames_are_what_decides() -> None:
    """Every claim of the declared frames has its sentences, and every doubt its reason."""
    told = {frame.doubt for frame in frames().frames if frame.doubt}
    assert told <= set(frames().doubts)
    without = [f.claim for f in frames().frames if not f.read and not f.unread]
    assert len(without) <= 5, without  # those that only tables or other frames decide


# --- what the tables are compared with ---


def failing(text: str, figures: Mapping[str, int]) -> list[Finding]:
    found = run(saying([text], figures))
    return [f for f in found if f.claim and f.outcome is not Outcome.HOLDS]


CERTAIN = [
    ("全年收到政府信息公开申请23件。", "N-RECEIVED"),
    ("收到政府信息公开申请20件，已答复18件。", "N-HANDLED"),
    ("因政府信息公开引发行政复议4件。", "N-REVIEW"),
    ("全年制定行政规范性文件2件。", "N-DOCUMENTS"),
    ("现行有效行政规范性文件26件。", "N-DOCUMENTS"),
    ("办结政府信息公开申请8件，其中予以公开5件、不予公开3件。", "N-OUTCOME"),
]


@pytest.mark.parametrize(("text", "check"), CERTAIN)
def test_a_plain_contradiction_is_an_error(text: str, check: str) -> None:
    assert check in {f.check for f in failing(text, {}) if f.counts_as_error}


DOUBTFUL = [
    ("对规范性文件作了梳理，继续有效0件，失效3件、废止5件。", "失效"),
    ("今年共发布2条规范性文件。", "发布"),
    ("以县政府和县政府办公室名义印发规范性文件6件。", "名义"),
    ("收到政府信息公开申请0件，予以公开34件，信息不存在的8件，部分公开12件。", "分类"),
    ("县政府办公室收到政府信息公开申请9件。", "办公室"),
]


@pytest.mark.parametrize(("text", "reason"), DOUBTFUL)
def test_what_a_sentence_leaves_open_is_no_error(text: str, reason: str) -> None:
    found = failing(text, {})
    assert found and not any(f.counts_as_error for f in found)
    assert all(reason in message(f, "zh") for f in found)
    assert all(f.said and f.said.named("en") in message(f, "en") for f in found)


@pytest.mark.parametrize(
    ("text", "name", "figure"),
    [
        (
            "主动公开政府信息660条，其中规范性文件7件。",
            "normative_documents.issued",
            "disclosure.normative_documents.issued",
        ),
        (
            "全年共收到和办理依申请公开14件。",
            "handled_total",
            "applications.handled_total.total",
        ),
        (
            "上年度结转4件，本年度新收25件。",
            "received",
            "applications.received.total",
        ),
        (
            "全年发生行政复议、行政诉讼各1件。",
            "review",
            "review.total",
        ),
    ],
)
def test_what_only_the_table_decides(text: str, name: str, figure: str) -> None:
    """A number that may be of something else is a claim where the table has the very same."""
    number = int(_numbers(text)[-1])
    assert name not in {c.name for c in saying([text]).claims}
    assert name in {c.name for c in saying([text], {figure: number}).claims}
    assert name not in {c.name for c in saying([text], {figure: number + 1}).claims}


def test_one_body_of_many_is_meant_where_the_table_has_its_number() -> None:
    """The table of an office holds its own applications, that of a government those of all."""
    text = "全市各级行政机关共收到政府信息公开申请1823件，其中市政府106件。"
    for number, others in ((1823, 106), (106, 1823)):
        told = {c.value for c in saying([text], {"applications.received.total": number}).claims}
        assert told == {number}, others


def test_what_may_be_fewer_is_no_contradiction() -> None:
    table = {"applications.received.total": 28}
    assert not any(f.counts_as_error for f in failing("共收到政府信息公开申请近30件。", table))
    assert any(f.counts_as_error for f in failing("共收到政府信息公开申请30余件。", table))


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("全年收到政府信息公开申请9件，已全部办结。", True),
        ("线上受理申请9件，结转下年度3件；线下受理申请2件，已全部依法办结。", False),
        ("收到群众来信9件，已全部办结。", False),
    ],
)
def test_sweeping_words_are_held_against_the_table(text: str, fails: bool) -> None:
    found = run(saying([text], {"applications.carried_out.total": 3}))
    assert (Outcome.FAILS in {f.outcome for f in found if f.check == "N-ALL"}) is fails


LAYOUTS_READ = ("docx", "html", "pdf", "text of a PDF")


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("layout", LAYOUTS_READ)
def test_sentences_are_read_from_files_of_every_kind(layout: str, every: int) -> None:
    for sentence in SOME[LAYOUTS_READ.index(layout) % every :: every]:
        assert stated(sentence.text, "within a paragraph", layout) == sentence.claims, sentence.text


# --- the cost of long texts ---

LONG = [
    "网站公开",
    "行政复议",
    "规范性文件",
    "公开未收到",
    "无行政复议，",
    "信息3条、",
    "（3条",
    "清理规范性文件3件，",
    "收到申请3件，上年结转1件，",
    "依申请公开",
    "“",
    "12",
]


def _calls(text: str) -> int:
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(note)
    try:
        claims_in(1, [Line(text, Place(line=1))])
    finally:
        sys.setprofile(None)
    return count


def _seconds(text: str) -> float:
    """Of the processor."""
    start = time.process_time()
    claims_in(1, [Line(text, Place(line=1))])
    return time.process_time() - start


@pytest.mark.parametrize("word", some(LONG, 3))
def test_eight_times_the_words_are_eight_times_the_work(word: str) -> None:
    """No sentence ends in these texts. Twice the calls, and three times the time, that a linear
    reading takes are allowed; a quadratic one takes 64 times as long."""
    short, long = (word * (length // len(word)) for length in (2_000, 16_000))
    claims_in(1, [Line(short, Place(line=1))])  # what is made once
    assert _calls(long) < 16 * _calls(short) + 1000
    allowed = 24 * min(_seconds(short) for _ in range(3)) + 0.05
    assert any(_seconds(long) < allowed for _ in range(3))  # another process may take the first
