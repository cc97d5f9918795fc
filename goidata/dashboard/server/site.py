"""The dashboard as it is served: Streamlit's application with our checks before it."""

from __future__ import annotations

import logging
import os

import streamlit as st
import uvicorn

from goidata.dashboard.server import uploads
from goidata.dashboard.server.answering import App
from goidata.dashboard.server.closed import Closed
from goidata.dashboard.server.headers import Headers
from goidata.dashboard.server.hosts import Hosts
from goidata.dashboard.server.places import Places
from goidata.operating.settings import Settings
from goidata.store.home import SITE

_TO_END = 5  # seconds for what is being answered when the server is told to end
_TALKATIVE = ("uvicorn.access", "uvicorn.error")
_LARGEST_MESSAGE = 64 * 1024**2  # bytes of what a browser says at once


def application(chosen: Settings) -> App:
    """What answers, from the outside in: headers on all, then whether the question is for us."""
    app: App = st.App(SITE / "app.py", lifespan=uploads.ending)
    app = Places(uploads.Uploads(app), chosen.sessions)
    return Headers(Hosts(Closed(app, chosen.metrics), chosen.names))


def run(chosen: Settings, port: int) -> None:
    """Serve until told to end."""
    # Its own look-up of outside addresses never starts where it knows the address.
    told = {"BROWSER_SERVER_ADDRESS": (*chosen.hosts, chosen.address)[0], "SERVER_PORT": str(port)}
    told["SERVER_ADDRESS"] = chosen.address
    told["SERVER_DISCONNECTED_SESSION_TTL"] = str(chosen.uploads.seconds)
    told["SERVER_MAX_UPLOAD_SIZE"] = str(chosen.uploads.largest)
    os.environ.update({f"STREAMLIT_{name}": value for name, value in told.items()})
    for name in _TALKATIVE:  # Streamlit lets them say all; a level would be set anew
        logging.getLogger(name).addFilter(lambda record: record.levelno >= logging.WARNING)
    uvicorn.run(
        application(chosen),
        host=chosen.address,
        port=port,
        server_header=False,
        access_log=False,
        ws="websockets-sansio",
        ws_max_size=_LARGEST_MESSAGE,
        timeout_graceful_shutdown=_TO_END,
    )
