"""Files are read in a process that can be ended; a bad one costs its own time and nobody else's."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from harm import HARMFUL
from trial import Trial

from goidata.errors import DatabaseError, GoidataError, ReadersError, Refusal, UsageError
from goidata.intake.apart import started_by
from goidata.intake.at_hand import Visitors
from goidata.intake.attempts import Attempt, attempt, attempt_to_store
from goidata.intake.guarded import Guarded, Limits
from goidata.intake.processes import reading

SLOW = "PDF of many rectangles"  # some seconds of a processor
LARGE = "Word with a vast text"
SHORT = Limits(seconds=1.0)
LAYOUTS = ("tab rows", "html", "docx", "xlsx")


def opened(layout: str, seed: int = 1) -> tuple[str, str, bytes, tuple[str, ...]]:
    name, (data, *_) = "report", Trial(layout, "none", seed).document()[1]
    return name, name, data, ()


def hostile(name: str) -> tuple[str, str, bytes, tuple[str, ...]]:
    return name, name, HARMFUL[name](), ()


def code(found: Attempt) -> str | None:
    return found.refusal.code if found.refusal else None


@pytest.fixture
def guarded() -> Iterator[Guarded]:
    made = Guarded(SHORT)
    yield made
    made.end()


def test_what_comes_of_a_file_is_what_reading_it_here_gives() -> None:
    one = Guarded()
    for layout in LAYOUTS:
        file = opened(layout)
        assert one.read(*file) == attempt(*file)
        assert one.read(*file, to_store=True) == attempt_to_store(*file)
    one.end()


def test_a_file_that_takes_too_long_is_refused_and_the_next_is_read(guarded: Guarded) -> None:
    found = guarded.read(*hostile(SLOW))
    assert code(found) == "too_large" and found.sha256
    assert SLOW in str(found.refusal)
    assert guarded.read(*opened("tab rows")).report is not None


def test_a_file_that_takes_too_much_memory_is_refused() -> None:
    one = Guarded(Limits(memory=120 * 1024**2))
    assert code(one.read(*hostile(LARGE))) == "too_large"
    assert one.read(*opened("tab rows")).report is not None
    one.end()


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for processes")
def test_a_process_that_dies_of_itself_gets_a_second_chance() -> None:
    others = {each for each in started_by(os.getpid()) if is_reading(each)}
    one = Guarded()
    assert one.read(*opened("tab rows")).report is not None
    (number,) = {each for each in started_by(os.getpid()) if is_reading(each)} - others
    os.kill(number, signal.SIGKILL)
    assert one.read(*opened("tab rows")).report is not None
    one.end()


def test_a_fault_of_the_program_is_told_as_one_and_not_of_the_file(guarded: Guarded) -> None:
    no_bytes: Any = "text"
    for read in (attempt, guarded.read, Visitors(SHORT).read):
        with pytest.raises(TypeError):
            read("report", "report", no_bytes, ())
    assert guarded.read(*opened("tab rows")).report is not None


@pytest.mark.parametrize("kind", [Refusal, DatabaseError, UsageError, ReadersError])
def test_errors_arrive_as_they_were_sent(kind: type[GoidataError]) -> None:
    arrived = pickle.loads(pickle.dumps(kind("code", "中文", "English")))
    assert type(arrived) is kind
    assert (arrived.code, arrived.zh, str(arrived)) == ("code", "中文", "English")


@pytest.mark.skipif(sys.platform == "win32", reason="has no such timer")
def test_after_an_interrupt_the_next_answer_is_of_the_next_file() -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    one = Guarded()
    one.begin()
    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        with pytest.raises(KeyboardInterrupt):
            signal.setitimer(signal.ITIMER_REAL, 0.3)
            one.read(*hostile(SLOW))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    file = opened("tab rows")
    assert one.read(*file) == attempt(*file)
    one.end()


def test_a_bad_file_delays_no_other_visitor() -> None:
    visitors, answered = Visitors(Limits(seconds=4.0)), list[str]()

    def visit(name: str, file: tuple[str, str, bytes, tuple[str, ...]]) -> None:
        visitors.read(*file)
        answered.append(name)

    threads = [Thread(target=visit, args=("bad", hostile(SLOW)))]
    threads += [Thread(target=visit, args=(f"good {n}", opened("tab rows", n))) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answered[-1] == "bad" and len(answered) == 3
    visitors.end()


def test_a_load_refuses_what_ends_its_reader_and_reads_on() -> None:
    files = [opened("tab rows", seed) for seed in range(6)]
    files[2] = hostile(SLOW)
    with reading(2, SHORT) as readers:
        answers = [readers.submit(files[:3]), readers.submit(files[3:])]
        found = [each for answer in answers for each in answer.result()]
    assert [code(each) for each in found] == [None, None, "too_large", None, None, None]
    assert found[0] == attempt_to_store(*files[0])


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for processes")
def test_the_process_ends_with_the_one_that_started_it() -> None:
    script = (
        "from test_guarded import *; import threading;"
        "one = Guarded(); one.begin();"
        "threading.Thread(target=one.read, args=hostile(SLOW), daemon=True).start();"
        "print('begun', flush=True); time.sleep(60)"
    )
    folder = Path(__file__).parent
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=folder, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        readers = wait_for(lambda: list(started_by(parent.pid)))
        parent.kill()
    wait_for(lambda: not any(is_reading(each) for each in readers))


def is_reading(number: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for(asked: Callable[[], Any]) -> Any:
    for _ in range(600):
        if found := asked():
            return found
        time.sleep(0.05)
    raise AssertionError("never")
