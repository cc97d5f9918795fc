"""Charts: frames of `goidata.analysis` in, Plotly figures out; no query, no formula."""
