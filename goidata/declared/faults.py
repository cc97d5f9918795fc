"""What is wrong with a declaration, told in both languages: which file, which entry, what is right.

The sentences stand here and not with the others of the package: those are declared in files that
may themselves be broken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_ALIKE = 3  # names among which the fewest slips decide
_NEAR = 0.5  # likeness from which a name is worth naming
_LISTED = 8  # names told where none is like

_TOLD = {"zh": "{place}：{said}", "en": "{place}: {said}"}

WORDS = {
    "key": ("项", "key"),
    "kind": ("种类", "kind"),
    "figure": ("数字", "figure"),
    "subject": ("对象", "subject"),
    "unit": ("单位", "unit"),
    "check": ("校验", "check"),
    "claim": ("文字表述", "claim"),
    "frame": ("句式", "frame"),
    "word": ("词类", "kind of word"),
    "doubt": ("疑点", "doubt"),
    "row": ("行", "row"),
    "column": ("列", "column"),
    "group": ("分组", "group"),
    "edition": ("版本", "edition"),
    "table": ("表", "table"),
    "fact": ("条件", "condition"),
    "test": ("检查项", "test"),
    "section": ("部分", "section"),
    "slot": ("词位", "slot"),
    "detail": ("填入项", "detail"),
}


class Fault(NamedTuple):
    """One thing that is wrong, in Chinese and English; `entry` is its path in `file`."""

    file: str
    entry: str
    zh: str
    en: str

    def told(self, language: str = "zh") -> str:
        """The fault in one line, with its place."""
        place = f"{self.file} [{self.entry}]" if self.entry else self.file
        return _TOLD[language].format(place=place, said=getattr(self, language))


class DeclarationError(Exception):
    """A declaration of the package itself is wrong: the program's fault, never that of a file that
    is read, and so none of the errors that are told of files. `faults` are all that were found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        more = len(self.faults) - 1
        zh, en = (self.faults[0].told(language) for language in ("zh", "en"))
        self.zh = (
            f"程序自身的声明有误，与所读文件无关：{zh}{f'（另有 {more} 处）' if more else ''}"
            "；请用 goidata form --lint 查看"
        )
        self.en = (
            f"goidata's own declarations are wrong, not the file read: {en}"
            f"{f' (and {more} more)' if more else ''}; see goidata form --lint"
        )
        super().__init__(self.en)

    def message(self, language: str = "zh") -> str:
        """The error in one line, in `language` ("zh" or "en")."""
        said: str = getattr(self, language)
        return said

    def __reduce__(self) -> tuple[type[DeclarationError], tuple[tuple[Fault, ...]]]:
        return DeclarationError, (self.faults,)  # it may come from another process


def no_such(file: str, entry: str, what: str, name: str, known: Iterable[str]) -> Fault:
    """There is no `what` (of WORDS) called `name` among `known`."""
    zh, en = WORDS[what]
    names = sorted(set(known))
    near = nearest(name, names)
    if near:
        return Fault(
            file,
            entry,
            f"没有叫“{name}”的{zh}，是否应为“{near}”",
            f"there is no {en} “{name}”; perhaps “{near}” is meant",
        )
    some = names[:_LISTED]
    dots = " …" if len(names) > _LISTED else ""
    return Fault(
        file,
        entry,
        f"没有叫“{name}”的{zh}，可用的有：{'、'.join(some)}{dots}",
        f"there is no {en} “{name}”; there are: {', '.join(some)}{dots}",
    )


def wrong(file: str, entry: str, zh: str, en: str) -> Fault:
    """What is wrong otherwise, in the words given."""
    return Fault(file, entry, zh, en)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The name among `known` that is likest to `name`; None where none is like it."""
    from difflib import get_close_matches  # needed where something is wrong only

    from rapidfuzz.distance import OSA  # in which two characters that changed places are one slip

    alike = get_close_matches(name, list(known), _ALIKE, _NEAR)
    return max(alike, key=lambda each: OSA.normalized_similarity(name, each), default=None)
