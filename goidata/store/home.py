"""Where the program's own files lie, and where a database is meant that nobody names.

In a checkout both are the checkout's. An installed package carries app, pages, look and default
data with it, and the database is meant in the folder in which the command is given.
"""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_CARRIED = _PACKAGE / "carried"  # pyproject.toml puts it into the wheel
IS_INSTALLED = _CARRIED.is_dir()
SITE = _CARRIED if IS_INSTALLED else _PACKAGE.parent  # app.py, pages/, .streamlit/, data/
REPORTS = SITE / "data" / "reports"  # held by default


def data() -> Path:
    """The folder of the database and of what is given beside it."""
    return (Path.cwd() if IS_INSTALLED else SITE) / "data"


def default_path() -> Path:
    """The database meant where none is named: GOIDATA_DB, or goidata.db in the folder of data."""
    named = os.environ.get("GOIDATA_DB")
    return Path(named) if named else data() / "goidata.db"
