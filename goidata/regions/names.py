"""How the name of a region is shortened: 宿迁市 → 宿迁, 延边朝鲜族自治州 → 延边, 延边州."""

from __future__ import annotations

import re

_SHORTEST = 2

# Peoples of one syllable always carry 族 in a name; without it the syllable is the place's own.
_PEOPLE = re.compile(
    "(?:(?:蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|东乡|鄂温克|鄂伦春|达斡尔|撒拉|土家|布依|朝鲜|哈尼"
    "|景颇|傈僳|拉祜|纳西|布朗|独龙|普米|毛南|仫佬|仡佬|保安|裕固)族?"
    "|[回壮苗侗瑶彝白傣藏羌满水黎畲土佤怒各]族)$"
)
_AUTONOMOUS = re.compile("自治[区州县旗]$")
_LONG_KIND = re.compile("(?:特别行政区|行政委员会|新区|(?<=神农架)林区|特区|地区)$")
_KIND = re.compile("[省市县区旗盟]$")


def short_forms(name: str) -> tuple[str, ...]:
    """The short forms of an official name, each of two characters or more; often one or none."""
    if _AUTONOMOUS.search(name):
        stem = _place(_AUTONOMOUS.sub("", name))
        forms = (stem,) if name.endswith("区") else (stem, stem + name[-1])
    else:
        stem = _LONG_KIND.sub("", name)
        forms = (_KIND.sub("", name if len(stem) < _SHORTEST else stem),)
    return tuple(form for form in forms if len(form) >= _SHORTEST and form != name)


def _place(stem: str) -> str:
    """Drops the peoples (双江拉祜族佤族布朗族傣族 → 双江), unless they are the place (鄂伦春)."""
    while found := _PEOPLE.search(stem):
        if found.start() < _SHORTEST:
            return stem.removesuffix("族")
        stem = stem[: found.start()]
    return stem
