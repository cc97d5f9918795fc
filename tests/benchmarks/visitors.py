"""Many visitors at once over real sockets, each on a page, who change a filter every few seconds:
how long a run takes them, from the choice to the end of what is drawn."""

from __future__ import annotations

import asyncio
import random
import statistics
from argparse import Namespace
from itertools import cycle, product

from databases import database, provinces, years
from kept import Row, keep
from serving import served
from timing import child, timed
from visiting import visiting

SEED = 50
FILTERED = "overview disclosure applications proceedings checks compare search data".split()
MOST_PROVINCES = 8


def run(asked: Namespace) -> None:
    """A row over all visitors, and one a page."""
    path = database(asked.size, asked.folder, asked.db)
    child("ready", "--db", path)
    choices = [
        {"region": region, "year": str(year)}
        for region, year in product(provinces(path, MOST_PROVINCES), years(path))
    ]
    with served(path) as server:
        before = server.processor()
        with timed() as whole:
            found = asyncio.run(_all(server.address, choices, asked))
        used, memory = server.processor() - before, server.memory()
    rows: list[Row] = [_row("all", [each for listed in found.values() for each in listed])]
    rows += [_row(page, listed) for page, listed in found.items()]
    shared = {"visitors": asked.visitors, "seconds": whole.clock, "memory": memory}
    load = {"server": used / whole.clock, "client": whole.processor / whole.clock}
    keep(asked.results, "visitors", [{**rows[0], **shared, **load}, *rows[1:]], asked.size)


Runs = list[tuple[float, int]]  # seconds a run, and what failed in it


async def _all(address: str, choices: list[dict[str, str]], asked: Namespace) -> dict[str, Runs]:
    """The runs by page; the first run of each visitor, which opens the page, is not among them."""
    found: dict[str, Runs] = {page: [] for page in FILTERED}
    pages = zip(range(asked.visitors), cycle(FILTERED), strict=False)
    async with asyncio.TaskGroup() as group:
        for number, page in pages:
            drawn = random.Random(SEED + number)
            group.create_task(_visit(address, page, choices, drawn, asked, found[page]))
    return found


async def _visit(
    address: str,
    page: str,
    choices: list[dict[str, str]],
    drawn: random.Random,
    asked: Namespace,
    runs: Runs,
) -> None:
    """A visitor who comes within the first seconds and stays until the end."""
    loop = asyncio.get_running_loop()
    end = loop.time() + asked.seconds
    await asyncio.sleep(drawn.uniform(0, asked.every))
    try:
        async with visiting(address, "" if page == FILTERED[0] else page) as visitor:
            await visitor.choose({})
            while not runs or loop.time() < end:  # at least one on each page
                await asyncio.sleep(drawn.uniform(0.8, 1.2) * asked.every)
                before = visitor.failed
                taken = await visitor.choose(drawn.choice(choices))
                runs.append((taken, visitor.failed - before))
    except (OSError, TimeoutError, asyncio.CancelledError) as error:
        runs.append((float("nan"), 1))
        print(f"{page}: {type(error).__name__} {error}")


def _row(page: str, runs: Runs) -> Row:
    times = sorted(taken for taken, _ in runs if taken == taken)
    failed = sum(count for _, count in runs)
    if len(times) < 2:
        return {"page": page, "runs": len(times), "failed": failed}
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    quick = {"p50": statistics.median(times), "p95": p95, "slowest": times[-1]}
    return {"page": page, "runs": len(times), "failed": failed, **quick}
