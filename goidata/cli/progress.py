"""How far a long command is: a bar on the error stream, and the pages of a long file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Timer

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
from goidata.documents.headway import Headway, watched
from goidata.wording import say as said

LATER = 1.0  # seconds after which a bar stands also where nothing is done yet


class Rate(ProgressColumn):
    """How many are done in a second, once something is done."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.0f}/s" if speed else "", style="progress.data.speed")


class Pages(ProgressColumn):
    """How many pages are read of each file that has many."""

    def __init__(self, seen: Callable[[], Sequence[Headway]], language: Language) -> None:
        super().__init__()
        self._seen, self._language = seen, language

    def render(self, task: Task) -> Text:
        told = (said("commands.pages", self._language, **each._asdict()) for each in self._seen())
        return Text("  ".join(told))


@contextmanager
def shown(language: Language) -> Iterator[Callable[[int, int], None]]:
    """What is told (done, in all) and moves a bar; nothing is shown where the error stream is no
    terminal."""
    console = Console(stderr=True)
    with watched() as seen:
        columns = (
            TextColumn(said("commands.reading", language)),
            BarColumn(),
            MofNCompleteColumn(),
            Rate(),
            TimeRemainingColumn(),
            Pages(seen, language),
        )
        bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        task = bar.add_task("", total=None)
        later = Timer(LATER, bar.start)  # the first file may be long
        if console.is_terminal:
            later.start()

        def moved(done: int, total: int) -> None:
            later.cancel()
            bar.start()  # a thread; those who read begin as copies of a process without any
            bar.update(task, completed=done, total=total)

        try:
            yield moved
        finally:
            later.cancel()
            bar.stop()


@contextmanager
def pages(language: Language) -> Iterator[Callable[[], AbstractContextManager[object]]]:
    """Gives what shows, while its block reads one file, how many of its pages are read; nothing
    where the error stream is no terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield nullcontext
        return
    with watched() as seen:
        yield lambda: _reading(Pages(seen, language), console)


@contextmanager
def _reading(column: Pages, console: Console) -> Iterator[None]:
    with Progress(column, console=console, transient=True) as bar:
        bar.add_task("", total=None)
        yield
