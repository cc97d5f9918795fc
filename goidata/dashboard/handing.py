"""Files that links of a table ask for (handing.js): made on the server, handed to the browser."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import streamlit as st
from streamlit.components.v2 import component

from goidata.dashboard.entrance import name
from goidata.operating.audit import record

KEY, WANTED = "handing", "handing_wanted"
SCRIPT = Path(__file__).with_name("handing.js")


class File(NamedTuple):
    """A file to be handed out: its name, its type, its bytes."""

    name: str
    kind: str
    content: bytes


def hand_out(make: Callable[[str], File | None]) -> None:
    """Let links with data-file fetch what `make` gives for their word; once on a page. The word
    comes from the browser: `make` looks it up, and gives None where there is nothing."""
    wanted = st.session_state.pop(WANTED, None)
    file = make(wanted) if isinstance(wanted, str) else None
    data = None
    if file is not None:
        digest, size = sha256(file.content).hexdigest(), len(file.content)
        record("download", who=name(), file=file.name, bytes=size, sha256=digest)
        content = b64encode(file.content).decode()
        data = {"name": file.name, "kind": file.kind, "content": content, "token": uuid4().hex}
    _component()(key=KEY, data=data, on_wanted_change=_wanted)


@cache
def _component() -> Any:
    return component("goidata_handing", js=SCRIPT.read_text("utf-8"))


def _wanted() -> None:
    st.session_state[WANTED] = st.session_state[KEY].wanted
