"""What is said of files that were dropped and not taken (refusing.js)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from streamlit.components.v2 import component

from goidata.dashboard.visit import Visit
from goidata.operating.settings import settings

KEY = "refusing"
SCRIPT = Path(__file__).with_name("refusing.js")


def say_refused(visit: Visit) -> None:
    """Name the files that the server did not take, and why; once on a page that takes files."""
    limits, say = settings().uploads, visit.say
    bounds = {"most": limits.files, "size": limits.largest, "whole": limits.megabytes}
    words = {
        why: say(f"refused.{why}", files="{files}", **bounds) for why in ("many", "large", "lost")
    }
    _component()(key=KEY, data={**words, "between": say("refused.between")})


@cache
def _component() -> Any:
    script = SCRIPT.read_text("utf-8")
    return component("goidata_refusing", js=script, isolate_styles=False)  # in the page's own style
