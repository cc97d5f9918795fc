"""The letters that pages are drawn with: fonts of the system that have Chinese characters."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FAMILIES = ("Noto Serif CJK SC", "Noto Sans CJK SC")  # of print and of screens
_AT = 100  # the size at which widths are measured


@cache
def families() -> tuple[str, ...]:
    """Those of FAMILIES that the system has; none where nothing tells."""
    return tuple(family for family in FAMILIES if _file(family))


@cache
def _file(family: str) -> tuple[str, int] | None:
    """The file of a family and which of its faces; fontconfig gives another where there is none."""
    if shutil.which("fc-match") is None:
        return None
    asked = ["fc-match", "--format", "%{family}\n%{file}\n%{index}", f"{family}:style=Regular"]
    found, file, index = subprocess.run(asked, capture_output=True, text=True).stdout.split("\n")
    return (file, int(index) & 0xFFFF) if family in found.split(",") else None


@cache
def font(family: str, size: int) -> FreeTypeFont:
    """A family of `families` in letters of `size` pixels."""
    from PIL import ImageFont

    found = _file(family)
    assert found is not None
    return ImageFont.truetype(found[0], size, index=found[1])


@cache
def width(family: str, text: str) -> float:
    """The width of a text, in parts of the size of its letters."""
    return font(family, _AT).getlength(text) / _AT
