"""How far a long command is: a bar on the error stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from goidata.cli.console import Language
from goidata.wording import say as said


class Rate(ProgressColumn):
    """How many are done in a second, once something is done."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.0f}/s" if speed else "", style="progress.data.speed")


@contextmanager
def shown(language: Language) -> Iterator[Callable[[int, int], None]]:
    """What is told (done, in all) and moves a bar; nothing is shown where the error stream is no
    terminal."""
    console = Console(stderr=True)
    columns = (
        TextColumn(said("commands.reading", language)),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
    )
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    task = bar.add_task("", total=None)

    def moved(done: int, total: int) -> None:
        bar.start()  # a thread; those who read begin as copies of a process without any
        bar.update(task, completed=done, total=total)

    try:
        yield moved
    finally:
        bar.stop()
