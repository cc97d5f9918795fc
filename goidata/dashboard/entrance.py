"""Who comes in where the server asks for a sign-in: whoever has none sees where to get it, and
nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, Literal

import streamlit as st

from goidata.dashboard.foot import footer
from goidata.dashboard.markup import mark
from goidata.dashboard.words import Words
from goidata.operating.settings import settings
from goidata.operating.sign_in import Role, name_in

Look = Literal["primary", "tertiary"]


def let_in(say: Words) -> None:
    """Go on where the visitor may read; else say why not, and end the page."""
    if settings().sign_in is None:
        return
    said = st.user.to_dict()
    role, who = _role(said), name_in(said) or ""
    if role is not None:
        told = say("sign_in.is", who=who, role=say(f"sign_in.{role}"))
        _told(told, say("sign_in.out"), st.logout, "tertiary")
        return
    if said.get("is_logged_in") and not _is_over(said):
        _told(say("sign_in.unknown", who=who), say("sign_in.other"), st.logout)
    else:
        _told(say("sign_in.needed"), say("sign_in.in"), st.login)
    footer(say)
    st.stop()


def may_read() -> bool:
    """Whether the visitor is let in."""
    return settings().sign_in is None or _role(st.user.to_dict()) is not None


def is_officer() -> bool:
    """Whether the visitor may check drafts and see what is sent back; everyone where nobody has to
    sign in."""
    return settings().sign_in is None or _role(st.user.to_dict()) is Role.OFFICER


def name() -> str | None:
    """By what the visitor is known, if he is."""
    return name_in(st.user.to_dict()) if settings().sign_in is not None else None


def _role(said: Mapping[str, Any]) -> Role | None:
    chosen = settings().sign_in
    return chosen.role(said, time.time()) if chosen else None


def _is_over(said: Mapping[str, Any]) -> bool:
    chosen = settings().sign_in
    return chosen is not None and chosen.is_over(said, time.time())


def _told(sentence: str, button: str, act: Callable[[], None], look: Look = "primary") -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="sign-in"):
        st.html(mark("line", "g-visitor", sentence), width="content")
        if st.button(button, type=look, key="sign_in_act"):
            act()
