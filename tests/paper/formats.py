"""Every layout in every format by its name."""

from __future__ import annotations

import random
from collections.abc import Callable

from paper import book, closed, converter, loose, plain, portable, web, word
from paper.plain import Printed
from paper.sheets import Paper

LAYOUTS: dict[str, Callable[[Paper, random.Random], Printed]] = {
    name: printed
    for module in (plain, closed, loose, web, word, converter, book, portable)
    for name, printed in module.LAYOUTS.items()
}
# Layouts in which an empty cell shows nothing: none are printed, so that what stands behind a blank
# one moves up, or a converter puts in empty cells of its own.
LOST = frozenset({"glued", *loose.LAYOUTS})  # only sums show where figures end
WITHOUT_CELLS = frozenset({"text of a PDF", "converter markdown"}) | LOST
# Layouts that lose the heads over blocks side by side, so that nothing shows their order.
WITHOUT_BLOCKS = frozenset({"converter markdown"})
