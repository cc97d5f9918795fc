"""The wheel by itself: installed into an environment of its own, in an empty folder, offline."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet"]
# Opens the first page as a reader would, and says what stands on it.
VISIT = """
from streamlit.testing.v1 import AppTest
from goidata.store.home import SITE
page = AppTest.from_file(str(SITE / "app.py"), default_timeout=60).run()
assert not page.exception and not page.error, (page.exception, page.error)
print(SITE, *(part.body for part in page.get("html")), *(part.value for part in page.markdown))
"""


def without_checkout() -> dict[str, str]:
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONPATH", "GOIDATA_DB", "GOIDATA_POPULATION")
    }


def run(folder: Path, *words: object) -> str:
    done = subprocess.run(
        list(map(str, words)),
        cwd=folder,
        env={**without_checkout(), "LC_ALL": "zh_CN.UTF-8", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built with the tools that are installed."""
    folder = tmp_path_factory.mktemp("built")
    offline = ["--no-build-isolation", "--no-deps", "--no-index"]
    run(ROOT, *PIP, "wheel", *offline, "--wheel-dir", folder, ROOT)
    (built,) = folder.glob("goidata-*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds the wheel, and shares all else with ours."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, symlinks=os.name == "posix")
    made = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(folder, *PIP, "--python", made, "install", "--no-deps", "--no-index", wheel)
    packages = sysconfig.get_path("purelib")
    place = run(folder, made, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
    # A path alone, whose own .pth files are not followed: nothing of the checkout is found by it.
    Path(place.strip(), "shared.pth").write_text(packages, encoding="utf-8")
    return made


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


def test_everything_that_the_dashboard_needs_is_carried(wheel: Path) -> None:
    carried = [ROOT / "app.py", ROOT / ".streamlit" / "config.toml", ROOT / "data" / "agencies.csv"]
    carried += [*(ROOT / "pages").glob("*.py"), *(ROOT / "data" / "reports").glob("*.txt")]
    with zipfile.ZipFile(wheel) as archive:
        for file in carried:
            name = f"goidata/carried/{file.relative_to(ROOT).as_posix()}"
            assert archive.read(name) == file.read_bytes()
        assert not [name for name in archive.namelist() if ".db" in name or "__pycache__" in name]


def test_a_report_is_read_by_the_installed_command(python: Path, empty: Path) -> None:
    report = ROOT / "data" / "reports" / "miyi-office-2023.txt"
    shown = run(empty, python.with_name("goidata"), "parse", "--json", report)
    assert '"status": "read"' in shown and "米易县人民政府办公室" in shown
    assert list(empty.iterdir()) == []


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def served(python: Path, empty: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """The dashboard as `goidata serve` starts it in an empty folder, once it answers."""
    words = [python.with_name("goidata"), "serve", "--port", str(port), "--lang", "en"]
    with subprocess.Popen(
        list(map(str, words)),
        cwd=empty,
        env={**without_checkout(), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as server:
        try:
            while server.poll() is None and not answers(port):
                time.sleep(0.1)
            yield server
        finally:
            server.kill()


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health") as page:
            return bool(page.read() == b"ok")
    except OSError:
        return False


def test_the_dashboard_is_served_with_its_data_in_an_empty_folder(
    served: subprocess.Popen[str], python: Path, empty: Path, port: int
) -> None:
    assert served.poll() is None, served.communicate()[0]
    made = [file.name for file in (empty / "data").iterdir()]
    # The columnar copy lies beside the database.
    assert [name for name in made if not name.endswith(".columns")] == ["goidata.db"]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
        assert b"<title>" in page.read()
    shown = run(empty, python, "-c", VISIT)
    assert "carried" in shown.split()[0] and "平潭综合实验区" in shown
    served.kill()
    said = served.communicate()[0]
    assert "16 reports" in said and "Traceback" not in said
