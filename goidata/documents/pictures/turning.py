"""Pages that lie on their side or on their head, as a scanner takes them in: turned upright.

Which way lines of words run tells whether a page lies on its side; which of both sides is up, the
small model that comes with the recogniser for it tells of single lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

MODEL = "ch_ppocr_mobile_v2.0_cls_infer.onnx"
SIZE = 48, 192  # height and width of what it looks at
TALL = 842.0  # points, of the longer side of a page
FINE = 1.6  # pixels a point at which lines are sought
BLOCK, DARKER = 25, 14  # pixels around one, against which it is dark; greys
RULING = 26.0  # points, of what is no word but a ruling
GAP = 2.4  # points between the letters of a word, at most
LETTER = 4.0, 24.0  # points, the height of letters
LONG = 3.0  # times as long as high, of words that tell which way they run
SIDE = 2.0  # times as much runs down as across, of a page on its side
FEWEST, MOST = 3, 12  # lines that are looked at
PIECE = 4.0  # times as long as high, of what the model looks at
EDGE = 0.25  # of the height, of the paper around a line
AGREED = 0.8  # of what the model is certain of
CLOCKWISE, AROUND = 3, 2  # quarter turns to the left


def upright(picture: Any, scale: float | None) -> Any:
    """The picture (height, width, 3) so that its words stand upright; itself where they do, or
    where there are none that tell. `scale` is how many of its pixels make a point, if known."""
    import numpy

    lines = _Lines(picture, scale or max(picture.shape[:2]) / TALL)
    quarter = CLOCKWISE if lines.on_side else 0
    if quarter:
        lines = _Lines(numpy.rot90(picture, quarter), lines.scale)
    on_head = _on_head(list(lines.pictures()))
    if on_head is None:
        return picture
    return numpy.ascontiguousarray(numpy.rot90(picture, quarter + AROUND * on_head))


class _Lines:
    """Words in a row on a page: (left, top, width, height) of each in pixels, those that run across
    and those that run down."""

    def __init__(self, picture: Any, scale: float) -> None:
        import cv2
        import numpy

        self._picture, self.scale = picture, scale
        part = min(1.0, FINE / scale)
        grey = cv2.resize(picture.max(axis=2), None, fx=part, fy=part, interpolation=cv2.INTER_AREA)
        dark = cv2.adaptiveThreshold(
            grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, BLOCK, DARKER
        )
        point = scale * part
        bar, gap = round(RULING * point), round(GAP * point)
        for shape in ((1, bar), (bar, 1)):
            dark &= ~cv2.morphologyEx(dark, cv2.MORPH_OPEN, numpy.ones(shape, numpy.uint8)) & 1
        closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, numpy.ones((gap, gap), numpy.uint8))
        boxes = cv2.connectedComponentsWithStats(closed)[2][1:, :4]
        low, high = LETTER[0] * point, LETTER[1] * point
        kept = [box for box in boxes if low <= min(box[2:]) <= high]
        self._part = part
        self.across = [box for box in kept if box[2] >= LONG * box[3]]
        self.down = [box for box in kept if box[3] >= LONG * box[2]]

    @property
    def on_side(self) -> bool:
        """Whether words run down the page rather than across."""
        across, down = sum(box[2] for box in self.across), sum(box[3] for box in self.down)
        return bool(len(self.down) >= FEWEST and down > SIDE * across)

    def pictures(self) -> Iterator[Any]:
        """The beginnings of the longest lines that run across, as pictures."""
        for left, top, width, height in sorted(self.across, key=_length)[:MOST]:
            edge = EDGE * height
            rows = slice(*self._pixels(top - edge, top + height + edge))
            columns = slice(*self._pixels(left - edge, left + min(width, PIECE * height) + edge))
            yield self._picture[rows, columns]

    def _pixels(self, *places: float) -> Iterator[int]:
        return (max(0, round(place / self._part)) for place in places)


def _length(box: Any) -> int:
    return -int(box[2])


def _on_head(lines: list[Any]) -> bool | None:
    """Whether lines stand on their head; None where they disagree, as what is no line does."""
    if len(lines) < FEWEST:
        return None
    plain, turned = (float(each) for each in _chances(lines).sum(axis=0))
    on_head = turned > plain
    return on_head if max(plain, turned) >= AGREED * (plain + turned) else None


def _chances(lines: list[Any]) -> Any:
    """How likely each line stands upright, and how likely on its head (lines, 2)."""
    import cv2
    import numpy

    shown = numpy.zeros((len(lines), 3, *SIZE), numpy.float32)
    for number, line in enumerate(lines):
        width = min(SIZE[1], max(1, round(SIZE[0] * line.shape[1] / line.shape[0])))
        small = cv2.resize(line, (width, SIZE[0])).astype(numpy.float32) / 127.5 - 1
        shown[number, :, :, :width] = small.transpose(2, 0, 1)
    session = _model()
    return session.run(None, {session.get_inputs()[0].name: shown})[0]


@cache
def _model() -> Any:
    """The model by itself: all of its package takes a second to load."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    found = find_spec("rapidocr_onnxruntime")
    assert found is not None and found.origin is not None
    file = Path(found.origin).with_name("models") / MODEL
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
