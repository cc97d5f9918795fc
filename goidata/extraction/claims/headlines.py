"""Items disclosed: by which channel, and which of several numbers is the headline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from goidata.extraction.claims.headings import ELSEWHERE
from goidata.extraction.claims.items import NO_SITE, counts_items
from goidata.extraction.claims.phrases import CHANNELS, Discourse, Found, Kinds
from goidata.extraction.claims.tokens import Token
from goidata.extraction.claims.trades import OWN, OWN_SITE
from goidata.form.frames import Frame, frames

HEADLINE = "disclosed_items"
OTHER = "disclosed_items_other"
OF_A_WHOLE = (
    "sorted",
    "of_stock",
    "own_share",
)  # what the year disclosed, of a whole that is more than that
_DISCLOSING = frames().groups["disclosing"]
_ACCOUNTS = frozenset(["new_media", "all_channels"])
PLAINEST = 6  # the weight of 主动公开政府信息
PLAIN = 4  # that of 公开各类信息
_SORT = "sort_before"
_LISTED = 2  # numbers of other sorts before that of a column, from which it is one more sort
_OF_A_SORT = (OWN, "work_information")  # all of it, unless other sorts stand beside it


def disclosed(frame: Frame, left: Sequence[Token], discourse: Discourse) -> tuple[str, str | None]:
    """The claim that a number of items is, and its channel."""
    ways = [word.kinds & CHANNELS for word in left if "information" not in word.kinds]
    own = frozenset().union(*ways) or frozenset(k for w in left for k in w.kinds & CHANNELS)
    before = discourse.named if frame.weight < PLAINEST else frozenset()
    named = own or discourse.through or before or _going_on(frame, left, discourse)
    of_platforms = discourse.topic == ELSEWHERE and frame.weight < PLAINEST
    if of_platforms and "new_media" in named and named <= _ACCOUNTS:
        named = named - {"all_channels"}  # 平台建设: 公众号、视频号等平台
    if frame.weight < PLAINEST and _are_printed(left):
        named = frozenset(["other_channel"])
    channel, headline = channel_of(named)
    whole = discourse.part is None or frame.when in OF_A_WHOLE
    return (HEADLINE if headline and whole else OTHER), channel


def _going_on(frame: Frame, left: Sequence[Token], discourse: Discourse) -> Kinds:
    """The account that the sentence has told of last, where plain words go on with it
    (公众号发布动态 44 条，推送提示等信息 9 条)."""
    summed = any("total" in word.kinds for word in left)
    alone = discourse.latest and discourse.latest <= NO_SITE
    return discourse.latest if alone and not summed and frame.weight < PLAIN else frozenset()


def _are_printed(left: Sequence[Token]) -> bool:
    """Whether newspapers and the like are listed as the media (日报、晚报等媒体), and no site."""
    kinds = frozenset().union(*[word.kinds for word in left])
    return kinds >= {"newspaper", "as_media"} and "website" not in kinds


def year_marks(left: Sequence[Token], discourse: Discourse) -> Kinds:
    """Whether the words call a number of items cumulative, and whether they name the year."""
    kinds = frozenset().union(*[word.kinds for word in left])
    marks = kinds & {"cumulative", "this_year", *_OF_A_SORT}
    dated = discourse.said_year is not None or any(word.year for word in left)
    until = discourse.until or "until" in kinds
    if kinds >= {"new_media", "all_channels"} and "website" not in kinds:
        marks |= {"beside_site"}
    marks |= {"own_site", OWN_SITE} & kinds if _names_one_site(left) else frozenset()
    return marks | {"this_year"} if dated and not until else marks


def _names_one_site(left: Sequence[Token]) -> bool:
    """Whether one site is named, not those of several bodies (省局和市局官网)."""
    at = next((i for i, word in enumerate(left) if "own_site" in word.kinds), 0)
    return not any("connector" in word.kinds for word in left[:at])


def channel_of(kinds: Kinds) -> tuple[str | None, bool]:
    """The channel that the words of a clause name, and whether it may be the headline."""
    groups = kinds & CHANNELS
    if not groups or "all_channels" in groups or len(groups) > 1:
        return "total", True
    (group,) = groups
    if group == "other_channel":
        return None, False
    return group, group == "website"


def with_one_headline(found: Sequence[Found]) -> list[Found]:
    """At most one headline of items disclosed: what is said most plainly, all channels before the
    portal unless the portal's number is greater, and of equals the greatest. A further channel
    beside it is kept as such."""
    found = _without_stock(found)
    candidates = [each for each in found if each.name == HEADLINE]
    if not candidates:
        return list(found)
    if all(each.weight < 0 for each in candidates) and len({c.value for c in candidates}) > 1:
        return [each for each in found if each.name != HEADLINE]
    portal = max((c.value for c in candidates if c.channel == "website"), default=0)
    found = [_beside_the_site(each) if portal else each for each in found]
    candidates = [each for each in found if each.name == HEADLINE]
    headline = _sum_of_the_others(found) or max(
        candidates, key=lambda each: (each.weight, _rank(each, portal), each.value)
    )
    headline = _whole_in_the_introduction(candidates, headline) or headline
    kept: list[Found] = []
    for each in found:
        if each.name != HEADLINE or each.value == headline.value:
            kept.append(each)
        elif headline.channel == "total" and each.channel == "website":
            kept.append(replace(each, name=OTHER))
    return kept


def _whole_in_the_introduction(candidates: Sequence[Found], plainest: Found) -> Found | None:
    """What the introduction says of all channels, where the plainest words, in a paragraph behind
    it, are of the site alone and of less (共公开各类信息 300 条 … 通过网站主动公开信息 48 条)."""
    if plainest.channel != "website" or not plainest.topic:
        return None
    whole = [c for c in candidates if not c.topic and c.weight >= PLAIN and c.channel == "total"]
    first = whole[0] if whole else None
    return first if first and first.at < plainest.at and first.value > plainest.value else None


def _sum_of_the_others(found: Sequence[Found]) -> Found | None:
    """The number of items that is the sum of all that come behind it, if there are several."""
    items = [each for each in found if each.name in (HEADLINE, OTHER)]
    behind: int | float = 0
    whole: Found | None = None  # the first of those: one of two parts may be the other by chance
    for count, each in enumerate(reversed(items)):
        if each.name == HEADLINE and count > 1 and each.value == behind:
            whole = each
        behind += each.value
    return whole


def _beside_the_site(each: Found) -> Found:
    """公众号、客户端等媒体, where the site has a number of its own, are channels beside it."""
    apart = each.name == HEADLINE and "beside_site" in each.marks and each.weight < PLAINEST
    return replace(each, name=OTHER) if apart else each


def without_columns(found: Sequence[Found], words: Sequence[Token]) -> Sequence[Found]:
    """Without the numbers that a sentence (`words`) gives of several columns of a site: none of
    them is the headline."""
    claimed = {each.at for each in found}
    own: set[int] = set()
    kinds: set[str] = set()
    named = 0  # those that are called columns
    listed = 0  # numbers of items, claims of nothing, that came before
    for word, before in zip(words, [None, *words], strict=False):
        if "part" in word.kinds:
            break
        if word.number and kinds & {"column", _SORT} and not _DISCLOSING.isdisjoint(kinds):
            own.add(word.start)
            named += "column" in kinds
            if "column" in kinds and listed >= _LISTED:
                own.add(-1)  # one more of a list of sorts
        listed += counts_items(word) and word.start not in claimed
        if before and "foreign" in before.kinds and word.any(_DISCLOSING):
            kinds.add(_SORT)  # 网站部门动态发布信息 32 条: a column by its name
        kinds = set() if word.number or "boundary" in word.kinds else kinds | word.kinds
    several = len(own) > 1 and named
    return [each for each in found if not (several and each.name == HEADLINE and each.at in own)]


def without_boards(found: Sequence[Found], words: Sequence[Token]) -> Sequence[Found]:
    """Without that of a 信息公开栏 in a list of columns (政策法规栏 5 条、信息公开栏 9 条)."""
    columns, boards = 0, set[int]()
    kinds: Kinds = frozenset()
    for word in words:
        if word.number:
            columns += "column" in kinds
            boards |= {word.start} if "board" in kinds else set()
        kinds = frozenset() if word.number or "boundary" in word.kinds else kinds | word.kinds
    return [e for e in found if not (columns and e.name.startswith(HEADLINE) and e.at in boards)]


def without_sorts(found: Sequence[Found], words: Sequence[Token]) -> Sequence[Found]:
    """Without a number of information of one sort (统计信息) where the sentence gives other numbers
    of items beside it that are no claims, hence of other sorts."""
    if not any(_is_of_a_sort(each) for each in found):
        return found
    known = {each.at for each in found}
    if _beside_on_no_channel(words) <= known:
        return found
    return [each for each in found if not _is_of_a_sort(each)]


def _beside_on_no_channel(words: Sequence[Token]) -> set[int]:
    """Where the numbers of items stand that a sentence gives, but for those whose own words name
    another channel (在各类媒体刊发报道 70 篇)."""
    places: set[int] = set()
    kinds: set[str] = set()
    for word in takewhile(lambda word: "part" not in word.kinds, words):
        if counts_items(word) and not kinds & (CHANNELS - {"website"}):
            places.add(word.start)
        kinds = set() if word.number else kinds | word.kinds
    return places


def _is_of_a_sort(each: Found) -> bool:
    return each.name.startswith(HEADLINE) and not each.marks.isdisjoint(_OF_A_SORT)


def _without_stock(found: Sequence[Found]) -> Sequence[Found]:
    """Without what is called cumulative and names no year (系统累计公开 4002 条), where as plain a
    number is of the year: the first is of all years then."""
    of_year = [e for e in found if e.name == HEADLINE and "this_year" in e.marks]
    return [
        each
        for each in found
        if each.name != HEADLINE
        or "cumulative" not in each.marks
        or "this_year" in each.marks
        or not any(_is_as_plain(year, each) for year in of_year)
    ]


def _is_as_plain(year: Found, stock: Found) -> bool:
    """Whether the year's number says what the stock's does, and may be a part of it."""
    as_wide = year.channel in ("total", stock.channel)
    return as_wide and year.weight >= stock.weight and year.value < stock.value


def _rank(each: Found, portal: int | float) -> int:
    """All channels rank first, except where the portal alone states more."""
    return 1 if each.channel == "total" and each.value >= portal else 0
