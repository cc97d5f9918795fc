"""Old Word files (.doc, .wps), rich text and OpenDocument text made into .docx by LibreOffice where
it is installed: in a folder of their own, without macros and links, within bounds."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

from goidata.errors import Refusal

if sys.platform != "win32":
    import resource

PROGRAMS = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
)
SECONDS = 50  # of real time; a report takes one or two
MEMORY = 4 * 1024**3  # bytes of address space, most of it never touched
LARGEST_FILE = 200 * 1024**2  # bytes that it may write into one file

# The format is named, since LibreOffice takes for plain text whatever else it cannot make out.
FORMATS = {
    b"\xd0\xcf\x11\xe0": "MS Word 97",
    b"{\\rtf": "Rich Text Format",
    b"PK\x03\x04": "writer8",
    b"<?xml": "OpenDocument Text Flat XML",
}


def to_docx(data: bytes, name: str) -> bytes:
    """The file as .docx; raises Refusal `unsupported` where no converter is installed and `damaged`
    where it makes nothing of the file."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise Refusal.of("unsupported.converter", name=name)
    with tempfile.TemporaryDirectory(prefix="goidata-", ignore_cleanup_errors=True) as held:
        folder = Path(held)
        folder.joinpath("source").write_bytes(data)
        _prepare(folder)
        try:
            _run(_command(program, folder, _format(data)), folder)
            converted = folder.joinpath("out", "source.docx").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise _damaged(name) from error
    if not converted.startswith(b"PK"):
        raise _damaged(name)
    return converted


def _format(data: bytes) -> str:
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    return next(name for head, name in FORMATS.items() if start.startswith(head))


def _prepare(folder: Path) -> None:
    """The profile that the converter starts with."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    settings = files(__package__).joinpath("profile.xcu").read_bytes()
    profile.joinpath("registrymodifications.xcu").write_bytes(settings)


def _command(program: str, folder: Path, kind: str) -> list[str]:
    return [
        program,
        f"-env:UserInstallation={folder.joinpath('profile').as_uri()}",
        "--headless",
        "--norestore",
        f"--infilter={kind}",
        "--convert-to",
        "docx",
        "--outdir",
        str(folder / "out"),
        str(folder / "source"),
    ]


def _run(command: list[str], folder: Path) -> None:
    """Run the converter; when it has ended, or its time is over, none of its processes is left.

    The program named is a script that starts others, all in one group of processes.
    """
    own = {"HOME": str(folder), "TMPDIR": str(folder)}  # whatever it leaves goes with the folder
    with subprocess.Popen(
        command,
        env={**os.environ, **own},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_limits if os.name == "posix" else None,
    ) as process:
        try:
            process.wait(SECONDS)
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


def _limits() -> None:
    """Bounds what the converter may take, where the system can."""
    if sys.platform != "win32":
        for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, LARGEST_FILE)):
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(kind, (most, most))


def _damaged(name: str) -> Refusal:
    return Refusal.of("damaged.conversion", name=name)
