"""Every page at one size, each in processes of its own: never opened, with a filter chosen anew,
and run again; and one process in which all are opened in turn, for the memory of a server."""

from __future__ import annotations

import json
import os
import re
import statistics
from argparse import Namespace
from functools import cache
from pathlib import Path

from databases import DEFAULT, copied, database, provinces
from kept import Row, keep
from timing import ROOT, Time, child, median, middle, peak, timed

NEW, AGAIN = 5, 7  # filters chosen anew, and runs without any change
_TIMEOUT = 3600


def run(asked: Namespace) -> None:
    """Measure every page, or those named."""
    from goidata.dashboard.pages import PAGES

    small = database(DEFAULT, asked.folder)
    path = database(asked.size, asked.folder, asked.db)
    if path == small:  # what is kept of the one must not serve for the other
        path = copied(small, asked.folder)
    child("ready", "--db", path)
    names = asked.only or [page.name for page in PAGES]
    rows: list[Row] = [_page(name, small, path, asked.times) for name in names]
    if not asked.only:
        rows.append(json.loads(child("page", *names, "--warm", small, "--db", path)))
    keep(asked.results, "pages", rows, asked.size)


def _page(name: str, small: Path, path: Path, times: int) -> Row:
    """The middle of what several processes measure: each opens the page for the first time once."""
    rows = [json.loads(child("page", name, "--warm", small, "--db", path)) for _ in range(times)]
    return {
        what: value if isinstance(value, str) else statistics.median(row[what] for row in rows)
        for what, value in rows[0].items()
    }


def measured(asked: Namespace) -> None:
    """In the child: one page in all three ways, or the memory that several take in turn. The page
    is first opened on a few reports, so that nothing is left to be loaded."""
    quick()
    for name in asked.names:
        opened(name, asked.warm)
    base = peak()
    if len(asked.names) > 1:
        for name in asked.names:
            opened(name, asked.db)
        print(json.dumps({"page": "all", "memory": peak(), "before": base}))
        return
    (name,) = asked.names
    with timed() as first:
        page = opened(name, asked.db)
    times = [_filtered(page, code) for code in provinces(asked.db, NEW)]
    new, again = middle(times), median(page.run, AGAIN)
    print(json.dumps({"page": name, **_row(first, new, again), "memory": peak(), "before": base}))


def ready(asked: Namespace) -> None:
    """In a child: what loading makes for questions, and a file from elsewhere may lack."""
    from goidata.analysis import queries
    from goidata.analysis.selection import Selection
    from goidata.store.database import connect

    queries.pooled(connect(asked.db), Selection(), ("received",))


def _row(first: Time, new: Time, again: Time) -> Row:
    named = {"first": first, "new": new, "again": again}
    return {
        f"{name}_{kind}": getattr(each, kind)
        for name, each in named.items()
        for kind in ("processor", "clock")
    }


def opened(name: str, path: Path):  # type: ignore[no-untyped-def]
    """A visitor who opens a page on a database; RuntimeError where something failed."""
    from streamlit.testing.v1 import AppTest

    os.environ["GOIDATA_DB"] = str(path)
    page = AppTest.from_file(str(ROOT / "pages" / f"{name}.py"), default_timeout=_TIMEOUT).run()
    _sound(page)
    return page


def _filtered(page, code: str) -> Time:  # type: ignore[no-untyped-def]
    page.query_params["region"] = code
    with timed() as found:
        page.run()
    _sound(page)
    return found


def _sound(page) -> None:  # type: ignore[no-untyped-def]
    if page.exception:
        raise RuntimeError(re.sub(r"\s+", " ", str(page.exception)))


def quick() -> None:
    """Streamlit's tests look for components in all installed packages before every run; a server
    does so once."""
    from streamlit.components.v2 import manifest_scanner

    once = cache(manifest_scanner.scan_component_manifests)
    manifest_scanner.scan_component_manifests = once
