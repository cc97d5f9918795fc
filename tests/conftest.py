"""What several tests stand on: the figures of real reports, and databases made of reports."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path

import made
import pytest
import stock
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

from goidata.extraction.report import Report
from goidata.store.database import connect

# Laws are tested, not times: a machine may be busy.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Running a page makes it the main module, which every process started later would run."""
    own = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = own


@pytest.fixture(autouse=True, scope="session")
def scanned_once() -> Iterator[None]:
    """Before every page Streamlit looks for components in all packages installed, which takes three
    times as long as the page: the same answer serves for all."""
    with pytest.MonkeyPatch.context() as patch:
        once = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports beside the checkout."""
    folder = made.SHARED.parent
    if not folder.is_dir():
        pytest.skip("the real reports are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A database of the figures of all real reports."""
    path = tmp_path_factory.mktemp("real") / "real.db"
    stock.build(path, made.shared().values())
    with closing(connect(path)) as db:
        yield db


@pytest.fixture(scope="session")
def reports() -> Mapping[tuple[str, int], Report]:
    """The made reports of `various`, by unit and year."""
    return {(r.identity.unit, r.identity.year): r for r in stock.various()}


@pytest.fixture(scope="session")
def various(
    reports: Mapping[tuple[str, int], Report], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[sqlite3.Connection]:
    """A database of made reports: both editions, gaps, cells without a number, a directory."""
    path = tmp_path_factory.mktemp("various") / "various.db"
    stock.build(path, reports.values(), stock.DIRECTORY)
    with closing(connect(path)) as db:
        yield db
