"""What a visitor may hold, that it goes with him, and how many visitors there may be."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
import stock
from hypothesis import given
from hypothesis import strategies as st
from served import Server, serving

from goidata.dashboard.server.held import Held
from goidata.operating.settings import Uploads

MEGABYTE = 1024**2
WORD = "a word that nobody guesses"
LIMITS = "[uploads]\nfiles = 3\nmegabytes = 15\nlargest = 8\nall_visitors = 20\nseconds = 1\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("uploads")
    stock.build(folder / "held.db", [])
    (folder / "settings.toml").write_text(f'sessions = 2\nmetrics = "{WORD}"\n{LIMITS}', "utf-8")
    with serving(folder / "held.db", "--settings", folder / "settings.toml") as started:
        yield started


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return holds()


def test_files_of_a_visitor_are_bounded(server: Server) -> None:
    with server.visit("precheck") as one:
        assert one.upload("a", b"x") == 204
        assert one.upload("b", b"x" * (7 * MEGABYTE)) == 204
        assert one.upload("c", b"x" * (9 * MEGABYTE)) == 413  # too large
        assert one.upload("c", b"x" * (7 * MEGABYTE)) == 204
        assert one.upload("d", b"x") == 413  # too many
        assert one.remove("c") == 204
        assert one.upload("d", b"x" * (7 * MEGABYTE)) == 204
        with server.visit("precheck") as other:
            assert other.upload("e", b"x" * (7 * MEGABYTE)) == 413  # too much of all visitors
            assert other.upload("e", b"x" * MEGABYTE) == 204


@pytest.mark.long  # waits for a server that looks for them now and then
def test_they_go_with_him(server: Server) -> None:
    assert within(30, lambda: uploaded(server) == 0)
    with server.visit("precheck") as one:
        assert [one.upload(name, b"x" * (7 * MEGABYTE)) for name in "ab"] == [204, 204]
        assert within(30, lambda: uploaded(server) == 14 * MEGABYTE)
    assert within(30, lambda: uploaded(server) == 0)
    with server.visit("precheck") as again:
        assert [again.upload(name, b"x" * (7 * MEGABYTE)) for name in "ab"] == [204, 204]


def uploaded(server: Server) -> int:
    """Bytes of uploaded files that are held, as the server tells who runs it."""
    time.sleep(0.1)
    path = "/_stcore/metrics?families=cache_memory_bytes"
    told = server.ask(path, authorization=f"Bearer {WORD}").body.decode()
    found = re.search(r'cache_type="UploadedFileManager".* (\d+)', told)
    return int(found[1]) if found else 0


def test_what_is_not_announced_or_nobodys_is_not_taken(server: Server) -> None:
    path = "/_stcore/upload_file/nobody/a"
    assert server.ask(path, "PUT", b"x").status in (400, 403)
    assert server.ask(path, "PUT", transfer_encoding="chunked").status == 411
    with server.visit("precheck") as one:
        for number in range(5):  # what is refused by others does not count
            assert (
                server.ask(f"/_stcore/upload_file/{one.session}/{number}", "PUT", b"x").status
                == 403
            )
        assert one.upload("a", b"x") == 204


def test_whoever_comes_beyond_the_places_is_told_so_and_let_in_later(server: Server) -> None:
    page = {"accept": "text/html,*/*"}
    assert within(30, lambda: server.ask("/", **page).status == 200)
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(server.visit())
        full = server.ask("/checks", **page)
        assert full.status == 503
        assert "已满" in full.body.decode() and "taken" in full.body.decode()
        assert int(full.headers["retry-after"]) > 0
        assert "content-security-policy" in full.headers
        assert server.connect(origin=server.address.rstrip("/")) == 403
        # those who are in go on, and the server is well
        assert server.ask("/_stcore/health", **page).status == 200
        assert server.ask("/favicon.png").status == 200
    assert within(30, lambda: server.ask("/", **page).status == 200)
    with server.visit():
        pass


files = st.tuples(
    st.sampled_from("abc"), st.sampled_from("vwxyz"), st.integers(0, 40), st.booleans()
)


@given(st.lists(files, max_size=40))
def test_no_order_of_files_goes_over_what_may_be_held(
    steps: list[tuple[str, str, int, bool]],
) -> None:
    limits = Uploads(files=3, megabytes=60, largest=30, all_visitors=80)
    held, mine = Held(limits), dict[str, dict[str, int]]()
    for session, file, size, comes in steps:
        own = mine.setdefault(session, {})
        if comes:
            may = held.admit(session, file, size * MEGABYTE)
            after = {**own, file: size}
            others = sum(sum(each.values()) for name, each in mine.items() if name != session)
            whole = sum(after.values())
            assert may == (len(after) <= 3 and size <= 30 and whole <= 60 and others + whole <= 80)
            if may:
                mine[session] = after
        else:
            held.drop(session, [file])
            own.pop(file, None)
        assert set(held.sessions()) == {name for name, files in mine.items() if files}
