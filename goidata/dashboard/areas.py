"""Areas of regions, where the user gives a GeoJSON file of them (GOIDATA_GEOJSON)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from goidata.errors import UsageError

VARIABLE = "GOIDATA_GEOJSON"
KEYS = ("adcode", "code", "id")  # where a feature says the code of its region
LARGEST = 60_000_000  # bytes

Ring = Sequence[tuple[float, float]]


def areas() -> Mapping[str, Sequence[Ring]]:
    """The outer rings of every region by its code; none where no file is given.

    UsageError where the file cannot be read as GeoJSON.
    """
    path = os.environ.get(VARIABLE, "")
    if not path:
        return {}
    try:
        stat = Path(path).stat()
        if stat.st_size > LARGEST:
            raise ValueError("too large")
        return _areas(path, stat.st_mtime_ns)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UsageError.of("geojson.unreadable", variable=VARIABLE, path=path) from error


@st.cache_resource(show_spinner=False, max_entries=2)
def _areas(path: str, _changed: int) -> Mapping[str, Sequence[Ring]]:
    found = json.loads(Path(path).read_text("utf-8"))
    return {code: rings for code, rings in map(_feature, found["features"]) if code}


def _feature(feature: Mapping[str, Any]) -> tuple[str, list[Ring]]:
    said = {**feature, **(feature.get("properties") or {})}
    code = next((str(said[key]) for key in KEYS if said.get(key)), "")
    return code[:6], list(_rings(feature.get("geometry") or {}))


def _rings(geometry: Mapping[str, Any]) -> Iterator[Ring]:
    """The outer ring of each polygon."""
    polygons = geometry.get("coordinates") or []
    for polygon in [polygons] if geometry.get("type") == "Polygon" else polygons:
        yield [(float(x), float(y)) for x, y, *_ in polygon[0]]
