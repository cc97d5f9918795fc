"""Damage as seen in real documents; each kind leaves its evidence on the page.

`lines` damages a text, `cells` the cells of a report before they are printed in any format.
"""

from damage.lines import KINDS, number_split

__all__ = ["KINDS", "number_split"]
