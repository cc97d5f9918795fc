"""The part of docs/accuracy.md that tells of pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from pictured.measuring import MISTAKEN, OPEN, READ, RECOGNISED, WRONG, Result
from pictured.mishaps import MISHAPS
from pictured.specimens import HARMS, LOOKS, RESOLUTIONS, SEAL

HEADING = "## Pictures"
CLEAR = 150  # dots an inch from which a clean picture must be read
TABLES = {"table two": "disclosure", "table three": "applications"}
_SEALED = "a red seal over figures of each page, its words and its star among them."
_HEAD = "| reports | pictures | read % | recognised % | open | mistaken | wrong | s a picture |"


def section_in(document: str) -> str:
    """The part about pictures of a document, empty where there is none."""
    at = document.find(f"\n{HEADING}\n")
    return document[at + 1 :] if at >= 0 else ""


def with_section(document: str, section: str) -> str:
    """A document with another part about pictures, which is its last."""
    before = document.partition(f"\n{HEADING}\n")[0].rstrip("\n")
    return f"{before}\n\n{section}"


def section(results: Sequence[Result], asked: int) -> str:
    """The part as text; `asked` is how many pictures were to be read."""
    lines = [HEADING, "", _introduction(results, asked), "", *_meaning(), ""]
    lines += [_HEAD.replace("| reports", "| what became of the pages | reports"), _ruled(9)]
    lines += [_row(name, _those(results, "harm", name)) for name in HARMS]
    lines += ["", _HEAD.replace("| reports", "| dots an inch | reports"), _ruled(9)]
    lines += [_row(f"{n}", _those(results, "resolution", n)) for n in sorted(RESOLUTIONS)]
    lines += ["", _HEAD.replace("| reports", "| kept as | reports"), _ruled(9)]
    lines += [_row(name, _those(results, "look", name)) for name in LOOKS]
    lines += ["", *_by_table(results), "", _under_seals(results), "", *_kinds()]
    return "\n".join(lines) + "\n"


def _introduction(results: Sequence[Result], asked: int) -> str:
    pictures = sum(each.pictures for each in results)
    total = _number(results, None)
    short = f" of {asked:,} asked for" if pictures < asked else ""
    clean = [each for each in _those(results, "harm", "clean") if each.specimen.resolution >= CLEAR]
    told = [
        f"{pictures:,} pictures{short}, the pages of {len(results):,} generated reports, with "
        f"{total:,} figures: {_number(results, READ):,} read, {_number(results, RECOGNISED):,} "
        f"recognised, {_number(results, OPEN):,} open, {_number(results, MISTAKEN):,} mistaken, "
        f"**{_number(results, WRONG):,} silently wrong**.",
        f"Of clean pages at {CLEAR} dots an inch and above {_share(clean, READ, RECOGNISED)} % "
        "are read or recognised.",
        "Made by `make pictures`; each report can be made again from its seed (tests/pictured).",
    ]
    refused = [each for each in results if each.refused]
    if refused:
        told.append(f"{len(refused)} were refused; all their figures count as open.")
    return " ".join(told)


def _meaning() -> list[str]:
    return [
        "*Read* is a number as printed that sums confirm. *Recognised* is one as printed that no "
        "sum confirms: it is shown and in no sum until a person confirms it. *Open* has no number. "
        "*Mistaken* is recognised, but is not what is printed: whoever compares it with the page "
        "sees it. *Silently wrong* is a number that is not printed there. Seconds are of one "
        "processor.",
    ]


def _kinds() -> list[str]:
    told = {name: harm.__doc__ for name, harm in MISHAPS.items()} | {SEAL: _SEALED}
    return [
        "What becomes of the pages:",
        "",
        *(f"- {name}: {str(about)[:1].lower()}{str(about)[1:]}" for name, about in told.items()),
    ]


def _by_table(results: Sequence[Result]) -> list[str]:
    lines = ["| table | figures | read % | recognised % | open | mistaken | wrong |", _ruled(7)]
    for title, prefix in {**TABLES, "table four": ""}.items():

        def within(name: str, prefix: str = prefix) -> bool:
            listed = tuple(f"{each}." for each in TABLES.values())
            return name.startswith(f"{prefix}.") if prefix else not name.startswith(listed)

        lines.append(
            f"| {title} | {_number(results, None, within):,} | {_cells(results, within)} |"
        )
    return lines


def _under_seals(results: Sequence[Result]) -> str:
    under = [each.became[name] for each in results for name in each.covered if name in each.became]
    parts = ", ".join(
        f"{under.count(outcome):,} {outcome}"
        for outcome in (READ, RECOGNISED, OPEN, MISTAKEN, WRONG)
    )
    return f"Figures that ink of a seal touches: {len(under):,}; {parts}."


def _those(results: Iterable[Result], trait: str, value: object) -> list[Result]:
    return [each for each in results if getattr(each.specimen, trait) == value]


def _any(name: str) -> bool:
    return True


def _number(
    results: Iterable[Result], outcome: str | None, within: Callable[[str], bool] = _any
) -> int:
    """How many figures became so, or are printed at all."""
    return sum(
        within(name) and outcome in (None, became)
        for each in results
        for name, became in each.became.items()
    )


def _share(results: Sequence[Result], *outcomes: str, within: Callable[[str], bool] = _any) -> str:
    """Figures that became so, in per cent of all, never rounded up to all."""
    whole = _number(results, None, within)
    part = sum(_number(results, outcome, within) for outcome in outcomes)
    if not whole:
        return "–"
    return "100" if part == whole else f"{min(100 * part / whole, 99.9):.1f}"


def _cells(results: Sequence[Result], within: Callable[[str], bool] = _any) -> str:
    shares = [_share(results, outcome, within=within) for outcome in (READ, RECOGNISED)]
    numbers = [f"{_number(results, outcome, within):,}" for outcome in (OPEN, MISTAKEN, WRONG)]
    return " | ".join([*shares, *numbers])


def _row(name: str, results: Sequence[Result]) -> str:
    pictures = sum(each.pictures for each in results)
    seconds = sum(each.seconds for each in results) / pictures if pictures else 0
    return f"| {name} | {len(results)} | {pictures} | {_cells(results)} | {seconds:.1f} |"


def _ruled(columns: int) -> str:
    return "|" + "---|" * columns


def faults(results: Iterable[Result]) -> Iterator[str]:
    """A line for each report of which a figure is silently wrong."""
    for each in results:
        if wrong := each.named(WRONG):
            about = f"{each.specimen.harm}, {each.specimen.resolution}, {each.specimen.look}"
            yield f"wrong: seed {each.seed} ({about}): {', '.join(wrong)}"
