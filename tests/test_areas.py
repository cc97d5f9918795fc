"""Areas of regions from a GeoJSON file of the user's, and how the map draws them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from goidata.dashboard.areas import areas
from goidata.dashboard.charts.bubbles import Shade, bubbles
from goidata.errors import UsageError

SQUARE = [[118.0, 34.0], [119.0, 34.0], [119.0, 35.0], [118.0, 35.0], [118.0, 34.0]]
ISLAND = [[119.7, 25.4], [119.9, 25.4], [119.9, 25.6], [119.7, 25.4]]
SHADE = Shade("rate", 0.0, 1.0, "ratio")


def given(folder: Path, monkeypatch: pytest.MonkeyPatch, content: object) -> None:
    path = folder / "areas.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    monkeypatch.setenv("GOIDATA_GEOJSON", str(path))


def feature(code: object, kind: str, coordinates: object) -> dict[str, object]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"adcode": code}, "geometry": geometry}


def test_polygons_are_found_by_the_code_of_their_region(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = [
        feature(321322, "Polygon", [SQUARE]),
        feature("350128", "MultiPolygon", [[ISLAND], [SQUARE]]),
        feature(None, "Polygon", [SQUARE]),
    ]
    given(tmp_path, monkeypatch, {"type": "FeatureCollection", "features": listed})
    found = areas()
    assert set(found) == {"321322", "350128"}
    assert len(found["350128"]) == 2 and found["321322"][0][0] == (118.0, 34.0)


def test_without_a_file_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOIDATA_GEOJSON", raising=False)
    assert areas() == {}


@pytest.mark.parametrize(
    "content",
    ["no json", "[]", {"features": 3}, {"features": [feature("1", "Polygon", [[["a", "b"]]])]}],
    ids=["text", "list", "number", "words"],
)
def test_a_file_that_is_none_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: object
) -> None:
    given(tmp_path, monkeypatch, content)
    with pytest.raises(UsageError) as told:
        areas()
    assert "GOIDATA_GEOJSON" in told.value.message("zh")
    assert "\n" not in told.value.message("en")


def test_an_absent_file_is_told_as_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GOIDATA_GEOJSON", str(tmp_path / "absent.json"))
    with pytest.raises(UsageError):
        areas()


def test_an_area_takes_the_colour_of_its_rate_unless_the_base_is_tiny() -> None:
    row = {
        **{"report": 1, "region": "321322", "region_name": "沭阳县", "errors": 0},
        **{"longitude": 118.7, "latitude": 34.1, "received": 100, "value": 0.5, "base": "plain"},
    }
    rings = {"321322": [[(x, y) for x, y in SQUARE]]}
    drawn = bubbles([row], [], [], {1: "沭阳县"}, SHADE, rings, "南海诸岛")
    tiny = bubbles([{**row, "base": "tiny"}], [], [], {1: "沭阳县"}, SHADE, rings, "南海诸岛")
    assert drawn.data[0].fillcolor.startswith("#")
    assert tiny.data[0].fillcolor == "rgba(0, 0, 0, 0)"
