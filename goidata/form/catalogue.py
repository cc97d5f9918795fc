"""What tells one catalogue of checks from another: what decides findings, and how they are told.

What decides is all of the form but for the measures, which are asked of what is stored, and for the
names of checks. Rewording it asks no report again: only the sentences are made anew.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from goidata.declared import digest, files, parsed
from goidata.form.checks import CHECKS
from goidata.form.example import EXAMPLE
from goidata.form.measures import MEASURES

_ASIDE = (MEASURES, EXAMPLE)
_WORDED = ("", "short_", "fails_", "example_")
_NAMES = ("basis", "basis_en", *(f"{of}{tongue}" for of in _WORDED for tongue in ("zh", "en")))
_SENTENCES = ("wording/findings.toml", "wording/hints.toml")


@cache
def catalogue_version() -> str:
    """A digest of what decides findings: where it has changed, stored reports are checked again."""
    return digest(_decisive(file) for file in files("form") if file not in _ASIDE)


@cache
def words_version() -> str:
    """A digest of all that findings are told with, and of what the tables of the form, checks and
    measures say: where it alone has changed, those are written anew."""
    return digest(map(parsed, (*files("form"), *_SENTENCES)))


def _decisive(file: str) -> dict[str, Any]:
    if file != CHECKS:
        return parsed(file)
    return {
        check: {key: value for key, value in entry.items() if key not in _NAMES}
        for check, entry in parsed(file).items()
    }
