"""The pages, one record each: a page is its file in pages/, its record, and its words.

Its title and the line beneath stand in words.toml under its name, in [page] and [lede].
"""

from __future__ import annotations

from dataclasses import dataclass

from goidata.analysis import labels
from goidata.dashboard.words import Words
from goidata.form import Measure

OF_UNITS = ("region", "year", "level", "scope")
FILTERS = (*OF_UNITS, "clean", "without_largest")
BY_APPLICANT = (*FILTERS, "applicant")
UNITS = ("stratum", "view", "sort", "order", "find", "from")  # of a table of units


@dataclass(frozen=True, slots=True)
class Page:
    """`name` is that of the file, and the address. `filters` are what the bar has of `FILTERS` and
    the applicant; none where the page shows nothing of the database, and the language alone stands
    there. `year`: it speaks of one year, chosen at its head, `at` in the address. `own` are its
    other words of the address, which do not follow the reader to the next page. `counts` are the
    beginnings of names (tables of the form, claims, reports, findings) whose measures lead here.
    `needs_reports`: it is not drawn for an empty selection."""

    name: str
    filters: tuple[str, ...] = FILTERS
    year: bool = False
    own: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    needs_reports: bool = True

    @property
    def words(self) -> tuple[str, ...]:
        """The words of its address that are its own."""
        return (*self.own, "chart", "at") if self.year else (*self.own, "chart")

    def title(self, say: Words) -> str:
        return say(f"page.{self.name}")

    def lede(self, say: Words) -> str:
        return say(f"lede.{self.name}")


# In the order of the navigation; the first is shown to whoever names none.
PAGES = (
    Page("overview", BY_APPLICANT, year=True, own=("colour",)),
    Page("disclosure", year=True, own=UNITS, counts=("claim", "disclosure")),
    Page("applications", BY_APPLICANT, year=True, own=UNITS, counts=("applications",)),
    Page("proceedings", year=True, own=UNITS, counts=labels.BLOCKS),
    Page(
        "checks",
        filters=OF_UNITS,
        own=("check", "severity", "state", "sort", "order", "find", "from"),
        counts=("report", "finding"),
    ),
    Page(
        "unit",
        filters=(*OF_UNITS, "clean"),
        own=("unit", "in", "at", "file", "report", "with"),
        needs_reports=False,
    ),
    Page("compare", BY_APPLICANT, own=("units", "with", "measure", "at")),
    Page("precheck", filters=(), needs_reports=False),
    Page("search", filters=(*OF_UNITS, "clean"), own=("words", "section", "from")),
    Page(
        "report",
        filters=OF_UNITS,
        own=("unit", "in", "at", "file", "report", "figure", "against", "section", "words"),
        needs_reports=False,
    ),
    Page("data", filters=(*OF_UNITS, "clean"), needs_reports=False),
)


def page(name: str) -> Page:
    """The page called `name`; KeyError where there is none."""
    return {each.name: each for each in PAGES}[name]


def page_of(measure: Measure) -> Page | None:
    """The page that a measure leads to, by what it counts first; None where none does."""
    counted = measure.numerator.terms[0][1].partition(".")[0]
    return next((each for each in PAGES if counted in each.counts), None)
