"""Who may ask a server, what every answer says, and what is not there: asked of a real server."""

from __future__ import annotations

import gzip
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import stock
from hypothesis import given
from hypothesis import strategies as st
from served import Server, serving

from goidata.dashboard.server import assets
from goidata.dashboard.server.headers import INDEX, policy
from goidata.dashboard.server.hosts import is_from, name_of
from goidata.errors import UsageError
from goidata.operating import settings as operating

NAME = "goidata.test"
WORD = "a word that nobody guesses"
PATHS = ("/", "/checks", "/_stcore/health", "/_stcore/host-config", "/favicon.png", "/media/x.csv")


class Trap:
    """A proxy that nobody should ask: counts who comes."""

    def __init__(self) -> None:
        self.came: list[bytes] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.listening.getsockname()[1]}"

    def _serve(self) -> None:
        while True:
            caller, _ = self.listening.accept()
            with caller:
                self.came.append(caller.recv(1000))


@pytest.fixture(scope="module")
def trap() -> Trap:
    return Trap()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, trap: Trap) -> Iterator[Server]:
    """One that is named, whose metrics are open to who knows the word, and whose way out is the
    trap."""
    folder = tmp_path_factory.mktemp("served")
    stock.build(folder / "held.db", [])
    settings = folder / "settings.toml"
    settings.write_text(f'hosts = ["{NAME}"]\nmetrics = "{WORD}"\n', "utf-8")
    ways = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), trap.address)
    words = ("--settings", settings)
    with serving(folder / "held.db", *words, **ways, no_proxy="", NO_PROXY="") as started:
        yield started


@pytest.mark.parametrize("path", PATHS)
def test_only_the_names_of_the_server_are_answered(server: Server, path: str) -> None:
    served = {server.ask(path, host=host).status for host in ("localhost", NAME, "[::1]:9")}
    assert served == {server.ask(path).status} <= {200, 404}
    for host in ("evil.test", f"{NAME}.evil.test", f"evil@{NAME}", f"{NAME}:x", "", "127.0.0.1.x"):
        answer = server.ask(path, host=host)
        assert answer.status in (400, 421), host
        assert b"<" not in answer.body


def test_a_page_that_was_made_to_lead_here_opens_no_connection(server: Server) -> None:
    own = f"127.0.0.1:{server.port}"
    assert server.connect(origin=f"http://{own}") == 101
    assert server.connect(host=NAME, origin=f"https://{NAME}") == 101
    # its name leads here: Host and Origin agree
    assert server.connect(host="evil.test", origin="http://evil.test") == 403
    for origin in ("http://evil.test", "null", f"http://{NAME}", "file://", f"ftp://{own}"):
        assert server.connect(origin=origin) == 403, origin
        assert server.ask("/", origin=origin).status == 403


def test_nothing_is_looked_up_outside_whoever_asks(server: Server, trap: Trap) -> None:
    for origin in ("http://evil.test", "http://[::1]:1", "http://10.0.0.1", "http://0.0.0.0"):
        server.connect(origin=origin)
        server.connect(host="evil.test", origin=origin)
    assert trap.came == []


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("host", ["", "evil.test"])
def test_every_answer_says_what_a_browser_may_do(server: Server, path: str, host: str) -> None:
    told = server.ask(path, host=host or NAME).headers
    rules = dict(rule.partition(" ")[::2] for rule in told["content-security-policy"].split("; "))
    assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert "unsafe" not in rules["script-src"]
    assert not re.search(r"https?:|wss?:|\*", told["content-security-policy"])
    assert told["x-content-type-options"] == "nosniff"
    assert told["referrer-policy"] == "same-origin"
    assert "camera=()" in told["permissions-policy"]
    assert "server" not in told
    assert [name for name in told if name.startswith("access-control")] == []


def test_scripts_and_styles_come_packed_to_who_takes_them_so(server: Server) -> None:
    for name in re.findall(r'"\.(/static/(?:js|css)/[^"]+)"', INDEX.read_text("utf-8")):
        there = (INDEX.parent / name[1:]).read_bytes()
        answer = server.ask(name, accept_encoding="gzip, br")
        assert gzip.decompress(answer.body) == there == server.ask(name).body, name
        assert answer.headers["content-encoding"] == "gzip"
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert len(server.ask(name, accept_encoding="gzip", range="bytes=0-9").body) == 10


