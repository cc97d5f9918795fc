"""Every declaration of the package looked at, and what is wrong in any of them.

Rooms that use declarations as they are imported are imported one by one, so that one fault does
not hide the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from goidata.declared import DeclarationError, Fault, files, load, parsed
from goidata.form import checks, claim_kinds, editions, measures
from goidata.form.example import example
from goidata.form.frames import frames
from goidata.form.headings import heading_words
from goidata.form.wordings import wordings
from goidata.wording import Both, entries

_ROOMS = ("dashboard", "extraction", "form", "tables", "wording")
_WORDS = ("dashboard/words.toml", *files("tables"))


def faults() -> list[Fault]:
    """What is wrong in the declarations, each thing once."""
    return list(dict.fromkeys(_all()))


def _all() -> Iterator[Fault]:
    for look in _looks():
        try:
            look()
        except DeclarationError as error:
            yield from error.faults


def _looks() -> Iterator[Callable[[], object]]:
    yield from (partial(parsed, file) for room in _ROOMS for file in files(room))
    yield from (wordings, editions, claim_kinds, checks, measures, frames, heading_words, example)
    yield entries
    for file in _WORDS:
        yield partial(load, file, Mapping[str, Mapping[str, Both]])  # type: ignore[type-abstract]
    yield from (_reasons, _tests)


def _reasons() -> None:
    from goidata.extraction.reasons import margin

    margin()


def _tests() -> None:
    from goidata.checks import sentences, structure, units, years
    from goidata.checks.sound import must_be_declared

    must_be_declared("structure", tuple(structure.TESTS))
    must_be_declared("sentence", tuple(sentences.SENTENCES))
    must_be_declared("years", tuple(years.YEARS))
    must_be_declared("units", units.UNITS)
