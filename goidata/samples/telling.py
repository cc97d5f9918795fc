"""What the narrative of a synthetic report says: numbers of its tables and volumes in sentences,
others beside them that state nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass

from goidata.form import Edition, claim_kinds
from goidata.samples.bodies import Body, calls
from goidata.samples.sentences import TOTAL, WEBSITE, Frame, Said, claims, declared, frames, told

OPENINGS = {"volumes": "（一）主动公开。", "applications": "（二）依申请公开。"}
ORDER = ("opening", "volumes", "documents", "applications", "cases")
OPENED = 0.6  # of the reports, whose paragraphs have openings
JOINED = 0.2  # of the reports, all in one paragraph
WECHAT, WEIBO, GAZETTE = 0.35, 0.12, 0.04  # of all that is disclosed, at most
DOCUMENTS = "normative_documents"
PLAINLY = "本机关"
LEAST = 12  # items a year


@dataclass(frozen=True, slots=True)
class Telling:
    """What a report is going to say, matter by matter, and by whom: `names` are what its sentences
    call the body and the years."""

    frames: Mapping[str, Frame]
    names: Mapping[str, str]

    @property
    def claims(self) -> list[str]:
        """The names of the table's numbers that it states as numbers."""
        stated = (name for frame in self.frames.values() for name in frame.stated)
        return sorted({name for name in stated if name in claim_kinds()})

    def said(self, numbers: Mapping[str, int]) -> list[Said]:
        """The claims that it makes."""
        found = (claim for frame in self.frames.values() for claim in claims(frame, numbers))
        return list(dict.fromkeys(found))


def numbers_of(
    body: Body,
    form: Edition,
    figures: Mapping[str, int | float],
    last: Mapping[str, int],
    source: random.Random,
) -> dict[str, int]:
    """Every number that may be stated: claims as their tables have them, volumes by channel, and
    those of `last` year."""
    found: dict[str, int] = {}
    for name, kind in claim_kinds().items():
        value = kind.equals[0].value(figures, form.fields) if kind.equals else None
        if value is not None:
            found[name] = int(value)
    found |= _volumes(body, source)
    return found | _parts(found, source) | _compared(found, last, source)


def _parts(now: Mapping[str, int], source: random.Random) -> dict[str, int]:
    """What stands beside the numbers and adds up with them."""
    on_request, withheld = source.randint(1, 60), source.randint(1, 9)
    online = source.randint(0, now["received"])
    return {
        "made": now[TOTAL] + on_request + withheld,
        "on_request": on_request,
        "withheld": withheld,
        "online": online,
        "by_letter": now["received"] - online,
    }


def _compared(
    now: Mapping[str, int], last: Mapping[str, int], source: random.Random
) -> dict[str, int]:
    """What stands against the numbers: those of last year, those of all years; growth in tenths of
    a percent. Before the first year that is drawn they are invented."""
    total, received = (
        last.get(name, max(1, round(now[name] * source.uniform(0.7, 1.3))))
        for name in (TOTAL, "received")
    )
    return {
        "last_total": total,
        "last_received": received,
        "gain": now[TOTAL] - total,
        "loss": total - now[TOTAL],
        "growth": _growth(now[TOTAL], total),
        "received_growth": _growth(now["received"], received),
        "received_ever": now["received"] * source.randint(4, 9) + source.randint(1, 50),
        "stock": now[TOTAL] * source.randint(4, 9) + source.randint(1, 500),
    }


def _growth(now: int, before: int) -> int:
    return round(1000 * (now - before) / before) if before else 0


def telling(
    body: Body, form: Edition, year: int, numbers: Mapping[str, int], source: random.Random
) -> Telling:
    """Which sentences a report has."""
    chosen: dict[str, Frame] = {}
    for matter in ORDER:
        fitting = [frame for frame in frames(matter) if frame.fits(numbers)]
        if fitting and source.random() < getattr(declared(), matter).share:
            chosen[matter] = source.choice(fitting)
    documents = next(row for row in form.tables["disclosure"].rows if row.name == DOCUMENTS)
    years = {"year": str(year), "last": str(year - 1), "next": str(year + 1)}
    return Telling(chosen, {"who": _called(body, source), "document": documents.zh, **years})


def paragraphs(
    telling: Telling, numbers: Mapping[str, int], source: random.Random
) -> Iterator[str]:
    """The sentences with `numbers` in paragraphs, with others that state nothing around them."""
    opened = source.random() < OPENED
    made: list[str] = []
    for matter, frame in telling.frames.items():
        sentences = [frame, *_beside(numbers, source)]
        source.shuffle(sentences)
        opening = OPENINGS.get(matter, "") if opened else ""
        said = (told(each, numbers, telling.names, source) for each in sentences)
        made.append(opening + "".join(said))
    yield from ["".join(made)] if made and source.random() < JOINED and not opened else made


def _beside(numbers: Mapping[str, int], source: random.Random) -> Sequence[Frame]:
    if source.random() >= declared().aside.share:
        return ()
    fitting = [frame for frame in frames("aside") if frame.fits(numbers)]
    return source.sample(fitting, source.randint(1, 2))


def _volumes(body: Body, source: random.Random) -> MutableMapping[str, int]:
    total = max(LEAST, round(body.items * source.lognormvariate(0, 0.3)))
    found = {
        "wechat": round(total * source.uniform(0.05, WECHAT)),
        "weibo": round(total * source.uniform(0.01, WEIBO)),
        "gazette": round(total * source.uniform(0.002, GAZETTE)),
    }
    rest = total - sum(found.values())
    return {TOTAL: total, WEBSITE: rest, **found, "media": found["wechat"] + found["weibo"]}


def _called(body: Body, source: random.Random) -> str:
    """What a body calls itself: 我县, 我局, 本镇, 本机关."""
    if body.whole:
        return source.choice((f"我{body.region.name[-1]}", PLAINLY))
    kinds = (kind for ending, kind in calls().items() if body.own.endswith(ending))
    return source.choice(("我", "本")) + next(kinds)
