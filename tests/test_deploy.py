"""What is given for a server is what its programs accept, and lets as little as possible in."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import proxied
import pytest

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "docs" / "deploy"
ANALYSER = shutil.which("systemd-analyze")
EXPOSED = 20  # tenths of "exposure": below 2.0 is what systemd calls OK
with_systemd = pytest.mark.skipif(ANALYSER is None, reason="systemd is not here")
with_nginx = pytest.mark.skipif(
    proxied.NGINX is None or proxied.OPENSSL is None, reason="nginx or openssl is not here"
)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit, of a program that is there."""
    text = (DEPLOY / "goidata@.service").read_text("utf-8")
    file = tmp_path / "goidata@.service"
    file.write_text(text.replace("/opt/goidata/bin/goidata", "/bin/true"), "utf-8")
    return file


def analysed(*words: object) -> subprocess.CompletedProcess[str]:
    command = [str(ANALYSER), *map(str, words)]
    return subprocess.run(command, check=False, capture_output=True, encoding="utf-8")


@with_systemd
def test_systemd_knows_every_word_of_the_unit(unit: Path) -> None:
    done = analysed("verify", unit)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@with_systemd
def test_the_unit_is_exposed_to_little(unit: Path) -> None:
    done = analysed("security", "--offline=true", f"--threshold={EXPOSED}", "--no-pager", unit)
    if "unrecognized option" in done.stderr:
        pytest.skip("this systemd cannot tell of a file")
    assert done.returncode == 0, done.stdout[-300:]


@with_nginx
def test_nginx_accepts_the_configuration(tmp_path: Path) -> None:
    file = proxied.configured(tmp_path, *[proxied.free_ports(2)], *proxied.free_ports(2))
    command = [str(proxied.NGINX), "-t", "-c", str(file)]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0 and "[warn]" not in done.stderr, done.stderr


def test_the_image_is_built_from_the_wheel_and_runs_as_nobody() -> None:
    lines = (DEPLOY / "Dockerfile").read_text("utf-8")
    copied = re.findall(r"^COPY (?!--from)(\S+)", lines, re.MULTILINE)
    assert (
        copied == ["docs/deploy/locked/run.txt", "dist/goidata-*.whl"]
        and (ROOT / copied[0]).is_file()
    )
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").split()
    assert ignored[0] == "*" and {f"!{each}" for each in copied} >= {ignored[1]}
    assert "--require-hashes" in lines and "--no-index" in lines
    last = lines.rpartition("\nFROM ")[2]
    assert re.search(r"^USER 10001", last, re.MULTILINE)
    assert not re.search(r"\b(?:curl|wget|apt-get|git)\b", lines)
