"""What goidata says to people, in both languages: the sentences of findings, hints, reasons and
refusals, declared in the files beside this module, and how names and numbers are set into them.

No other room asks which language it is: it names an entry, and gives what is to be filled in.
"""

from goidata.wording.naming import LANGUAGES, Both, Named, listed, named
from goidata.wording.numbers import shown
from goidata.wording.saying import both, entries, say

__all__ = ["LANGUAGES", "Both", "Named", "both", "entries", "listed", "named", "say", "shown"]
