"""The command line: words in, the library asked, errors to one line and an exit code."""

from goidata.cli import beside, console, deciding, keeping, on_database, on_files, sending
from goidata.cli.group import app

__all__ = ["app", "beside", "deciding", "keeping", "main", "on_database", "on_files", "sending"]


def main() -> None:
    """The entry of the `goidata` script."""
    console.use_utf8()
    app()
