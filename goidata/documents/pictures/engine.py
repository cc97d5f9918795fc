"""The models that recognise words, as RapidOCR brings them: without its page-wide steps.

Strips of a page are looked through one by one and words of like width recognised together, so that
memory does not grow with the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

# The same words in half the time of a processor; one beside another does not slow it.
FRUGAL = {
    "use_cls": False,
    "rec_batch_num": 1,
    "intra_op_num_threads": 1,
    "inter_op_num_threads": 1,
}
FINEST = {"det_limit_side_len": 32}  # a strip is looked at as it is
BATCH = 1920  # pixels of width recognised together
STEP = 32  # pixels by which widths of a batch may differ
NARROWEST, WIDEST = 64, 1600  # pixels at the height the model takes
LEAST = 0.5  # of certainty, of words that are kept
BLANK = 0  # the class of no character


class Seen(NamedTuple):
    """What a picture says: all characters considered, and only those of figures, where such as look
    alike speak for them; how certain (0 to 1) the text is in the mean, and the least certain
    character of the figure among those of figures."""

    text: str
    certain: float
    figure: str
    figure_certain: float


class Engine:
    """Recognises words in pictures (height, width, 3)."""

    def __init__(self, figures: str, alike: Mapping[str, str]) -> None:
        from rapidocr_onnxruntime import RapidOCR

        self._whole: Any = RapidOCR(**FRUGAL, **FINEST)
        self._words: Any = self._whole.text_rec
        self._characters: list[str] = self._words.postprocess_op.character
        places = {each: place for place, each in enumerate(self._characters)}
        self._figures = [BLANK, *(places[each] for each in figures)]
        self._alike = [
            (1 + figures.index(figure), [places[each] for each in others if each in places])
            for figure, others in alike.items()
        ]

    def boxes(self, picture: Any) -> list[Any]:
        """Where words stand: four corners of each."""
        found = self._whole.auto_text_det(picture)[0]
        return [] if found is None else list(found)

    def cut(self, picture: Any, boxes: Sequence[Any]) -> list[Any]:
        """Each word as a picture, those that stand upright laid down."""
        found: list[Any] = self._whole.get_crop_img_list(picture, boxes)
        return found

    def seen(self, words: Sequence[Any]) -> list[Seen]:
        """What each picture of a word or a line says."""
        found: dict[int, Seen] = {}
        for width, numbers in self._batches(words):
            batch = [self._words.resize_norm_img(words[n], width / self._height) for n in numbers]
            found.update(zip(numbers, self._decoded(batch), strict=True))
        return [found[number] for number in range(len(words))]

    @property
    def _height(self) -> int:
        return int(self._words.rec_image_shape[1])

    def _batches(self, words: Sequence[Any]) -> Iterator[tuple[int, list[int]]]:
        """The numbers of pictures of like width, and that width."""
        alike: dict[int, list[int]] = {}
        for number, word in enumerate(words):
            width = word.shape[1] * self._height / word.shape[0]
            step = min(WIDEST, max(NARROWEST, -int(-width // STEP) * STEP))
            alike.setdefault(step, []).append(number)
        for width, numbers in alike.items():
            size = max(1, BATCH // width)
            for first in range(0, len(numbers), size):
                yield width, numbers[first : first + size]

    def _decoded(self, batch: Sequence[Any]) -> Iterator[Seen]:
        import numpy

        for chances in self._words.session(numpy.stack(batch).astype(numpy.float32))[0]:
            some = chances[:, self._figures]
            for place, others in self._alike:
                some[:, place] += chances[:, others].sum(axis=1)
            some /= some.sum(axis=1, keepdims=True) + 1e-9
            text, sure = self._read(chances, range(len(self._characters)))
            figure, figure_sure = self._read(some, self._figures)
            yield Seen(text, sum(sure) / max(1, len(sure)), figure, min(figure_sure, default=0.0))

    def _read(self, chances: Any, classes: Sequence[int]) -> tuple[str, list[float]]:
        """The likeliest characters along a picture (time steps, classes), repeated ones once, and
        how likely each is."""
        text, sure, before = "", [], BLANK
        for step, each in enumerate(chances.argmax(axis=1)):
            if each not in (BLANK, before):
                text += self._characters[classes[each]]
                sure.append(float(chances[step, each]))
            before = each
        return text, sure
