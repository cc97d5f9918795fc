"""Reports laid out as offices send them, from known figures: what the readers are tested on.

The printed words come from the form's declaration. Every function is pure: the same figures and the
same random source give the same document. `figures` makes them, `sheets` sets them into cells,
`plain`, `web`, `word`, `converter`, `book` and `portable` print the cells in their formats.
"""

from paper.figures import Figures, consistent_figures, show
from paper.simple import LAYOUTS, report, tab_rows

__all__ = ["LAYOUTS", "Figures", "consistent_figures", "report", "show", "tab_rows"]
