"""The dashboard as it is served: Streamlit's application with our checks before it."""

from __future__ import annotations

import logging
import os
from dataclasses import asdict
from typing import Any

import streamlit as st
import uvicorn
from streamlit import config, logger

from goidata.dashboard.server import uploads
from goidata.dashboard.server.answering import App
from goidata.dashboard.server.assets import Assets
from goidata.dashboard.server.astray import Astray
from goidata.dashboard.server.audited import Audited
from goidata.dashboard.server.closed import Closed
from goidata.dashboard.server.gate import Gate
from goidata.dashboard.server.headers import Headers
from goidata.dashboard.server.hosts import Hosts
from goidata.dashboard.server.places import Places
from goidata.dashboard.server.returning import Returning
from goidata.dashboard.server.sockets import Sockets
from goidata.operating import logs
from goidata.operating.settings import Settings
from goidata.store.home import SITE, default_path

log = logging.getLogger(__name__)
_TO_END = 5  # seconds for what is being answered when the server is told to end
_TALKATIVE = ("uvicorn.access", "uvicorn.error")
_LARGEST_MESSAGE = 64 * 1024**2  # bytes of what a browser says at once


def application(chosen: Settings) -> App:
    """What answers, from the outside in: headers on all, then whether the question is for us."""
    app: App = st.App(SITE / "app.py", lifespan=uploads.ending, secrets=_secrets(chosen))
    app = Gate(Audited(Returning(uploads.Uploads(app))), chosen.sign_in)
    app = Places(Astray(Assets(app)), chosen.sessions)
    return Headers(Hosts(Closed(app, chosen.metrics), chosen.names))


def _secrets(chosen: Settings) -> dict[str, dict[str, Any]] | None:
    """What Streamlit is told of who signs people in; what it signs cookies with is the same for
    every server that reads this file."""
    if chosen.sign_in is None:
        return None
    auth = asdict(chosen.sign_in.auth)
    config.set_option("server.cookieSecret", auth["cookie_secret"])
    return {"auth": auth}


def _lines(of: logging.Logger) -> None:
    of.handlers = [logs.handler()]


def run(chosen: Settings, port: int) -> None:
    """Serve until told to end."""
    # Its own look-up of outside addresses never starts where it knows the address.
    told = {"BROWSER_SERVER_ADDRESS": (*chosen.hosts, chosen.address)[0], "SERVER_PORT": str(port)}
    told["SERVER_ADDRESS"] = chosen.address
    told["SERVER_DISCONNECTED_SESSION_TTL"] = str(chosen.uploads.seconds)
    told["SERVER_MAX_UPLOAD_SIZE"] = str(chosen.uploads.largest)
    if logs.is_json():  # Streamlit gives each of its logs an own handler, now and later
        setattr(logger, "setup_formatter", _lines)  # noqa: B010
        logger.update_formatter()
        log.info("serving %s at %s, port %d", default_path(), chosen.address, port)
    os.environ.update({f"STREAMLIT_{name}": value for name, value in told.items()})
    for name in _TALKATIVE:  # Streamlit lets them say all; a level would be set anew
        logging.getLogger(name).addFilter(lambda record: record.levelno >= logging.WARNING)
    uvicorn.run(
        application(chosen),
        host=chosen.address,
        port=port,
        server_header=False,
        access_log=False,
        log_config=None if logs.is_json() else uvicorn.config.LOGGING_CONFIG,
        ws=Sockets,
        ws_max_size=_LARGEST_MESSAGE,
        timeout_graceful_shutdown=_TO_END,
    )
