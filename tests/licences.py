"""The licence of every package of docs/deploy/locked/ that is installed, by what it says of itself:
`python tests/licences.py`. Exits with 1 where one is not allowed.

Allowed are permissive licences and those that ask only for changes of the package itself (MPL, LGPL
where it is linked dynamically); none of the GPL, which would bind the whole, and none of the AGPL.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

LOCKED = Path(__file__).resolve().parents[1] / "docs" / "deploy" / "locked"
PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)==(\S+)", re.MULTILINE)
ALLOWED = re.compile(
    r"\b(?:MIT|MIT-CMU|HPND|BSD|0BSD|ISC|Apache|Python|PSF|CNRI|Zlib|Unlicense|CC0|MPL|LGPL"
    r"|Public Domain|Mozilla|BlueOak)\b",
    re.IGNORECASE,
)
REFUSED = re.compile(r"\bAGPL|Affero|(?<!L)(?<!Lesser )\bGPL|GNU General Public", re.IGNORECASE)
# What the package leaves unsaid, from the licence that its files hold.
SAID_ELSEWHERE = {"atheris": "Apache-2.0", "axe-playwright-python": "MIT"}


@dataclass(frozen=True, slots=True)
class Licence:
    """What a package says of its licence; `allowed` by the rule above."""

    package: str
    version: str
    said: str

    @property
    def allowed(self) -> bool:
        """Of several to choose from, one allowed is enough."""
        choices = re.split(r"\bOR\b|/| or ", self.said)
        return any(ALLOWED.search(each) and not REFUSED.search(each) for each in choices)


def packages() -> dict[str, str]:
    """Every package of docs/deploy/locked/ with its version."""
    text = "\n".join(file.read_text("utf-8") for file in sorted(LOCKED.glob("*.txt")))
    return dict(sorted(PINNED.findall(text)))


def licences() -> Iterator[Licence]:
    """Those of the packages that are installed."""
    for name, version in packages().items():
        try:
            yield Licence(name, version, said_by(distribution(name)))
        except PackageNotFoundError:
            continue


def said_by(package: Distribution) -> str:
    """The expression of a package, or its classifiers, or the first line of its field."""
    about = package.metadata
    name = about["Name"].lower()
    if expression := about.get("License-Expression"):
        return str(expression)
    named = [
        each.rpartition("::")[2].strip()
        for each in about.get_all("Classifier", [])
        if each.startswith("License ::") and not each.endswith("OSI Approved")
    ]
    said = " OR ".join(named) or str(about.get("License") or "").strip().split("\n")[0]
    return said or SAID_ELSEWHERE.get(name, "")


def main() -> int:
    refused = 0
    for each in licences():
        refused += not each.allowed
        mark = "" if each.allowed else "  NOT ALLOWED"
        print(f"{each.package} {each.version}  {each.said or '?'}{mark}")
    return int(bool(refused))


if __name__ == "__main__":
    sys.exit(main())