def test_the_library_of_charts_waits_for_the_page_and_is_then_all_there(server: Server) -> None:
    (path,) = assets.late()
    waiting = gzip.decompress(server.ask(path, accept_encoding="gzip").body).decode()
    whole = server.ask(f"{path}?whole", accept_encoding="gzip")
    library = gzip.decompress(whole.body)
    assert library == (assets.FOLDER / path[1:]).read_bytes()
    assert f"./{path.rpartition('/')[2]}?whole" in waiting and "requestIdleCallback" in waiting
    exported = library.decode().rpartition("export{")[2].rstrip("};\n").split(",")
    given = {each.split()[-1] for each in exported}
    assert set(re.findall(r"^export (?:const )?(\w+)", waiting, re.M)) == given


def test_a_page_names_the_scripts_that_every_page_is_drawn_with(server: Server) -> None:
    told = server.ask("/checks").headers["link"]
    names = re.findall(r"<\.(/static/js/[^>]+)>;rel=modulepreload", told)
    assert {name.rpartition("/")[2].partition(".")[0] for name in names} >= {*assets.ON_EVERY_PAGE}
    assert all(server.ask(name, method="HEAD").status == 200 for name in names)
    assert "link" not in server.ask("/_stcore/health").headers
    assert len(str(told)) < 3000  # what a proxy takes of headers is bounded


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/x/y", "../lost"),
        ("/report/2023/7?lang=en&unit=%E5%BF%83", "../../lost?lang=en&unit=%E5%BF%83"),
        ("/x/y/", "../../lost"),
        ("/report", None),
        ("/static/js/none.js", None),
        ("/media/a/b", None),
        ("//evil.test/x", None),
    ],
)
def test_an_address_below_a_page_is_led_to_where_it_is_told(
    server: Server, path: str, there: str | None
) -> None:
    asked = server.ask(path, accept="text/html")
    assert asked.headers.get("location") == there
    assert (asked.status == 303) is (there is not None)
    assert server.ask(path).status != 303  # no page is asked for


def test_scripts_in_the_page_are_known_by_their_digest_alone() -> None:
    empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"  # of nothing
    assert empty in policy("<p><script></script><script src='x'></script>")
    assert "sha256" not in policy("<p>no script</p>")


def test_metrics_are_for_who_runs_the_server_and_the_agent_interface_for_nobody(
    server: Server,
) -> None:
    assert server.ask("/_stcore/metrics", authorization=f"Bearer {WORD}").status == 200
    for said in ("", "Bearer ", f"Bearer {WORD}x", WORD):
        assert server.ask("/_stcore/metrics", authorization=said).status == 404
    for path in ("/_stcore/agent/mcp", "/_stcore/agent/openapi.json", "/_stcore/metrics/"):
        assert server.ask(path).status == 404
    for path in ("/auth/login", "/auth/logout/", "/oauth2callback?state=1"):  # nobody signs in
        assert server.ask(path).status == 404


@given(st.text(st.sampled_from("aA.:-@/?#[]1 é\\"), max_size=12))
def test_what_is_no_name_with_a_port_is_none(drawn: str) -> None:
    """A Host that carries more than a name and a port leads nowhere."""
    name = name_of(drawn)
    if name is not None:
        assert not set("@/?# \\") & set(drawn)
        assert drawn.lower().startswith((name, f"[{name}]"))


def test_an_origin_is_a_name_with_its_port() -> None:
    assert is_from("http://a.test:80", "A.test:80")
    for origin in ("http://a.test", "http://a.test:80/", "//a.test:80", "http://x@a.test:80"):
        assert not is_from(origin, "a.test:80")


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ('hosts = ["http://a.test"]', "http://a.test"),
        ("sessions = 0", "sessions"),
        ("[uploads]\nfiles = -1", "uploads.files"),
        ("sesions = 3", "sessions"),
        ('sessions = "3"', "sessions"),
        ('metrics = "short"', "metrics"),
        ("hosts = [", "TOML"),
    ],
)
def test_settings_that_are_wrong_are_told_by_their_name(
    tmp_path: Path, said: str, named: str
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(said, "utf-8")
    with pytest.raises(UsageError, match=re.escape(named)) as caught:
        operating.settings_in({operating.FILE: str(file)})
    assert named in caught.value.message("zh")


def test_the_command_line_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('hosts = ["a.test"]\naddress = "0.0.0.0"\n[uploads]\nfiles = 3\n', "utf-8")
    found = operating.settings_in({operating.FILE: str(file), operating.HOSTS: "B.test., c.test"})
    assert {"b.test", "c.test", "localhost"} <= found.names
    assert "a.test" not in found.names
    assert (found.address, found.uploads.files, found.uploads.largest) == ("0.0.0.0", 3, 50)


def test_what_is_sent_over_a_socket_is_packed(server: Server) -> None:
    with server.visit() as visitor:
        assert [each.name for each in visitor.socket.protocol.extensions] == ["permessage-deflate"]
