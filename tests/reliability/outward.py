"""Every request of a browser and every connection of the server, while all pages are opened."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from argparse import Namespace
from collections import Counter
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from results import keep
from served import ROOT, Server, serving

from goidata.dashboard.pages import PAGES

CHROMIUM = "/usr/bin/chromium"
LOOK = 0.02  # seconds between two looks at the connections of the server
LOCAL = (
    "0100007F",
    "00000000",
    "0" * 32,
    "0000000000000000FFFF00000100007F",
    "0" * 24 + "01000000",
)
DRAWN = """() => document.querySelector("[data-testid=stApp]")
  ?.getAttribute("data-test-script-state") === "notRunning" """
ATTACK = (
    "<img src=http://other.test/a.png> ![x](http://other.test/b.png) [y](http://other.test/)"
    " <script src=//other.test/c.js></script><link rel=stylesheet href=//other.test/d.css>"
    " http://other.test/e url(http://other.test/f) www.other.test"
)
TEXTS = {
    "agency": ("unit",), "report": ("title", "unit", "url"), "claim": ("quote",),
    "section": ("heading", "text"), "region": ("name",),
}  # fmt: skip


class Watch:
    """The connections that a process has, by their other end, as the system lists them."""

    def __init__(self, process: int) -> None:
        self.seen: Counter[str] = Counter()
        self._process, self._on = process, True
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def end(self) -> None:
        self._on = False
        self._thread.join()

    def _look(self) -> None:
        known: set[str] = set()
        while self._on:
            own = set()
            with suppress(OSError):
                for each in Path(f"/proc/{self._process}/fd").iterdir():
                    with suppress(OSError):
                        own.add(str(each.readlink()))
            for line in _connections(self._process):
                if f"socket:[{line[9]}]" in own and line[9] not in known:
                    known.add(line[9])
                    self.seen[line[2].partition(":")[0]] += 1
            time.sleep(LOOK)


def _connections(process: int) -> list[list[str]]:
    found = []
    for name in ("tcp", "tcp6", "udp", "udp6"):
        with suppress(OSError):
            lines = Path(f"/proc/{process}/net/{name}").read_text().splitlines()[1:]
            found += [line.split() for line in lines]
    return found


def run(asked: Namespace) -> None:
    """Measure, and keep the figures."""
    with tempfile.TemporaryDirectory() as name:
        db = hostile(Path(name))
        with serving(db) as server, sync_playwright() as started:
            watch = Watch(server.process.pid)
            chromium = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            requests = Counter[str]()
            for page in PAGES:
                for language in ("zh", "en"):
                    _open(chromium.new_page(), server, page.name, language, requests)
            _foreign(server)
            chromium.close()
            watch.end()
    out = {each: n for each, n in watch.seen.items() if each not in LOCAL}
    rows = [
        {"who": "browser", "looked at": requests.total(), "outward": requests["outward"]},
        {"who": "server", "looked at": watch.seen.total(), "outward": sum(out.values())},
    ]
    figures = {name: sum(row[name] for row in rows) for name in ("looked at", "outward")}  # type: ignore[misc]
    keep(
        asked.results,
        "outward",
        {"requests": figures["looked at"], "outward": figures["outward"]},
        rows,
    )


def hostile(folder: Path) -> Path:
    """A database whose every text names another host in every way a page could follow."""
    import sqlite3
    from contextlib import closing

    db = folder / "held.db"
    words = ["sample", "--units", "12", "--years", "2021-2023", "--db", db]
    command = [sys.executable, "-m", "goidata", *map(str, words)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with closing(sqlite3.connect(db)) as opened, opened:
        for table, columns in TEXTS.items():
            for column in columns:
                put = f'UPDATE "{table}" SET "{column}" = coalesce("{column}", \'\') || ?'
                opened.execute(put, [f" {ATTACK}"])
    return db


def _open(page: Page, server: Server, name: str, language: str, requests: Counter[str]) -> None:
    def seen(url: str) -> None:
        own = url.startswith(
            (server.address, "data:", "blob:", server.address.replace("http", "ws"))
        )
        requests["own" if own else "outward"] += 1

    page.on("request", lambda request: seen(request.url))
    page.on("websocket", lambda socket: seen(socket.url))
    where = "" if name == PAGES[0].name else name
    page.goto(f"{server.address}{where}?lang={language}")
    page.wait_for_selector(".g-foot", timeout=60_000)
    page.wait_for_function(DRAWN, timeout=60_000)
    print(name, language, dict(requests), flush=True)
    page.close()


def _foreign(server: Server) -> None:
    """Pages of others, at which Streamlit by itself asks another host for its own address."""
    for origin in ("http://evil.test", "http://[::1]:1", "http://10.0.0.1"):
        server.connect(origin=origin)
        server.connect(host="evil.test", origin=origin)
