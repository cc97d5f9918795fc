"""The dashboard started on this machine, for this machine alone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

from goidata.errors import UsageError
from goidata.store.database import connect
from goidata.store.home import default_path

HOST = "127.0.0.1"


def serve(database: Path, port: int) -> int:
    """Run the dashboard on `database` until it is stopped; gives its exit code.

    Raises UsageError where the port is taken, DatabaseError where the database cannot be opened.
    """
    connect(database).close()
    _must_be_free(port)
    command = [sys.executable, "-m", "goidata.dashboard"]
    command += [f"--server.address={HOST}", f"--server.port={port}"]
    surroundings = {**os.environ, "GOIDATA_DB": str(database.resolve())}
    if os.name == "posix":
        # this process becomes the server, so that whatever ends it ends the server
        os.execve(sys.executable, command, surroundings)
    return subprocess.run(command, env=surroundings, check=False).returncode


def is_to_be_made(database: Path) -> bool:
    """Whether the database is the one meant where none is named, and is not there yet."""
    named = os.environ.get("GOIDATA_DB")
    return not named and database == default_path() and not database.exists()


def _must_be_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise UsageError.of("serve.port", port=port, why=error.strerror) from error
