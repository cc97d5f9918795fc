"""Files made by code to harm whoever reads them, by what they are."""

from harm.archives import ARCHIVES
from harm.binary import BINARY
from harm.office import WORD
from harm.portable import PORTABLE
from harm.sheets import SHEETS
from harm.texts import TEXTS
from harm.web import WEB

HARMFUL = {**TEXTS, **WEB, **WORD, **SHEETS, **BINARY, **PORTABLE, **ARCHIVES}
