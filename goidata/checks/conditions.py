"""The conditions, named in the declarations, without which a check is not asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from goidata.extraction.report import Identity, Scope
from goidata.regions import by_code, is_regulation_maker
from goidata.wording import both

UNKNOWN = both("findings.form.applies_unknown")
REVIEW_FIRST = 2024  # the year from which review comes before litigation in most cases


def condition(name: str, identity: Identity) -> bool | None:
    """Whether the condition called `name` holds for a report; None where it cannot be told."""
    return CONDITIONS[name](identity) if name else True


def _makes_no_regulations(identity: Identity) -> bool | None:
    """Of governments only provinces, cities with districts and autonomous prefectures make them,
    and of departments only ministries; a government's office may report for it."""
    region = by_code(identity.region) if identity.region else None
    if identity.scope is Scope.OTHER or region is None:
        return None
    if identity.scope in (Scope.GOVERNMENT, Scope.OFFICE):
        return not is_regulation_maker(region)
    return True


def _reports_for_whole_area(identity: Identity) -> bool | None:
    if identity.scope is not Scope.GOVERNMENT:
        return False
    return True if identity.region else None


CONDITIONS: Mapping[str, Callable[[Identity], bool | None]] = {
    "makes_no_regulations": _makes_no_regulations,
    "reports_for_whole_area": _reports_for_whole_area,
    "review_comes_first": lambda identity: identity.year >= REVIEW_FIRST,
}
