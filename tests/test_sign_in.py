"""Sign-in by an identity provider: who is let in, who may what, what is refused at the start."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import stock
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwk
from provider import PERSONS, Provider, provider, settings_with
from served import Answer, Server, free_port, serving
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from goidata.dashboard.pages import PAGES
from goidata.dashboard.server.returning import ASKED, page_in
from goidata.errors import UsageError
from goidata.operating.settings import FILE, settings_in
from goidata.operating.sign_in import Role, SignIn, is_private, name_in

UPLOAD = "/_stcore/upload_file/{session}/f"
NOW = 1_800_000_000


@dataclass(slots=True)
class Person:
    """A browser of few words: its cookies, and a page that it has opened."""

    server: Server
    provider: Provider
    cookies: dict[str, str]

    @property
    def host(self) -> str:
        return f"localhost:{self.server.port}"

    def ask(self, path: str, method: str = "GET", body: bytes = b"", **said: str) -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self.server.ask(path, method, body, host=self.host, cookie=cookie, **said)
        for each in answer.cookies:
            for name, morsel in SimpleCookie(each).items():
                self.cookies[name] = morsel.value
        return answer

    def open(self, press: bool = False, bring: bool = False) -> tuple[int, list[ForwardMsg]]:
        """Opens the first page, and presses the button to sign in, or brings a file; the status of
        that, and what is said."""
        self.ask("/_stcore/health")
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        with connect(
            f"ws://{self.host}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit"), Subprotocol(self.cookies["_streamlit_xsrf"])],
            origin=Origin(f"http://{self.host}"),
            additional_headers={"Cookie": cookie},
            max_size=None,
            max_queue=None,
        ) as socket:
            asked = BackMsg()
            asked.rerun_script.page_name = ""
            socket.send(asked.SerializeToString())
            told = list(_until_done(socket))
            session = next(
                each.new_session.initialize.session_id
                for each in told
                if each.WhichOneof("type") == "new_session"
            )
            if press:
                (button,) = re.findall(r"\$\$ID-\w+-sign_in_act", str(told))[:1]
                state = asked.rerun_script.widget_states.widgets.add()
                state.id, state.trigger_value = button, True
                socket.send(asked.SerializeToString())
                told = list(_until_done(socket))
            return (self._brought(session) if bring else 0), told

    def sign_in(self, who: str, page: str = "") -> Answer:
        """Signs in as a browser does, from the button on a page on; what is answered at the end."""
        _, told = self.open(press=True)
        ways = (each.auth_redirect.url for each in told)
        (way,) = filter(None, ways)
        leads = self.ask(way, referer=f"http://{self.host}/{page}").headers["location"]
        chosen = self._at_provider(leads, who)
        return self.ask(chosen)

    def _brought(self, session: str) -> int:
        edge = b"--goidata\r\n"
        head = b'Content-Disposition: form-data; name="f"; filename="draft.txt"\r\n\r\n'
        body = edge + head + b"text\r\n--goidata--\r\n"
        said = {"content_type": "multipart/form-data; boundary=goidata"}
        said["x_xsrftoken"] = self.cookies["_streamlit_xsrf"]
        return self.ask(UPLOAD.format(session=session), "PUT", body, **said).status

    def _at_provider(self, address: str, who: str) -> str:
        parts = urlsplit(address)
        there = Server(int(parts.port or 0), self.server.process)
        answer = there.ask(f"{parts.path}?{parts.query}&as={who}", host=parts.netloc)
        back = urlsplit(answer.headers["location"])
        return f"{back.path}?{back.query}"


def _until_done(socket: Any) -> Iterator[ForwardMsg]:
    while True:
        message = ForwardMsg.FromString(socket.recv(timeout=60))
        yield message
        if message.WhichOneof("type") == "script_finished":
            return


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("audit") / "audit.jsonl"


@pytest.fixture(scope="module")
def log(audit: Path) -> Path:
    return audit.with_name("log")


@pytest.fixture(scope="module")
def trusted() -> Iterator[Provider]:
    with provider(free_port()) as made:
        yield made


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, trusted: Provider, audit: Path, log: Path
) -> Iterator[Server]:
    folder, port = tmp_path_factory.mktemp("signed"), free_port()
    stock.build(folder / "held.db", [])
    settings = settings_with(folder, trusted, port, f'audit = "{audit}"')
    words = ("--settings", settings, "--log", "json")
    with serving(folder / "held.db", *words, log=log, port=port) as started:
        yield started


def written(audit: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in audit.read_text("utf-8").splitlines()]


def person(server: Server, trusted: Provider) -> Person:
    return Person(server, trusted, {})


def test_whoever_has_not_signed_in_sees_nothing_and_brings_nothing(
    server: Server, trusted: Provider
) -> None:
    nobody = person(server, trusted)
    status, told = nobody.open(bring=True)
    shown = [each.delta.new_element.html.body for each in told]
    assert any("此处需要登录" in each for each in shown)
    assert sum("<" in each for each in shown) < 6  # the style, the head, this, the foot
    assert status == 403
    assert nobody.ask("/media/x.csv").status == 403


@pytest.mark.parametrize(
    ("who", "role"), [("officer", "officer"), ("reader", "reader"), ("stranger", None),
                      ("pretender", None), ("early", None)],
)  # fmt: skip
def test_a_role_is_what_the_provider_says_and_the_operator_grants(
    server: Server, trusted: Provider, audit: Path, who: str, role: str | None
) -> None:
    visitor = person(server, trusted)
    assert visitor.sign_in(who).status == 302
    line = [each for each in written(audit) if each["event"].startswith("sign-in")][-1]
    assert line["event"] == ("sign-in" if role else "sign-in refused")
    assert line.get("role") == role and line["from"] == "127.0.0.1"
    assert visitor.open(bring=True)[0] == (204 if role == "officer" else 403)
    assert visitor.ask("/media/x.csv").status == (404 if role else 403)
    if role == "officer":
        brought = written(audit)[-1]
        assert (brought["event"], brought["who"]) == ("upload", PERSONS[who]["email"])
        assert (brought["file"], brought["bytes"]) == ("draft.txt", 4)
        assert brought["sha256"].startswith("982d9e3eb996f559e633f4d194def376")  # of "text"


@pytest.mark.parametrize(
    ("page", "led"),
    [
        ("", "/"),
        ("checks", "/checks"),
        ("report?unit=%E7%94%B2&year=2024&lang=en", "/report?unit=%E7%94%B2&year=2024&lang=en"),
        ("?year=2024", "/?year=2024"),
        ("/evil.test/checks", "/"),
        ("\\evil.test", "/"),
        ("auth/logout", "/"),
        ("checks?" + "a" * 3000, "/"),
    ],
)
def test_whoever_signs_in_comes_back_to_the_page_that_was_asked_for(
    server: Server, trusted: Provider, page: str, led: str
) -> None:
    visitor = person(server, trusted)
    answer = visitor.sign_in("reader", page)
    assert (answer.status, answer.headers["location"]) == (302, led)
    assert visitor.ask("/media/x.csv").status == 404
    assert not visitor.cookies.get(ASKED)  # it is remembered once


@given(st.one_of(st.text(), st.text("/\\:?@.#checks%0ad\r\n", max_size=30)))
def test_whatever_a_cookie_says_nobody_is_led_elsewhere(said: str) -> None:
    led = page_in(said)
    if led is not None:
        assert led.startswith("/") and not led.startswith("//") and led.isascii()
        assert not set("\r\n\\ ") & set(led)
        assert urlsplit(led).path[1:] in {"", *(page.name for page in PAGES)}


def test_tokens_that_another_signed_let_nobody_in(
    server: Server, trusted: Provider, audit: Path
) -> None:
    ours = trusted.signer
    trusted.signer = jwk.RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})
    try:
        visitor = person(server, trusted)
        visitor.sign_in("officer")
    finally:
        trusted.signer = ours
    assert written(audit)[-1]["event"] == "sign-in refused"
    assert visitor.ask("/media/x.csv").status == 403


def test_a_cookie_that_was_changed_or_made_up_is_none(server: Server, trusted: Provider) -> None:
    visitor = person(server, trusted)
    visitor.sign_in("reader")
    assert visitor.ask("/media/x.csv").status == 404
    good = visitor.cookies["_streamlit_user"]
    for bad in (good[:-3] + "AAA", good.replace(good[:6], "abcdef"), "x", "chunks-9999999", ""):
        visitor.cookies["_streamlit_user"] = bad
        assert visitor.ask("/media/x.csv").status == 403


def test_a_callback_that_nobody_began_signs_nobody_in(server: Server, trusted: Provider) -> None:
    visitor = person(server, trusted)
    for query in ("", "?code=1&state=2", "?error=%0d%0aSet-Cookie:%20a=b&state=1", "?state=a_b_c"):
        assert visitor.ask(f"/oauth2callback{query}").status == 302
        assert visitor.ask("/media/x.csv").status == 403


def test_the_log_is_lines_of_json(server: Server, trusted: Provider, log: Path) -> None:
    person(server, trusted).ask("/oauth2callback?error=%22refused%22&state=1")
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert {"time", "level", "logger", "message"} <= set(lines[0])
    assert any('"refused"' in line["message"] for line in lines)
    assert not any(line["level"] == "critical" for line in lines)


def secrets_of(tmp_path: Path, **other: str) -> str:
    said = {
        "redirect_uri": "https://a.test/oauth2callback",
        "cookie_secret": "s" * 40,
        "client_id": "c",
        "client_secret": "hidden",
        "server_metadata_url": "https://id.test/x",
    } | other
    file = tmp_path / "secrets.toml"
    file.write_text("[auth]\n" + "".join(f'{k} = "{v}"\n' for k, v in said.items()), "utf-8")
    file.chmod(0o600)
    return str(file)


def settled(tmp_path: Path, secrets: str, more: str = 'readers = ["*"]') -> SignIn:
    file = tmp_path / "settings.toml"
    file.write_text(f'hosts = ["a.test"]\n[sign_in]\nsecrets = "{secrets}"\n{more}\n', "utf-8")
    found = settings_in({FILE: str(file)}).sign_in
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("other", "named"),
    [
        ({"redirect_uri": "http://a.test/oauth2callback"}, "redirect_uri"),
        ({"redirect_uri": "https://b.test/oauth2callback"}, "redirect_uri"),
        ({"redirect_uri": "https://a.test/"}, "redirect_uri"),
        ({"redirect_uri": "https://[x/oauth2callback"}, "redirect_uri"),
        ({"server_metadata_url": "http://id.test/x"}, "server_metadata_url"),
        ({"cookie_secret": "hidden"}, "cookie_secret"),
        ({"client": "hidden"}, "auth.client"),
    ],
)
def test_what_would_not_be_safe_is_told_and_no_secret_is(
    tmp_path: Path, other: dict[str, str], named: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(named)) as caught:
        settled(tmp_path, secrets_of(tmp_path, **other))
    for language in ("zh", "en"):
        assert named in caught.value.message(language)
        assert "hidden" not in caught.value.message(language)


def test_a_file_of_secrets_that_others_may_read_is_refused(tmp_path: Path) -> None:
    secrets = secrets_of(tmp_path)
    assert settled(tmp_path, secrets).auth.client_secret == "hidden"
    for mode in (0o640, 0o604, 0o620):
        Path(secrets).chmod(mode)
        with pytest.raises(UsageError, match="chmod 600"):
            settled(tmp_path, secrets)
    with pytest.raises(UsageError, match="secrets"):
        settled(tmp_path, str(tmp_path / "none.toml"))
    with pytest.raises(UsageError, match="nobody"):
        settled(tmp_path, secrets_of(tmp_path), "")


def test_a_sign_in_ends() -> None:
    chosen = SignIn("", readers=("*",), hours=2)
    said = {"is_logged_in": True, "email": "a@b.test"}
    assert chosen.role({**said, "iat": NOW - 7100}, NOW) is Role.READER
    for issued in (NOW - 7300, None, "now"):
        assert chosen.role({**said, "iat": issued}, NOW) is None
    assert chosen.role({**said, "iat": NOW, "is_logged_in": False}, NOW) is None


CLAIMS = st.dictionaries(
    st.sampled_from(["groups", "email", "email_verified", "sub", "name"]),
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.text(max_size=4),
        st.sampled_from(["*", "O"]),
        st.lists(st.one_of(st.text(max_size=3), st.integers(), st.sampled_from(["*", "o"]))),
    ),
)


@given(CLAIMS)
def test_whatever_a_provider_says_only_who_is_named_has_a_role(said: dict[str, Any]) -> None:
    chosen = SignIn("", claim="groups", officers=("o",))
    role = chosen.role({**said, "is_logged_in": True, "iat": NOW}, NOW)
    groups = said.get("groups")
    named = groups if isinstance(groups, list) else [groups]
    is_named = any(isinstance(each, str) and each.casefold() == "o" for each in named)
    assert role == (Role.OFFICER if is_named else None)
    assert name_in(said) is None or isinstance(name_in(said), str)


def test_only_what_nobody_reads_on_its_way_is_private() -> None:
    for address in ("https://a.test/x", "http://localhost:8501/x", "http://[::1]/x"):
        assert is_private(address)
    for address in (
        "http://a.test/",
        "ftp://localhost/",
        "https://",
        "//a.test",
        "x",
        "https://[x",
    ):
        assert not is_private(address)
