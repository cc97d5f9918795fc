"""What goidata says to people, in both languages: the sentences of findings, hints, reasons and
refusals, declared in the files beside this module, and how names and numbers are set into them.

No other room asks which language it is: it names an entry, and gives what is to be filled in.
"""

from goidata.wording.naming import DEFAULT, LANGUAGES, Both, Named, listed, named, spanned
from goidata.wording.numbers import rounded, shown
from goidata.wording.saying import Said, both, entries, filled, say

__all__ = [
    "DEFAULT",
    "LANGUAGES",
    "Both",
    "Named",
    "Said",
    "both",
    "entries",
    "filled",
    "listed",
    "named",
    "rounded",
    "say",
    "shown",
    "spanned",
]
