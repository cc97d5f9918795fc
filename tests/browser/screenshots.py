"""Pictures of every page, in both languages, on a desk and on a telephone.

python tests/browser/screenshots.py [FOLDER] [--db FILE]    (docs/screenshots, the default data)
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from goidata.dashboard import pages

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PAGES = tuple(page.name for page in pages.PAGES)
README = ("overview", "applications", "compare", "report")  # the first screen of each
LANGUAGES, WIDTHS = ("zh", "en"), (1440, 390)
TALLEST, REST, COLOURS = 12_000, 1_200, 200  # pixels; milliseconds; of a picture
# What is asked on a page, where it shows little by itself.
ASKED = {
    "report": "unit=盐边县&figure=applications.received.total",
    "search": "words=公开",
}


@contextmanager
def serving(database: Path) -> Iterator[str]:
    """The dashboard on a free port, stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serve = [sys.executable, "-m", "goidata", "serve", "--db", str(database), "--port", str(port)]
    with subprocess.Popen(
        serve, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True
    ) as server:
        try:
            for _ in range(300):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health").close()
                    break
                except OSError:
                    time.sleep(0.2)
            yield f"http://127.0.0.1:{port}/"
        finally:
            os.killpg(server.pid, signal.SIGTERM)  # the server is a child of the command


def photograph(page: Any, address: str, file: Path) -> None:
    """One picture of the whole page, however long."""
    _draw(page, address)
    main = "document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight"
    width = page.viewport_size["width"]
    height = min(int(page.evaluate(main)) + 90, TALLEST)
    page.set_viewport_size({"width": width, "height": height})
    _save(page, file)


def _draw(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(".g-foot", timeout=60_000)
    page.wait_for_timeout(REST)


def _save(page: Any, file: Path) -> None:
    """The picture once every chart is there, in few colours, which is a third of the size."""
    page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton]')")
    page.wait_for_timeout(REST)
    picture = Image.open(BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(COLOURS).save(file, optimize=True)
    print(file)


def photograph_all(address: str, folder: Path) -> None:
    """Every page in every language at every width."""
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-dev-shm-usage"]
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        for width in WIDTHS:
            for language in LANGUAGES:
                for name in PAGES:
                    page = chromium.new_page(viewport={"width": width, "height": 900})
                    words = ["lang=en"] if language == "en" else []
                    words += [ASKED[name]] if name in ASKED else []
                    path = "" if name == "overview" else name
                    file = folder / f"{name}-{language}-{width}.png"
                    photograph(page, f"{address}{path}?{'&'.join(words)}", file)
                    page.close()
        for name in README:
            readme = chromium.new_page(viewport={"width": 1440, "height": 1180})
            _draw(readme, f"{address}{'' if name == 'overview' else name}?{ASKED.get(name, '')}")
            _save(readme, folder / f"{name}.png")
            readme.close()
        chromium.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "docs" / "screenshots")
    parser.add_argument("--db", type=Path, help="a database; the default data where none is given")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        database = asked.db or Path(folder) / "goidata.db"
        if asked.db is None:
            load = [sys.executable, "-m", "goidata", "load", "data/reports", "--db", str(database)]
            subprocess.run(load, cwd=ROOT, check=True)
        with serving(database) as address:
            photograph_all(address, asked.folder)


if __name__ == "__main__":
    main()
