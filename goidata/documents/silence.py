"""Libraries that read files say nothing to the user: what is wrong with a file, our own line says.

They log and warn of every fault that they mend by themselves. Whoever wants to hear them sets up
logging and warnings as ever; only the last resort, the standard error output, is closed to them.
"""

from __future__ import annotations

import logging
import warnings

LOGGING = ("pdfminer", "pdfplumber", "PIL", "charset_normalizer", "pypdfium2", "docx")
WARNING = ("pdfminer", "pdfplumber", "openpyxl", "PIL", "lxml", "charset_normalizer", "docx")


def silence() -> None:
    """Closes the standard error output to the libraries, in this process."""
    for name in LOGGING:
        logging.getLogger(name).addHandler(logging.NullHandler())
    for name in WARNING:
        warnings.filterwarnings("ignore", module=rf"{name}(\.|$)")
