"""The region that a person means by a code or a name."""

from __future__ import annotations

from goidata.errors import UsageError
from goidata.regions.table import by_code, full_name, named


def code_of(text: str | None) -> str | None:
    """The code of a region given by code or name; None for none.

    Raises UsageError where there is no such region, or more than one of that name.
    """
    if text is None or by_code(text) is not None:
        return text
    found = named(text)
    if len(found) == 1:
        return found[0].code
    if not found:
        raise UsageError.of("region.unknown", text=text)
    names = "、".join(f"{full_name(each)} {each.code}" for each in found)
    raise UsageError.of("region.several", text=text, names=names)
