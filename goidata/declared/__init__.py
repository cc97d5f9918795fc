"""The TOML files of the package, read into typed values by one loader that refuses what it does not
know: the file, the entry and the nearest right name are told."""

from goidata.declared.faults import DeclarationError, Fault, no_such, wrong
from goidata.declared.loading import TOML, built, digest, files, load, parsed
from goidata.declared.shaping import KEY

__all__ = [
    "KEY",
    "TOML",
    "DeclarationError",
    "Fault",
    "built",
    "digest",
    "files",
    "load",
    "no_such",
    "parsed",
    "wrong",
]
