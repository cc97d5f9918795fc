"""What is said with a failure: where the fault may lie, what it follows from, what holds beside."""

from __future__ import annotations

import json

from markupsafe import Markup

from goidata.analysis import labels
from goidata.dashboard.markup import mark
from goidata.dashboard.records import Record
from goidata.dashboard.words import Words


def told(found: Record, say: Words) -> Markup:
    """The sentence of a finding with lines of small print below it, as HTML."""
    return mark("hints", found[say.language], beneath(found, say))


def beneath(found: Record, say: Words) -> list[str]:
    """The lines of small print: the hint, what it follows from, what holds beside."""
    said = [found.get(f"hint_{say.language}")]
    if found.get("follows"):
        said.append(say("checks.follows", check=_named(str(found["follows"]), say)))
    if related := _related(found, say):
        said.append(say("checks.related", checks=say.listed(related)))
    return [str(line) for line in said if line]


def _related(found: Record, say: Words) -> list[str]:
    """The checks that hold on the same figures, each once, without what they were applied to."""
    listed = found.get("related") or ()
    named = json.loads(listed) if isinstance(listed, str) else listed
    return list(dict.fromkeys(_named(str(each), say) for each in named))


def _named(check: str, say: Words) -> str:
    """The name of a check that is kept as "check:subject"."""
    return labels.check(check.partition(":")[0], say.language)
