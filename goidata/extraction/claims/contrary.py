"""What stands elsewhere in a sentence, or in the one before, and shows that a number is of
something else than its own words say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from goidata.extraction.claims.clauses import Clause
from goidata.extraction.claims.headlines import HEADLINE, PLAIN, PLAINEST
from goidata.extraction.claims.items import counts_items
from goidata.extraction.claims.phrases import CARRIED, CHANNELS, Discourse, Found, is_empty
from goidata.extraction.claims.tokens import Token

_TAKEN_IN = ("received", "workload", "handled_total")
_SORTS = frozenset(["applicant", "means"])
_PEOPLE = frozenset(["applicant", "person"])
_ASKED_FOR = frozenset(["bare_application"])
_TOWARDS = frozenset(["towards", "addressed"])
_ACCOUNTS = frozenset(["new_media", "other_channel"])


def uncontradicted_by_words(found: Sequence[Found], words: Sequence[Token]) -> Sequence[Found]:
    """Without what later words of the sentence (`words`) show to be of all years, of applications
    of every kind, or of one kind of applicants alone."""
    if not found:
        return found
    headlines = {each.at for each in found if each.name == HEADLINE}
    apart = _summed_up(words, headlines) | _taken_by_others(words, headlines)
    corrected = _before(words, "correcting")
    kept = []
    for each in found:
        if each.at in corrected:
            continue
        if each.name == HEADLINE and each.weight < PLAINEST and each.at in apart:
            continue
        if each.name == HEADLINE and _is_stock(each, words):
            continue
        if each.name in _TAKEN_IN and each.part is None and _is_of_some(each, words):
            continue
        kept.append(each)
    return kept


def _summed_up(words: Sequence[Token], claimed: Set[int]) -> frozenset[int]:
    """Where the numbers of items stand that a later one, called their total, is the sum of (自主
    发布 510 条，转载 240 条，共计 750 条): none of them is all. Nothing where the total is claimed
    itself, or no headline is (`claimed`, by their places)."""
    parts: list[Token] = []
    total = False
    for word in words if claimed else ():
        total |= "total" in word.kinds
        if word.number is None or not counts_items(word):
            continue
        if total and len(parts) > 1 and word.number.value == sum(_values(parts)):
            return frozenset(part.start for part in parts if word.start not in claimed)
        parts.append(word)
        total = False
    return frozenset()


def _taken_by_others(words: Sequence[Token], claimed: Set[int]) -> frozenset[int]:
    """Where numbers stand of what was sent to others, of which the next, without words of its own,
    tells how many they took (向省政府网站推送信息 240 条，被采用 96 条)."""
    sent: set[int] = set()
    told = False
    for word in words if claimed else ():
        told |= word.any(_TOWARDS)
        if word.number or "boundary" in word.kinds:
            sent |= {word.start} if told and word.number else set()
            told = False
    return _before(words, "adopt") & sent if sent else frozenset()


def _before(words: Sequence[Token], kind: str) -> frozenset[int]:
    """Where the numbers stand that come right before a word of this kind that begins what is said
    of the next number."""
    places: set[int] = set()
    number: Token | None = None
    begins = True  # whether nothing is said since
    for word in words:
        if word.number:
            number, begins = word, True
        elif kind in word.kinds and number and begins:
            places.add(number.start)
        else:
            begins &= is_empty(word) or "boundary" in word.kinds or kind == "correcting"
    return frozenset(places)


def _values(words: Sequence[Token]) -> list[int | float]:
    return [word.number.value for word in words if word.number]


def _is_stock(each: Found, words: Sequence[Token]) -> bool:
    """累计公开信息 5100 条，其中新增 230 条: the first is of all years."""
    if "cumulative" not in each.marks or "this_year" in each.marks:
        return False
    behind = _behind(each, words)
    part = next((i for i, word in enumerate(behind) if "part" in word.kinds), None)
    if part is None:
        return False
    after = next((word for word in behind[part + 1 :] if "new" in word.kinds or word.number), None)
    return after is not None and "new" in after.kinds


def _is_of_some(each: Found, words: Sequence[Token]) -> bool:
    """收到申请 12 份，其中政府信息公开申请 5 件: of every kind; 收到公民申请 12 件，法人 5 件: of
    people alone."""
    index = next(i for i, word in enumerate(words) if word.start == each.at)
    own = _clause_before(words, index)
    named = frozenset().union(*[word.kinds for word in own])
    rest = words[index + 1 :]
    if "bare_application" in named and _counts_those_of_the_matter(rest):
        return True
    if named.isdisjoint(_PEOPLE):
        return False
    others = list(_numbers_of_sorts(rest))
    return bool(others) and sum(others) != each.value and others[0] < each.value


def _counts_those_of_the_matter(words: Sequence[Token]) -> bool:
    """Whether a part is named that is of applications for information, and of no sort of them."""
    part = False
    for word in words:
        if "part" in word.kinds:
            part = True
        elif part and "application" in word.kinds:
            return word.kinds.isdisjoint(_ASKED_FOR)
        elif part and not is_empty(word):
            return False
    return False


def _numbers_of_sorts(words: Sequence[Token]) -> Iterator[int | float]:
    """The numbers of the clauses right behind that name another kind of applicants and no part."""
    sort = False
    for word in words:
        if "part" in word.kinds or "open" in word.kinds:
            return
        sort |= word.any(_SORTS)
        if word.number:
            if not sort:
                return
            yield word.number.value
            sort = False


def _clause_before(words: Sequence[Token], index: int) -> Sequence[Token]:
    begin = index
    while begin and "boundary" not in words[begin - 1].kinds and not words[begin - 1].number:
        begin -= 1
    return words[begin:index]


def _behind(each: Found, words: Sequence[Token]) -> Sequence[Token]:
    return [word for word in words if word.start > each.at]


def is_of_another_time(behind: Token | tuple[Clause, ...] | None, discourse: Discourse) -> bool:
    """Whether what stands behind a number is a bracket that tells another time (（2019年以来）)."""
    if behind is None or isinstance(behind, Token):
        return False
    words = [word for clause in behind for word in clause.words]
    kinds = frozenset().union(*[word.kinds for word in words])
    if "number" in kinds or not kinds.isdisjoint(CARRIED):
        return False
    years = {word.year for word in words if word.year}
    return "past" in kinds or bool(years and discourse.year and discourse.year not in years)


def may_be_of_an_account(found: Sequence[Found], words: Sequence[Token]) -> bool:
    """Whether numbers of items name no channel: the sentence before may have named it."""
    if not any(_names_no_channel(each) for each in found):
        return False
    return not any(word.any(CHANNELS) for word in words)


def without_those_of_accounts(found: Sequence[Found], before: Sequence[Token]) -> list[Found]:
    """Without numbers that name no channel, where the sentence before (`before`) names accounts, or
    media, alone, and counts nothing of theirs: 开通公众号。全年发布信息 88 条 may be of either."""
    if any(map(counts_items, before)):
        return list(found)
    channels = frozenset().union(*[word.kinds for word in before]) & CHANNELS
    if not channels or not channels <= _ACCOUNTS:
        return list(found)
    return [each for each in found if not _names_no_channel(each)]


def _names_no_channel(each: Found) -> bool:
    return each.name == HEADLINE and each.channel == "total" and each.weight < PLAIN
