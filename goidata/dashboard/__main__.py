"""The server of the dashboard: `python -m goidata.dashboard PORT`, with what the environment says
of its settings and its database.

What the pages need is loaded before the port opens, so that no reader waits for pandas, Plotly and
our own modules, and is then left out of what Python looks through for garbage.
"""

from __future__ import annotations

import gc
import importlib
import pkgutil
import sys

from goidata.dashboard import parts
from goidata.dashboard.server.site import run
from goidata.operating import audit, logs
from goidata.operating.settings import settings

# Seconds after which a page that is worked out lets others go on: whoever comes back from the
# database waits for as long, at every question.
_TURN = 0.001
HEAVY = ("pandas", "plotly.graph_objects", "duckdb", "goidata.regions")

if __name__ == "__main__":
    logs.begin()
    chosen = settings()
    if chosen.audit is not None:
        audit.must_be_writable(chosen.audit)
    if chosen.sign_in is not None:
        logs.tell_more()
    own = (each.name for each in pkgutil.iter_modules(parts.__path__, f"{parts.__name__}."))
    for name in (*HEAVY, *own):
        importlib.import_module(name)
    sys.setswitchinterval(_TURN)
    gc.collect()
    gc.freeze()
    run(chosen, int(sys.argv[1]))
