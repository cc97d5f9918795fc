"""docs/reliability.md, put together from all that is kept of what was measured."""

from __future__ import annotations

import textwrap
from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any

from results import Figure, Row, Section, held, sections

_WIDE = 118
WORDS = {True: "yes", False: "**no**", None: ""}


def run(asked: Namespace) -> None:
    """Write the document. Of a section that was not measured again what stood there is left, with
    its day; of one never measured it says so."""
    stood = asked.to.read_text("utf-8") if asked.to.is_file() else ""
    kept = {name: held(asked.results, name) for name in sections()}
    parts = ["\n".join(_head()), "\n".join(_summary(kept, stood))]
    for name, section in sections().items():
        before = None if kept[name] else _stood(stood, section)
        parts.append(before or "\n".join(_section(section, kept[name])))
    asked.to.write_text("\n\n".join(part.rstrip() for part in parts) + "\n", "utf-8")
    print(asked.to)


def _stood(text: str, section: Section) -> str | None:
    """What a document says of a section, from its heading to the next."""
    _, mark, rest = text.partition(f"\n## {section.title}\n")
    return f"## {section.title}\n{rest.partition(chr(10) + '## ')[0]}" if mark else None


def _head() -> Iterator[str]:
    yield "# What it withstands\n"
    yield _said(
        """Written by `make reliability`, a section by `python tests/reliability SECTION`. Each
        section says what is promised, how it was tried and what was measured; a figure beside its
        bar is kept or it is not. What the project does about faults that are reported stands in
        [SECURITY.md](../SECURITY.md)."""
    )


def _summary(kept: dict[str, dict[str, Any] | None], stood: str) -> Iterator[str]:
    yield "## Promised\n"
    yield from _table(
        ["", "promise", "bars kept"],
        [
            [section.title, section.promise, _kept(section, kept[name], stood)]
            for name, section in sections().items()
        ],
    )


def _kept(section: Section, found: dict[str, Any] | None, stood: str) -> str:
    if found is None:
        line = next(
            (each for each in stood.splitlines() if each.startswith(f"| {section.title} |")), ""
        )
        return line.split("|")[-2].strip() if line else "not measured"
    bars = {n: f for n, f in section.figures.items() if f.holds(0) is not None}
    good = [name for name in bars if name in found["figures"] and _holds(bars[name], found, name)]
    return f"{len(good)} of {len(bars)}"


def _holds(figure: Figure, found: dict[str, Any], name: str) -> bool | None:
    return figure.holds(found["figures"][name])


def _section(section: Section, found: dict[str, Any] | None) -> Iterator[str]:
    yield f"## {section.title}\n"
    yield _said(section.about)
    if found is None:
        yield "Not measured."
        return
    yield from _table(["figure", "measured", "bar", "kept"], list(_lines(section, found)))
    yield f"\nMeasured on {found['day']}, {found['machine']}.\n"
    if rows := found["rows"]:
        yield from _table(list(rows[0]), [_row(row, list(rows[0])) for row in rows])


def _lines(section: Section, found: dict[str, Any]) -> Iterator[list[str]]:
    for name, figure in section.figures.items():
        value = found["figures"].get(name)
        if value is None:
            yield [figure.what, "not measured", _bar(figure), ""]
        else:
            yield [figure.what, _number(value), _bar(figure), WORDS[figure.holds(value)]]


def _bar(figure: Figure) -> str:
    words = {"at least": figure.least, "at most": figure.most}
    return ", ".join(f"{how} {_number(bar)}" for how, bar in words.items() if bar is not None)


def _row(row: Row, columns: Sequence[str]) -> list[str]:
    return [_cell(row.get(column, "")) for column in columns]


def _cell(value: object) -> str:
    return _number(value) if isinstance(value, int | float) else str(value).replace("|", "\\|")


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def _said(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), _WIDE) + "\n"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
