"""The dashboard started on this machine: for this machine alone, or under the names given."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from goidata.errors import DatabaseError, UsageError
from goidata.operating.logs import LOG, is_json
from goidata.operating.settings import ADDRESS, FILE, HOSTS, Settings, settings_in
from goidata.store.columnar import catch_up
from goidata.store.database import connect, is_older, is_unused
from goidata.store.home import REPORTS, default_path
from goidata.wording import Both, both


class Asked(NamedTuple):
    """What the command line says of a server: its port, the names visitors use, where it listens,
    the file of its settings, how its log is written."""

    port: int
    hosts: Sequence[str] = ()
    address: str | None = None
    settings: Path | None = None
    log: str | None = None

    def surroundings(self) -> dict[str, str]:
        """The environment of the server."""
        said = {FILE: self.settings and str(self.settings.resolve()), ADDRESS: self.address}
        said |= {HOSTS: ",".join(self.hosts), LOG: self.log}
        return {**os.environ, **{name: value for name, value in said.items() if value}}


def serve(database: Path, asked: Asked, told: Callable[[str], None]) -> int:
    """Run the dashboard on `database` until it is stopped; gives its exit code. `told` is given
    the address at which it will be found.

    Raises UsageError where the port is taken or the settings are wrong, DatabaseError where the
    database cannot be opened.
    """
    surroundings = {**asked.surroundings(), "GOIDATA_DB": str(database.resolve())}
    chosen = settings_in(surroundings)
    connect(database).close()
    _must_be_free(chosen.address, asked.port)
    catch_up(database)  # or the first visitor would wait for it
    if not is_json(surroundings):  # else the server says so in its own way
        told(_address(chosen, asked.port))
    command = [sys.executable, "-m", "goidata.dashboard", str(asked.port)]
    sys.stdout.flush()
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


def _address(chosen: Settings, port: int) -> str:
    """Where a browser on this machine finds the server."""
    anywhere = chosen.address in ("0.0.0.0", "::")
    name = "127.0.0.1" if anywhere else chosen.address
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _must_be_free(address: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise UsageError.of("serve.port", port=port, why=error.strerror) from error
