"""Two servers behind nginx restarted in turn while visitors come: a page and its websocket."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from argparse import Namespace
from contextlib import ExitStack
from pathlib import Path

import proxied
from results import keep
from websockets.sync.client import connect

EVERY = 0.5  # seconds between two visitors
ROUNDS = 3  # in each of which every server is restarted, one right after the other


def run(asked: Namespace) -> None:
    if proxied.NGINX is None or proxied.OPENSSL is None:
        raise SystemExit("nginx or openssl is not installed")
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        database = folder / "held.db"
        load = [sys.executable, "-m", "goidata", "load", "data/reports", "--db", str(database)]
        subprocess.run(load, cwd=proxied.ROOT, check=True, capture_output=True)
        ports = proxied.free_ports(2)
        running = {p: stack.enter_context(proxied.server(database, p)) for p in ports}
        address = stack.enter_context(proxied.nginx(folder, ports))
        came, refused, over = list[float](), list[str](), threading.Event()
        visitors = threading.Thread(target=keep_coming, args=(address, came, refused, over))
        visitors.start()
        for port in ROUNDS * ports:
            running[port].terminate()
            running[port].wait()
            running[port] = stack.enter_context(proxied.server(database, port))
        over.set()
        visitors.join()
    figures = {"restarts": ROUNDS * len(ports), "visitors": len(came), "refused": len(refused)}
    keep(asked.results, "restart", figures)
    print(*refused, sep="\n")


def keep_coming(address: str, came: list[float], refused: list[str], over: threading.Event) -> None:
    """Visitors one after the other, none of whom has been there before."""
    while not over.wait(EVERY):
        came.append(time.monotonic())
        try:
            visit(address)
        except Exception as error:
            refused.append(f"{type(error).__name__}: {error}")


def visit(address: str) -> None:
    """Open the page and its websocket, with the seat that nginx gives. Raises what goes wrong."""
    with urllib.request.urlopen(address, timeout=20, context=proxied.ANY) as page:
        seat = page.headers["Set-Cookie"].partition(";")[0]
        page.read()
    stream = address.replace("https://", "wss://") + "_stcore/stream"
    with connect(
        stream,
        ssl=proxied.ANY,
        additional_headers={"Cookie": seat},
        origin=address.rstrip("/"),  # type: ignore[arg-type]
        subprotocols=["streamlit"],  # type: ignore[list-item]
        open_timeout=20,
    ):
        return
