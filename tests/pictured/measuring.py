"""A specimen read, and what became of each of its figures, kept as JSON, a file a specimen."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from paper.figures import Value

import goidata
from goidata.errors import Refusal
from goidata.extraction.reading import read
from goidata.extraction.report import Figure, State
from pictured.specimens import Made, Specimen, made

# A number as printed; the same, waiting for a person; no number; a number that is not printed
# there; another number than is printed, waiting for a person.
READ, RECOGNISED, OPEN, WRONG, MISTAKEN = "read", "recognised", "open", "wrong", "mistaken"
_READERS = ("documents", "extraction", "form")  # the parts of goidata that decide what is read


@dataclass(frozen=True, slots=True)
class Result:
    """What became of each figure printed, or read where none is, by its name; which a seal touches;
    how many pictures it took, and seconds of processor time; the code of a refusal."""

    seed: int
    became: Mapping[str, str]
    covered: tuple[str, ...]
    pictures: int
    seconds: float
    refused: str | None = None

    @property
    def specimen(self) -> Specimen:
        """What was read."""
        return Specimen(self.seed)

    def named(self, outcome: str) -> list[str]:
        """The figures that became so."""
        return [name for name, became in self.became.items() if became == outcome]


def measured(specimen: Specimen) -> Result:
    """Read a specimen. All figures of one that is refused are open."""
    file = made(specimen)
    before = _spent()
    refused, figures = None, {}
    try:
        figures = dict(read(file.data, "scan.pdf").figures)
    except Refusal as refusal:
        refused = refusal.code
    seconds = round(_spent() - before, 1)
    became = dict(_compared(file, figures))
    covered = tuple(sorted(file.covered))
    return Result(specimen.seed, became, covered, file.pictures, seconds, refused)


def _spent() -> float:
    """Seconds of a processor that this process and those that it waited for have taken."""
    import resource

    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _compared(file: Made, figures: Mapping[str, Figure]) -> Iterator[tuple[str, str]]:
    nothing = Figure(None, State.MISSING)
    for name in {**file.truth, **figures}:
        became = outcome(figures.get(name, nothing), file.truth.get(name))
        if became:
            yield name, became


def outcome(figure: Figure, true: Value) -> str | None:
    """What became of a figure whose cell truly says `true`; None of a blank one that stayed so."""
    if figure.state is State.NUMBER:
        return READ if figure.value == true else WRONG
    if figure.state is State.RECOGNISED:
        return RECOGNISED if figure.candidates == (true,) else MISTAKEN
    return None if true is None else OPEN


@cache
def version() -> str:
    """A digest of what decides how a picture is read: results of another version do not count."""
    files = [
        file
        for part in _READERS
        for file in Path(goidata.__file__).with_name(part).rglob("*")
        if file.suffix in (".py", ".toml")
    ]
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def kept(folder: Path, specimen: Specimen) -> Result | None:
    """The result of a specimen that lies in `folder`; None where it was not read by this
    version."""
    file = folder / f"{specimen.seed}.json"
    if not file.is_file():
        return None
    found = json.loads(file.read_text("utf-8"))
    if found.pop("version") != version():
        return None
    return Result(**{**found, "covered": tuple(found["covered"])})


def keep(folder: Path, result: Result) -> None:
    """Keep a result in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"version": version(), **asdict(result)}, ensure_ascii=False)
    (folder / f"{result.seed}.json").write_text(text, "utf-8")
