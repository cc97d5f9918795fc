"""Fifty visitors who change a filter every few seconds, a loader that adds a batch a minute, and
one visitor who drops files made to harm, in turns of some minutes with and without.

`python tests/reliability visitors --minutes 60 --db FILE`; without FILE so many reports are made as
the section is of.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from results import HERE, ROOT, Row, keep, sections
from served import Server, serving

sys.path.append(str(HERE.parent / "benchmarks"))
from harm import HARMFUL
from visiting import visiting

from goidata.samples import Drawing, samples
from goidata.store.columnar import catch_up

VISITORS, EVERY, BATCH = 50, 10.0, 20  # seconds between two choices; reports a minute
SETTLED, TURN = 600.0, 120.0  # seconds after which memory is compared; of a turn with harm
REGIONS = ("", "320000", "321300", "510000", "510400", "330000")
YEARS = ("", "2021", "2022", "2023", "2021-2023")
PAGES = ("", *"disclosure applications proceedings checks compare search data".split())
WORST = ("PDF of forms tenfold", "many cells", "a title often", "a label often", "a line of digits",
         "headings often", "a workbook of many sheets", "PDF of many curves",
         "a report a thousand times", "glued digits")  # fmt: skip


@dataclass(slots=True)
class Hour:
    """What has been seen: runs as (second of their end, seconds, failed, with harm), memory as
    (second, MB), batches loaded, files dropped."""

    begun: float = field(default_factory=time.monotonic)
    runs: list[tuple[float, float, int, bool]] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)
    loaded: int = 0
    failed_loads: int = 0
    dropped: int = 0

    @property
    def now(self) -> float:
        return time.monotonic() - self.begun

    @property
    def is_harmed(self) -> bool:
        """Whether this is a turn in which files made to harm are dropped."""
        return int(self.now / TURN) % 2 == 1


def run(asked: Namespace) -> None:
    with tempfile.TemporaryDirectory() as name:
        held = database(Path(name), asked.db, sections()[asked.part].reports or 0)
        catch_up(held)
        with serving(held) as server:
            hour = Hour()
            asyncio.run(_all(server, held, hour, asked.minutes * 60))
    keep(asked.results, asked.part, figures(hour, asked.minutes), rows(hour))


def database(folder: Path, given: Path | None, reports: int) -> Path:
    """A copy of a database, or one made anew of so many reports."""
    held = folder / "held.db"
    if given is None:
        years = range(2021, 2024)
        units, span = str(reports // len(years)), f"{years[0]}-{years[-1]}"
        words = ["sample", "--units", units, "--years", span, "--db", str(held)]
        subprocess.run([sys.executable, "-m", "goidata", *words], cwd=ROOT, check=True)
        return held
    shutil.copyfile(given, held)  # and brought to the tables and checks of today
    command = [sys.executable, "-m", "goidata", "update", "--db", str(held)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return held


async def _all(server: Server, held: Path, hour: Hour, seconds: float) -> None:
    tasks = [_visit(server.address, each, hour, seconds) for each in range(VISITORS)]
    tasks += [_load(held, hour, seconds), _drop(server, hour, seconds)]
    tasks += [_look(server.process.pid, hour, seconds)]
    await asyncio.gather(*tasks)


async def _visit(address: str, number: int, hour: Hour, seconds: float) -> None:
    """A visitor stays on a page; one whose connection fails is counted, and comes again."""
    drawn = random.Random(number)
    await asyncio.sleep(drawn.uniform(0, EVERY))
    while hour.now < seconds:
        try:
            async with visiting(address, PAGES[number % len(PAGES)]) as visitor:
                await visitor.choose({})
                while hour.now < seconds:
                    await asyncio.sleep(drawn.uniform(0.7, 1.3) * EVERY)
                    words = {"region": drawn.choice(REGIONS), "year": drawn.choice(YEARS)}
                    before, harmed = visitor.failed, hour.is_harmed
                    taken = await visitor.choose({k: v for k, v in words.items() if v})
                    hour.runs.append((hour.now, taken, visitor.failed - before, harmed))
        except (OSError, TimeoutError) as error:
            print(f"visitor {number}: {type(error).__name__} {error}", flush=True)
            hour.runs.append((hour.now, float("nan"), 1, hour.is_harmed))


async def _load(held: Path, hour: Hour, seconds: float) -> None:
    """A batch a minute, of other reports each time."""
    while hour.now < seconds - 30:
        folder = held.parent / f"in{hour.loaded}"
        folder.mkdir()
        for sample in samples(Drawing(BATCH, (2021 + hour.loaded % 4,), hour.loaded, 0.1)):
            (folder / sample.file).write_text(sample.text, "utf-8")
        words = ("load", str(folder), "--db", str(held))
        loading = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "goidata", *words, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL
        )
        hour.failed_loads += await loading.wait() not in (0, 1)
        hour.loaded += 1
        await asyncio.sleep(60)


async def _drop(server: Server, hour: Hour, seconds: float) -> None:
    """One visitor drops the worst files in turn, in every other turn of time."""
    made = [HARMFUL[name]() for name in WORST]
    while hour.now < seconds:
        if not hour.is_harmed:
            await asyncio.sleep(1)
            continue
        content = made[hour.dropped % len(made)]
        try:
            await asyncio.wait_for(asyncio.to_thread(_dropped, server, content), 120)
            hour.dropped += 1
        except (OSError, TimeoutError, AssertionError) as error:
            print(f"dropped: {type(error).__name__} {error}", flush=True)
            await asyncio.sleep(1)


def _dropped(server: Server, content: bytes) -> None:
    """A file as a page drops it: taken by the server, then read in a run of the page."""
    with server.visit("precheck") as visitor:
        file = uuid4().hex
        assert visitor.upload(file, content) == 204, "not taken"
        visitor.show(file, len(content))
        visitor.remove(file)


async def _look(process: int, hour: Hour, seconds: float) -> None:
    while hour.now < seconds:
        status = Path(f"/proc/{process}/status").read_text()
        resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        hour.memory.append((hour.now, int(resident.split()[1]) / 1024))
        await asyncio.sleep(5)


def figures(hour: Hour, minutes: float) -> dict[str, float]:
    """What is promised, from what was seen; growth only where there is something to compare."""
    found: dict[str, float] = {"minutes": minutes, "visitors": VISITORS}
    found["failed"] = sum(failed for _, _, failed, _ in hour.runs) + hour.failed_loads
    found["p95"] = p95([taken for _, taken, *_ in hour.runs])
    by = {side: p95([t for _, t, _, h in hour.runs if h is side]) for side in (True, False)}
    found["hindered"] = by[True] / by[False]
    after = [held for at, held in hour.memory if at > SETTLED]
    if len(after) > 24:
        first, last = statistics.fmean(after[:12]), statistics.fmean(after[-12:])
        found["growth"] = 100 * (last / first - 1)
    return found


def p95(seconds: Sequence[float]) -> float:
    known = [each for each in seconds if each == each]
    return statistics.quantiles(known, n=20, method="inclusive")[-1] if len(known) > 1 else 0.0


def rows(hour: Hour) -> list[Row]:
    """A line for each part of the time."""
    length = max(60.0, hour.now / 12)
    found = []
    for part in range(int(hour.now // length) + 1):
        low, high = part * length, (part + 1) * length
        taken = [t for at, t, *_ in hour.runs if low <= at < high]
        held = [held for at, held in hour.memory if low <= at < high]
        if taken and held:
            found.append({
                "minute": round(low / 60), "runs": len(taken),
                "p50": round(statistics.median(taken), 2), "p95": round(p95(taken), 2),
                "MB": round(statistics.fmean(held)),
            })  # fmt: skip
    found.append({"minute": "batches loaded", "runs": hour.loaded})
    return [*found, {"minute": "harmful files dropped", "runs": hour.dropped}]
