"""A hint in one plain sentence: where the fault may lie, and which value would mend it."""

from __future__ import annotations

from goidata.checks.finding import Finding
from goidata.checks.subjects import figure_label
from goidata.wording import say, shown


def hint(finding: Finding, language: str = "zh") -> str | None:
    """The hint on a finding in `language` ("zh" or "en"); None where there is none."""
    if finding.hint is None:
        return None
    label = figure_label(finding.hint.figure, language) if finding.hint.figure else ""
    value = shown(finding.hint.value)
    return say(f"hints.{finding.hint.kind}", language, label=label, value=value)
