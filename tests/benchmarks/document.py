"""docs/performance.md, put together from all that is kept of what was measured."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from databases import MADE
from kept import Row, held, machines
from tabled import FEW, MANY, by_size, count, number, said, table

WAYS = {"first": "Never opened", "new": "A filter chosen anew", "again": "Run again"}
TIMES = {"processor": "processor seconds", "clock": "seconds by the clock"}


def run(asked: Namespace) -> None:
    """Write the document; of parts that were not measured it says so."""
    parts = (_head, _reading, _stages, _loading, _pages, _browser, _visitors, _questions)
    told = ("\n".join(part(asked.results)).rstrip() for part in parts)
    asked.to.write_text("\n\n".join(told) + "\n", "utf-8")
    print(asked.to)


def _head(folder: Path) -> Iterator[str]:
    yield "# How fast it is\n"
    yield said(
        f"""Written by `make bench` (`tests/benchmarks`). Medians. Processor time counts all threads
        and processes; on a machine that does other work at the same time the clock says less, and
        on one that is shared the pace of the processor changes, up to twofold from one minute to
        the next: what is measured in one run beside something else (a library, the same page at
        {FEW} reports, the same question) says more than a figure alone. Databases are synthetic
        (`goidata sample`), but for the {FEW} reports held by default; those of more than {MADE:,}
        reports are the one of {MADE:,} so many times over: its units under other names, in the same
        regions and years and with the same figures, findings and claims, but without their words,
        so that a search looks through those of {MADE:,}.
        Measured on: {"; ".join(machines(folder))}."""
    )


def _reading(folder: Path) -> Iterator[str]:
    yield "## Reading a file\n"
    yield said("Beside the least that the library underneath does with the same file.")
    rows = [row for row in _only(folder, "reading") if "read" in row]
    yield from table(
        ["file", "read, ms", "library", "library alone, ms", "ratio"],
        [
            [
                row["file"],
                number(row["read"]),
                row["library"],
                number(row["beneath"]),
                number(row["ratio"]),
            ]
            for row in rows
        ],
    )


def _stages(folder: Path) -> Iterator[str]:
    yield "## A text report, stage by stage\n"
    rows = _only(folder, "checks")
    yield from table(
        ["stage", "processor ms"], [[row["stage"], number(row["median"])] for row in rows]
    )


def _loading(folder: Path) -> Iterator[str]:
    yield "## Loading\n"
    yield said(
        """`load` reads files, `sample` makes reports and stores them without files; both into a
        new database. `one more` is one file into a database that holds what stands beside it."""
    )
    heads = ["what", "held before", "reports", "a second", "clock s each", "processor s each", "MB"]
    yield from table(
        heads,
        [_loaded(row, size) for size, rows in held(folder, "loading").items() for row in rows],
    )


def _loaded(row: Row, size: int | None) -> list[str]:
    whole = "rate" in row
    each = row["reports"] if whole else 1
    return [
        row["what"],
        "" if whole else count(size),
        count(row["reports"]),
        number(row.get("rate")),
        number(row["clock"] / each),
        number(row["processor"] / each),
        number(row["memory"]),
    ]


def _pages(folder: Path) -> Iterator[str]:
    yield "## Pages\n"
    yield said(
        f"""Each in processes of its own that have opened the page on few reports before, so that
        nothing is left to be loaded; what stands here is the middle of three. A filter chosen anew
        is a province. × is how much longer than at {FEW} reports, growth the power of the number
        of reports, from {MANY:,} on."""
    )
    listed = held(folder, "pages").items()
    found = {size: {row["page"]: row for row in rows} for size, rows in listed if size}
    for unit, named in TIMES.items():
        for way, what in WAYS.items():
            yield f"### {what}, {named}\n"
            yield from by_size(found, f"{way}_{unit}", way == "first")
            yield ""
    yield "### Memory, MB\n"
    yield from by_size(found, "memory", False)


def _browser(folder: Path) -> Iterator[str]:
    yield "## In a real Chromium\n"
    yield said(
        """Seconds until the page is still: from its address in a new window, and from a click on a
        filter (the language, where the page has none)."""
    )
    heads = ["page", "reports", "first open", "click", "slowest click", "nodes in charts", "nodes"]
    yield from table(
        heads,
        [
            [
                row["page"],
                count(size),
                *(number(row[key]) for key in ("first", "click", "slowest")),
                *(count(row[key]) for key in ("charts", "nodes")),
            ]
            for size, rows in held(folder, "browser").items()
            for row in rows
        ],
    )


def _visitors(folder: Path) -> Iterator[str]:
    yield "## Many visitors\n"
    yield said(
        """Over real sockets; each changes a filter again and again. Seconds from a choice to the
        end of what is drawn."""
    )
    keys = ("p50", "p95", "slowest")
    for size, rows in held(folder, "visitors").items():
        whole = rows[0]
        yield said(
            f"""{whole["visitors"]} visitors of {count(size)} reports, {whole["seconds"]:.0f} s: the
            server used {whole["server"]:.2f} cores and held {whole["memory"]:.0f} MB at the end."""
        )
        lines = [
            [r["page"], count(r["runs"]), str(r["failed"]), *(number(r.get(key)) for key in keys)]
            for r in rows
        ]
        yield from table(["page", "runs", "failed", *keys], lines)
        yield ""
    if not held(folder, "visitors"):
        yield from table([], [])


def _questions(folder: Path) -> Iterator[str]:
    yield "## The same questions asked of others\n"
    yield said(
        """Processor milliseconds, in turn in one process: goidata, Datasette over the same file
        (its JSON, without a network), pandas over the CSV that `goidata export` writes: read whole,
        and of it the columns that are needed. Nothing is kept from one time to the next. The
        answers are equal, or nothing would stand here."""
    )
    named = {"datasette": "Datasette", "pandas": "pandas", "columns": "pandas, few columns"}
    keys = ("ours", *named, *(f"× {name}" for name in named))
    times = (f"× {name}" for name in named.values())
    yield from table(
        ["question", "reports", "goidata", *named.values(), *times],
        [
            [row["question"], count(size), *(number(row.get(key)) for key in keys)]
            for size, rows in held(folder, "questions").items()
            for row in rows
        ],
    )


def _only(folder: Path, part: str) -> Sequence[Row]:
    return next(iter(held(folder, part).values()), [])
