"""What the official form says, as data: editions, figures, checks, measures and claims."""

from goidata.form.catalogue import catalogue_version, words_version
from goidata.form.checks import Check, ClaimKind, checks, claim_kinds
from goidata.form.fields import (
    TABLES,
    Column,
    Edition,
    Field,
    Group,
    Row,
    Section,
    Table,
    all_fields,
    edition,
    editions,
)
from goidata.form.formulas import Formula, parse
from goidata.form.measures import Measure, measures

__all__ = [
    "TABLES",
    "Check",
    "ClaimKind",
    "Column",
    "Edition",
    "Field",
    "Formula",
    "Group",
    "Measure",
    "Row",
    "Section",
    "Table",
    "all_fields",
    "catalogue_version",
    "checks",
    "claim_kinds",
    "edition",
    "editions",
    "measures",
    "parse",
    "words_version",
]
