"""Addresses drawn, asked of every page over a real socket; what fails is in the server's log."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from argparse import Namespace
from pathlib import Path
from typing import cast
from urllib.parse import urlencode

from results import keep
from served import ROOT, Server, serving
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from goidata.dashboard.pages import PAGES

ADDRESSES = 200  # of each page
ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR)
WORDS = "region year level scope clean without_largest applicant lang stratum view sort order find"
NASTY = (
    "' OR 1=1 --", "\";DROP TABLE report;--", "<script>alert(1)</script>", "${7*7}{{7*7}}", "%00",
    "\x00", "\u202e", "-1", "0", "1e999", "NaN", "9" * 400, "2023-", "-2023", "2023,2023", "٢٠٢٣",
    "../../etc/passwd", "javascript:alert(1)", "http://other.test/", "**d** [x](y)", "字" * 3000,
    "*", "%", "_", "\\", "\r\nX: y", "=1+1", "null", "true", "[]", "{}", "320000", "\ud83d\ude00",
    "\N{ZERO WIDTH SPACE}", "a" * 20000,
)  # fmt: skip
FITTING = (
    "2023", "2021", "2021-2023", "government", "county", "total", "legal_person", "zh", "en",
    "applications.received.total", "T3-FLOW", "error", "new", "desc", "1", "2",
)  # fmt: skip


def run(asked: Namespace) -> None:
    """Measure, and keep the figures."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        words = ["sample", "--units", "12", "--years", "2021-2023", "--db", folder / "held.db"]
        command = [sys.executable, "-m", "goidata", *map(str, words)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        log = folder / "log"
        with serving(folder / "held.db", log=log) as server:
            for page in PAGES:
                before = failures(log)
                failed = opened(server, page.name, drawn(page.name, page.words))
                rows.append(
                    {"page": page.name, "addresses": ADDRESSES,
                     "exceptions": failed + failures(log) - before}
                )  # fmt: skip
                print(rows[-1], flush=True)
    exceptions = sum(cast(int, row["exceptions"]) for row in rows)
    keep(asked.results, "addresses", {"addresses": ADDRESSES, "exceptions": exceptions}, rows)


def drawn(page: str, own: tuple[str, ...]) -> list[str]:
    """What may be asked of a page: its own words more often than others, values that fit and
    values that nobody would give, words twice."""
    source, names = random.Random(page), [*own, *own, *WORDS.split(), "x", "", "__proto__"]
    found = []
    for _ in range(ADDRESSES):
        pairs = [
            (source.choice(names), source.choice(source.choice((NASTY, FITTING))))
            for _ in range(source.randint(1, 5))
        ]
        found.append(urlencode([(k, v.encode("utf-8", "replace")) for k, v in pairs]))
    return found


def opened(server: Server, page: str, queries: list[str]) -> int:
    """How many addresses do not end as a page that is shown."""
    failed = 0
    for query in queries:
        with connect(
            f"ws://127.0.0.1:{server.port}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            origin=Origin(server.address.rstrip("/")),
            max_size=None,
            max_queue=None,
        ) as socket:
            failed += not _shown(socket, "" if page == PAGES[0].name else page, query)
    return failed


def _shown(socket: ClientConnection, page: str, query: str) -> bool:
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.query_string = query
    socket.send(asked.SerializeToString())
    well = True
    while True:
        told = ForwardMsg.FromString(cast(bytes, socket.recv(timeout=60)))
        kind = told.WhichOneof("type")
        if kind == "delta" and told.delta.WhichOneof("type") == "new_element":
            well &= told.delta.new_element.WhichOneof("type") != "exception"
        if kind == "script_finished" and told.script_finished in ENDS:
            return well and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY


def failures(log: Path) -> int:
    """Faults of a page that the server has written down."""
    return log.read_text("utf-8", "replace").count("Traceback (most recent call last)")
