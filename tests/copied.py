"""A copy of the package whose declarations are changed, used through its command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class Copy:
    """The package as a maintainer changes it, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "goidata", folder / "goidata")

    def write(self, file: str, text: str) -> None:
        """A new file of the package, or another text for one."""
        (self.folder / "goidata" / file).write_text(text, "utf-8")

    def change(self, file: str, old: str, new: str) -> None:
        """`new` in place of the first `old` in a file of the package."""
        path = self.folder / "goidata" / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    def run(self, *words: object, language: str = "en") -> subprocess.CompletedProcess[str]:
        """The command line of the copy, in `language`."""
        return self.python("-m", "goidata", *words, language=language)

    def python(self, *words: object, language: str = "en") -> subprocess.CompletedProcess[str]:
        """Python with the copy in place of the package."""
        surroundings = {
            **os.environ,
            "PYTHONPATH": str(self.folder),
            "LC_ALL": "zh_CN.UTF-8" if language == "zh" else "C.UTF-8",
            "GOIDATA_DB": str(self.folder / "default.db"),
        }
        return subprocess.run(
            [sys.executable, *map(str, words)],
            cwd=self.folder,
            env=surroundings,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
