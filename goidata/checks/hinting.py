"""A hint in one plain sentence: where the fault may lie, and which value would mend it."""

from __future__ import annotations

from goidata.checks.finding import Finding
from goidata.checks.wording import figure_label, shown

_SENTENCES = {
    "cell": (
        "可能是“{label}”有误：若为 {value}，有关勾稽都成立",
        "probably “{label}”: with {value} all sums concerned would hold",
    ),
    "transposed": (
        "可能是“{label}”两位数字颠倒：若为 {value}，有关勾稽都成立",
        "probably two digits of “{label}” changed places: with {value} all sums would hold",
    ),
    "split": (
        "无法确定：也许“{label}”与右邻一格原是一个数 {value}，被分成了两格，也许总计有误",
        "cannot be told: perhaps “{label}” and the cell beside it are one number, {value}, split in"
        " two, perhaps the total is wrong",
    ),
    "follows": (
        "随“{label}”而来：该处若为 {value}，表内勾稽都成立",
        "follows from “{label}”, with {value} in which the sums of the table would hold",
    ),
    "words": (
        "表中这个数所在的勾稽都成立，更可能是文字有误",
        "the sums that this figure is part of hold, so the words are more likely at fault",
    ),
    "reading": (
        "同类校验大面积不成立，更可能是读取有误，请先对照原件",
        "so many of these fail that our reading is suspected first; compare with the document",
    ),
    "count": (
        "扣除尚未审结的件数后相符，可能是另一口径，不一定有误",
        "agrees without the pending cases, so it may be another count and no fault",
    ),
    "unknown": ("无法判断是哪一处有误", "which side is at fault cannot be told"),
}


def hint(finding: Finding, language: str = "zh") -> str | None:
    """The hint on a finding in `language` ("zh" or "en"); None where there is none."""
    if finding.hint is None:
        return None
    label = figure_label(finding.hint.figure, language) if finding.hint.figure else ""
    sentence = _SENTENCES[finding.hint.kind][language == "en"]
    return sentence.format(label=label, value=shown(finding.hint.value))
