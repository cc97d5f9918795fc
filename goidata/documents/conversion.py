"""Old Word files (.doc, .wps), rich text and OpenDocument text, through LibreOffice where it is
installed: converted to .docx in a folder of their own, under limits of time and memory."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from goidata.documents import word
from goidata.documents.document import Document
from goidata.errors import Refusal

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 60
MEMORY = 4 * 1024**3  # address space, most of it never touched


def read(data: bytes, name: str) -> Document:
    """The content of the file; raises Refusal `unsupported` where no converter is installed and
    `damaged` where it makes nothing of the file."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise Refusal(
            "unsupported",
            f"{name}：读取旧版 Word 需安装 LibreOffice，或请另存为 .docx 后重试",
            f"{name}: reading old Word files needs LibreOffice; install it or save as .docx",
        )
    with tempfile.TemporaryDirectory(prefix="goidata-") as folder:
        source, target = Path(folder, "source"), Path(folder, "out", "source.docx")
        source.write_bytes(data)
        _convert(program, source, target, name)
        converted = target.read_bytes()
    return word.read(converted, name)


def _convert(program: str, source: Path, target: Path, name: str) -> None:
    command = [
        program,
        f"-env:UserInstallation={source.parent.joinpath('profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
        "--outdir",
        str(target.parent),
        str(source),
    ]
    try:
        subprocess.run(
            command,
            timeout=SECONDS,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=_limits if os.name == "posix" else None,
            start_new_session=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise _damaged(name) from error
    if not target.exists():
        raise _damaged(name)


def _limits() -> None:
    """Bounds the converter's memory, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _damaged(name: str) -> Refusal:
    return Refusal(
        "damaged",
        f"{name}：LibreOffice 无法打开此文件，请另存为 .docx 后重试",
        f"{name}: LibreOffice could not open the file; save it as .docx and try again",
    )
