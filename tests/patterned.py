"""Writes every regular expression that the package compiles as JSON, with the line that does:
those of its modules, those made of its declarations, and those made while documents are read."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1] / "goidata"
LAYOUTS = ("tab rows", "glued", "html", "docx", "converter markdown", "pdf")

Found = dict[tuple[str, bool, int, str], str]  # pattern, whether of bytes, flags, file: and line


def watch() -> Found:
    """What is compiled from now on."""
    found: Found = {}
    compiled = re._compile  # type: ignore[attr-defined]

    def told(pattern: Any, flags: int) -> re.Pattern[Any]:
        made: re.Pattern[Any] = compiled(pattern, flags)
        if where := _ours():
            of_bytes = isinstance(made.pattern, bytes)
            text = made.pattern.decode("latin-1") if of_bytes else made.pattern
            found.setdefault((text, of_bytes, made.flags, where.partition(":")[0]), where)
        return made

    re._compile = told  # type: ignore[attr-defined]
    return found


def _ours() -> str | None:
    """The line of the package that asks for a pattern, if one does."""
    frame = sys._getframe(2)
    while frame.f_code.co_filename == re.__file__:
        assert frame.f_back is not None
        frame = frame.f_back
    file = Path(frame.f_code.co_filename)
    return f"{file.relative_to(PACKAGE)}:{frame.f_lineno}" if PACKAGE in file.parents else None


def main() -> None:
    found = watch()
    import goidata

    for module in pkgutil.walk_packages(goidata.__path__, "goidata."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    from trial import Trial

    from goidata.intake.attempts import attempt_to_store

    for layout in LAYOUTS:
        attempt_to_store("file", "file", Trial(layout, "none", 1).document()[1][0], ())
    json.dump([[*key[:3], where] for key, where in found.items()], sys.stdout)


if __name__ == "__main__":
    main()
