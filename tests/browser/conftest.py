"""A real server on the default data, and a real Chromium that looks at it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
WIDE, PHONE = 1440, 390
START = 60  # seconds a server may take on a busy machine

# Notes when a page last spoke to its server and last heard from it.
TALK = """
(() => {
  const Native = window.WebSocket;
  const talk = (window.talk = { said: 0, heard: 0 });
  window.WebSocket = class extends Native {
    constructor(...words) {
      super(...words);
      this.addEventListener("message", () => { talk.heard = performance.now(); });
    }
    send(data) {
      talk.said = performance.now();
      super.send(data);
    }
  };
})();
"""
# Still: what was said is answered, nothing came for a while, and nothing is being drawn. A click is
# sent a moment later and a run may be followed by another: one look at "not running" is too few.
# Links that a script follows are plain links until it is there.
STILL = """
() => {
  const { said, heard } = window.talk;
  const now = performance.now();
  const there = document.documentElement.dataset;
  const followed = (links, name) => name in there || !document.querySelector(links);
  return followed('a[data-here]', 'inPlace') && followed('a[data-file]', 'handing')
    && (heard >= said || now - said > 5000) && now - Math.max(said, heard) > 250
    && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')
    && document.querySelector('[data-testid=stApp]')
         ?.getAttribute('data-test-script-state') === 'notRunning';
}
"""


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default data, loaded as a newcomer loads it."""
    path = tmp_path_factory.mktemp("browser") / "goidata.db"
    command = [sys.executable, "-m", "goidata", "load", "data/reports", "--db", str(path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return path


@pytest.fixture(scope="session")
def serve(database: Path) -> Callable[..., AbstractContextManager[str]]:
    """Start the dashboard as a newcomer starts it, on a free port, on the default data or another
    database; gives its address."""

    @contextmanager
    def start(path: Path = database) -> Iterator[str]:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        command = [sys.executable, "-m", "goidata", "serve", "--db", str(path), "--port", port]
        with subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            address = f"http://127.0.0.1:{port}/"
            try:
                _wait(address, process)
                yield address
            finally:
                os.killpg(process.pid, signal.SIGTERM)  # the server is a child of the command

    return start


@pytest.fixture(scope="session")
def server(serve: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    """The address of one dashboard for all tests."""
    with serve() as address:
        yield address


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        assert process.poll() is None, "the server has stopped"
        try:
            urllib.request.urlopen(f"{address}_stcore/health", timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server does not answer")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium without a screen; skipped where it is not installed."""
    playwright = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with playwright.sync_playwright() as started:
        options = ["--no-sandbox", "--disable-dev-shm-usage"]
        chromium = started.chromium.launch(executable_path=str(CHROMIUM), args=options)
        yield chromium
        chromium.close()


class Look:
    """A page as a reader sees it, with what its console and its requests say."""

    def __init__(self, page: Any, server: str) -> None:
        self.page, self.server = page, server
        self.errors: list[str] = []
        self.strange: list[str] = []
        page.add_init_script(TALK)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._asked)

    def open(self, name: str, query: str = "") -> Look:
        """Go to a page at an address and wait until it is drawn."""
        name = "" if name == "overview" else name
        self.page.goto(f"{self.server}{name}{'?' + query if query else ''}")
        return self.settle()

    def settle(self) -> Look:
        """Wait until the server has said all it has to say."""
        self.page.wait_for_selector(".g-foot", timeout=60_000)
        self.page.wait_for_function(STILL, timeout=60_000)
        return self

    def drawn(self) -> Look:
        """Wait until every chart of the page is drawn."""
        self.page.wait_for_function(
            "() => !document.querySelector('[data-testid=stSkeleton]')"
            " && [...document.querySelectorAll('[data-testid=stPlotlyChart]')]"
            ".every(chart => chart.querySelector('.js-plotly-plot'))",
            timeout=30_000,
        )
        return self

    def charts(self) -> Any:
        """The charts, once the first is drawn."""
        found = self.page.locator(".js-plotly-plot")
        found.first.wait_for(timeout=30_000)
        return found

    def texts(self, selector: str) -> list[str]:
        return [text.strip() for text in self.page.locator(selector).all_inner_texts()]

    def _said(self, message: Any) -> None:
        # A deep link makes Streamlit look for its server below the page first: its own 404s.
        if message.type == "error" and "/_stcore/" not in message.location.get("url", ""):
            self.errors.append(message.text)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.server, "data:", "blob:")):
            self.strange.append(request.url)


@pytest.fixture
def look(browser: Any, server: str) -> Iterator[Callable[..., Look]]:
    """Open a new window of a width, on a server, in a theme; nothing may be wrong in any of them at
    the end."""
    opened: list[Look] = []

    def new(width: int = WIDE, at: str = server, theme: str = "light") -> Look:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
        opened.append(Look(context.new_page(), at))
        return opened[-1]

    yield new
    for each in opened:
        each.page.context.close()
        assert each.errors == [], "errors on the console"
        assert each.strange == [], "requests to another host"
