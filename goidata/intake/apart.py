"""A process that reads files for another, one after the other: `python -m goidata.intake.apart`.

Tasks come by one pipe, what came of them goes by the other, both pickled; it ends with the process
that started it, and takes with it what it has started itself.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO

from goidata.intake.attempts import Attempt, attempt, attempt_to_store

Task = tuple[bool, str, str, bytes, tuple[str, ...]]  # to store?, file, name, content, hints
Answer = Attempt | Exception  # what came of a file, or the fault of the program that it met
READY = "ready"
_LOOK = 0.5  # seconds between two looks for the parent
_ORPHANED = 1
_GARBAGE = 5_000  # objects made and not yet given up, from which on garbage is looked for


def serve(tasks: BinaryIO, answers: BinaryIO) -> None:
    """Read what is asked for until nobody asks any more."""
    parent = os.getppid()
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    with suppress(EOFError, BrokenPipeError):
        for number in count():
            pickle.dump(_done(pickle.load(tasks)), answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()
            if not number:
                _settle()


def _settle() -> None:
    """Once all that reads is loaded, leave it out of what Python looks through for garbage, which
    took a fourteenth of the time of a text."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GARBAGE, *gc.get_threshold()[1:])


def _done(task: Task) -> Answer:
    """What comes of a file; what `attempt` raises is none of its faults, and raised where the file
    was asked for."""
    to_store, *opened = task
    try:
        return (attempt_to_store if to_store else attempt)(*opened)  # type: ignore[arg-type]
    except Exception as error:
        return _fit_to_be_sent(error)


def _fit_to_be_sent(error: Exception) -> Exception:
    """The same error; one that would not arrive is told in its own words."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__} {error}")
    return error


def _end_with(parent: int) -> None:
    """End this process when its parent has: amid a file it would not see that its pipe is shut."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    for each in started_by(os.getpid()):
        end(each)
    os._exit(_ORPHANED)


def started_by(process: int) -> Iterator[int]:
    """The processes that one has started, and those of these; none where the system does not tell
    of them."""
    with suppress(OSError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            for each in thread.joinpath("children").read_text().split():
                yield int(each)
                yield from started_by(int(each))


def end(process: int) -> None:
    """End a process at once, should it still be there."""
    with suppress(OSError):
        os.kill(process, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)


def main() -> None:
    """What a new interpreter does; whatever else prints goes to the error stream."""
    tasks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with suppress(BrokenPipeError):  # whoever asked has ended meanwhile
        pickle.dump(READY, answers)
        answers.flush()
        serve(tasks, answers)
    os._exit(0)


if __name__ == "__main__":
    from goidata.intake import apart  # its classes by the names that others know them by

    apart.main()
