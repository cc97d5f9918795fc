"""What is said with a failure: where the fault may lie, what it follows from, what holds beside."""

from __future__ import annotations

import json

from markupsafe import Markup

from goidata.dashboard.markup import mark
from goidata.dashboard.records import Record
from goidata.dashboard.words import Words


def told(found: Record, say: Words) -> Markup:
    """The sentence of a finding with lines of small print below it, as HTML."""
    said = [found.get(f"hint_{say.language}")]
    if found.get("follows"):
        said.append(say("checks.follows", check=found["follows"]))
    if related := _related(found):
        said.append(say("checks.related", checks=say.listed(related)))
    return mark("hints", found[say.language], [line for line in said if line])


def _related(found: Record) -> list[str]:
    """The checks that hold on the same figures, each once, without what they were applied to."""
    listed = found.get("related") or ()
    named = json.loads(listed) if isinstance(listed, str) else listed
    return list(dict.fromkeys(str(each).partition(":")[0] for each in named))
