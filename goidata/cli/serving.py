"""The dashboard started on this machine, for this machine alone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from goidata.errors import DatabaseError, UsageError
from goidata.store.columnar import catch_up
from goidata.store.database import connect, is_older, is_unused
from goidata.store.home import REPORTS, default_path
from goidata.wording import Both, both

HOST = "127.0.0.1"


def serve(database: Path, port: int) -> int:
    """Run the dashboard on `database` until it is stopped; gives its exit code.

    Raises UsageError where the port is taken, DatabaseError where the database cannot be opened.
    """
    connect(database).close()
    _must_be_free(port)
    catch_up(database)  # or the first visitor would wait for it
    command = [sys.executable, "-m", "goidata.dashboard"]
    command += [f"--server.address={HOST}", f"--server.port={port}"]
    surroundings = {**os.environ, "GOIDATA_DB": str(database.resolve())}
    if os.name == "posix":
        # this process becomes the server, so that whatever ends it ends the server
        os.execve(sys.executable, command, surroundings)
    return subprocess.run(command, env=surroundings, check=False).returncode


def prepared(database: Path, progress: Callable[[int, int], None]) -> Both | None:
    """Make the database of the reports held by default, where none is named and there is none yet,
    and bring it to the tables and checks of today, where it is behind; says what was done."""
    from goidata.intake.loading import load
    from goidata.intake.upkeep import is_behind, update

    if database.is_file() and not is_unused(database):
        if not is_behind(database):
            return None
        try:
            return both("commands.updated", path=database, n=update(database, progress))
        except DatabaseError:  # where it may not be written, what was found before is shown
            if is_older(database):
                raise
            return None
    if os.environ.get("GOIDATA_DB") or database != default_path():
        return None
    tally = load([REPORTS], database, progress=progress)
    return both("commands.made", path=database, n=tally.read)


def _must_be_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise UsageError.of("serve.port", port=port, why=error.strerror) from error
