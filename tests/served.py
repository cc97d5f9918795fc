"""The dashboard as `goidata serve` starts it, and questions asked of it below a browser."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

ROOT = Path(__file__).resolve().parents[1]
START = 90  # seconds a server may take on a busy machine


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, the headers by their names in small letters, the body, the cookies given."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    cookies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Server:
    """A server by its port and its process."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, path: str, method: str = "GET", body: bytes = b"", **said: str) -> Answer:
        """What is answered to a question; headers are named with _ for -."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as opened:
            names = {"host": f"127.0.0.1:{self.port}", "connection": "close"}
            names |= {name.replace("_", "-"): value for name, value in said.items()}
            if body:
                names["content-length"] = str(len(body))
            lines = [f"{method} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in names.items() if v)]
            opened.sendall("\r\n".join((*lines, "", "")).encode() + body)
            found = http.client.HTTPResponse(opened, method=method)
            found.begin()
            told = {name.lower(): value for name, value in found.getheaders()}
            given = tuple(v for name, v in found.getheaders() if name.lower() == "set-cookie")
            return Answer(found.status, told, b"" if found.status == 101 else found.read(), given)

    def connect(self, **said: str) -> int:
        """The status with which a websocket is answered: 101 where it is opened."""
        handshake = {
            "connection": "Upgrade",
            "upgrade": "websocket",
            "sec_websocket_version": "13",
            "sec_websocket_key": "dGhlIHNhbXBsZSBub25jZQ==",
            "sec_websocket_protocol": "streamlit",
        }
        return self.ask("/_stcore/stream", **{**handshake, **said}).status

    @contextmanager
    def visit(self, page: str = "") -> Iterator[Visitor]:
        """A visitor who has opened a page."""
        token = self.ask("/_stcore/health").headers["set-cookie"].partition(";")[0]
        with connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            origin=Origin(self.address.rstrip("/")),
            max_size=None,
            max_queue=None,  # what nobody reads may not keep it from closing
        ) as socket:
            asked = BackMsg()
            asked.rerun_script.page_name = page
            socket.send(asked.SerializeToString())
            while True:
                told = ForwardMsg.FromString(cast(bytes, socket.recv(timeout=60)))
                if told.WhichOneof("type") == "new_session":
                    session = told.new_session.initialize.session_id
                    yield Visitor(self, session, token, socket, page)
                    return


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody with a page open: his session, and the cookie that shows that he is no other's
    page."""

    server: Server
    session: str
    cookie: str
    socket: ClientConnection
    page: str

    def show(self, file: str, size: int) -> None:
        """Runs the page with a file that was brought, to its end."""
        asked = BackMsg()
        asked.rerun_script.page_name = self.page
        state = asked.rerun_script.widget_states.widgets.add()
        state.id = self._uploader()
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.file_id, info.name, info.size = file, "a.txt", size
        info.file_urls.file_id = file
        self.socket.send(asked.SerializeToString())
        begun = False
        while True:
            told = ForwardMsg.FromString(cast(bytes, self.socket.recv(timeout=120)))
            begun |= told.WhichOneof("type") == "new_session"
            if begun and told.WhichOneof("type") == "script_finished":
                return

    def _uploader(self) -> str:
        """The name of the place to drop files, once the page has drawn it."""
        while True:
            told = ForwardMsg.FromString(cast(bytes, self.socket.recv(timeout=60)))
            if found := told.delta.new_element.file_uploader.id:
                return found

    def upload(self, file: str, content: bytes) -> int:
        """The status with which a file is answered, as a browser sends it."""
        edge = b"--goidata\r\n"
        head = b'Content-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\n'
        body = edge + head + content + b"\r\n--goidata--\r\n"
        return self._ask("PUT", file, body, content_type="multipart/form-data; boundary=goidata")

    def remove(self, file: str) -> int:
        """The status with which a file is let go."""
        return self._ask("DELETE", file)

    def _ask(self, method: str, file: str, body: bytes = b"", **said: str) -> int:
        path = f"/_stcore/upload_file/{self.session}/{file}"
        token = self.cookie.partition("=")[2]
        said |= {"cookie": self.cookie, "x_xsrftoken": token}
        return self.server.ask(path, method, body, **said).status


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    database: Path,
    *words: object,
    log: Path = Path(os.devnull),
    port: int | None = None,
    **surroundings: str,
) -> Iterator[Server]:
    """`goidata serve` with more `words` until the block ends; what it complains of is in `log`."""
    port = port or free_port()
    command = [sys.executable, "-m", "goidata", "serve", "--db", database, "--port", port, *words]
    with (
        log.open("ab") as complaints,
        subprocess.Popen(
            list(map(str, command)),
            cwd=ROOT,
            env={**os.environ, **surroundings},
            stdout=subprocess.DEVNULL,
            stderr=complaints,
        ) as process,
    ):
        server = Server(port, process)
        try:
            _wait(server)
            yield server
        finally:
            process.terminate()


def _wait(server: Server) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        assert server.process.poll() is None, "the server has stopped"
        try:
            server.ask("/_stcore/health")
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")
