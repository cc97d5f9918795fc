"""nginx as docs/deploy/ configures it, in front of servers of this checkout, on free ports."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONFIGURATION = ROOT / "docs" / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
OPENSSL = shutil.which("openssl")
START = 90  # seconds that a server may take on a busy machine
ANY = ssl._create_unverified_context()  # the certificate is of our own making
_AROUND = """{user}daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/goidata.conf;
}}
"""


def free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def configured(folder: Path, ports: Sequence[int], secure: int, plain: int) -> Path:
    """The configuration with these ports, for the name localhost; gives its file."""
    text = CONFIGURATION.read_text("utf-8")
    for old, new in {
        "127.0.0.1:8501": f"127.0.0.1:{ports[0]}",
        "127.0.0.1:8502": f"127.0.0.1:{ports[1]}",
        "listen 443 ssl": f"listen 127.0.0.1:{secure} ssl",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "goidata.example": "localhost",
        "/etc/ssl/goidata": str(folder),
        "/var/log/nginx": str(folder),
    }.items():
        assert old in text, old
        text = text.replace(old, new)
    (folder / "goidata.conf").write_text(text, "utf-8")
    user = "user root;\n" if os.geteuid() == 0 else ""
    file = folder / "nginx.conf"
    file.write_text(_AROUND.format(folder=folder, user=user), "utf-8")
    subject = ["-subj", "/CN=localhost", "-days", "2", "-nodes", "-newkey", "rsa:2048"]
    keys = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    command = [str(OPENSSL), "req", "-x509", *subject, *keys]
    subprocess.run(command, check=True, capture_output=True)
    return file


@contextmanager
def nginx(folder: Path, ports: Sequence[int]) -> Iterator[str]:
    """nginx in front of two ports; gives its address."""
    secure, plain = free_ports(2)
    file = configured(folder, ports, secure, plain)
    with subprocess.Popen([str(NGINX), "-c", str(file)], stderr=subprocess.DEVNULL) as process:
        try:
            until_heard(secure, process)
            yield f"https://localhost:{secure}/"
        finally:
            process.terminate()


@contextmanager
def server(database: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The dashboard on a port, once it answers."""
    command = [sys.executable, "-m", "goidata", "serve", "--db", str(database), "--port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=ROOT, **quiet) as process:  # type: ignore[call-overload]
        try:
            until_healthy(f"http://127.0.0.1:{port}/", process)
            yield process
        finally:
            process.terminate()


def until_healthy(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}_stcore/health", timeout=2, context=ANY).close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server does not answer")


def until_heard(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx does not answer")
