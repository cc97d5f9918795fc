"""The server of the dashboard: `python -m goidata.dashboard`, with the options of `streamlit run`.

What the first page needs is loaded before the port opens, so that its first reader does not wait
for pandas and Plotly.
"""

from __future__ import annotations

import importlib
import sys

from streamlit.web.cli import main

from goidata.store.home import SITE

HEAVY = ("pandas", "plotly.graph_objects", "goidata.analysis.queries", "goidata.regions")

if __name__ == "__main__":
    for name in HEAVY:
        importlib.import_module(name)
    main(["run", str(SITE / "app.py"), *sys.argv[1:]])
