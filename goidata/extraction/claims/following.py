"""How what a sentence says changes what its next words mean."""

from __future__ import annotations

from collections.abc import Sequence

from goidata.extraction.claims.clauses import Clause
from goidata.extraction.claims.framing import Meaning
from goidata.extraction.claims.numerals import Number
from goidata.extraction.claims.phrases import (
    CHANNELS,
    DOCUMENTS,
    OBJECTS,
    PROCEEDINGS,
    STATUSES,
    TAKEN,
    Discourse,
    Kinds,
    is_empty,
    is_unknown,
)
from goidata.extraction.claims.tokens import Token
from goidata.form.wordings import wordings

_OF_OTHERS = frozenset(["foreign", "closing"])  # 各类申请 are of every kind
_SORTED = frozenset(["information", "papers"])  # what is sorted, and not how
_SINCE = frozenset(["以来", "至今"])  # after a year: what follows is of all years from it on
_BEGINNING = 3  # words
_DISCLOSED = frozenset(["disclose_active", "disclose"])
_OWN_SUBJECTS = PROCEEDINGS | DOCUMENTS | {"application"}  # no part of what is counted before
_APPLIED_FOR = frozenset(["information", "bare_application"])
_ALL_TAKEN = frozenset(["received", "workload", "handled_total", "made"])
_OF_ALL_YEARS = frozenset(["cumulative", "past"])


def sorts(sentence: Sequence[Token], kinds: Kinds) -> bool:
    """Whether numbers of information that may, and of such that may not, be disclosed stand side by
    side: then documents are sorted, and no application is answered."""
    if "disclose_active" not in kinds or not kinds.isdisjoint(TAKEN):
        return False
    headed = [_head(sentence, index) for index, word in enumerate(sentence) if word.number]
    active = any("disclose_active" in kinds for kinds in headed)
    return active and any(kinds & {"application", "refused"} for kinds in headed)


def _head(sentence: Sequence[Token], index: int) -> frozenset[str]:
    """The kinds of the last words before a number that say something."""
    for word in reversed(sentence[max(0, index - 4) : index]):
        if word.number or "boundary" in word.kinds:
            break
        if not is_empty(word) and not word.any(_SORTED):
            return word.kinds
    return frozenset()


def open_clause(clause: Clause, discourse: Discourse) -> None:
    """A clause without a number may name the year, the way, or the field of what follows."""
    words = clause.words
    if not words:
        return
    discourse.until |= "until" in clause.kinds
    if "date" in clause.kinds:
        years = [word.year for word in words if word.year]
        if years and (words[-1].text in _SINCE or all(is_empty(word) for word in words)):
            discourse.said_year = years[-1]
        discourse.past |= _spans_years(words, years)
    if _is_since(words[-1]) and not any("this_year" in word.kinds for word in words):
        discourse.past |= discourse.year not in [word.year for word in words if word.year]
    channels = clause.kinds & CHANNELS
    if channels and _names_the_way(words):
        discourse.through = channels
    elif discourse.through and words[0].any(CHANNELS):  # 通过公告栏，公众号，网站等载体，
        only = all(word.any(CHANNELS) or is_empty(word) for word in words)
        discourse.through = discourse.through | channels if only else frozenset()
    discourse.of_column |= _sets_up_a_column(words)
    if "field" in clause.kinds:
        first = next((i for i, word in enumerate(words) if "focus" in word.kinds), len(words))
        last = max(i for i, word in enumerate(words) if "field" in word.kinds)
        complete = any(map(is_unknown, words[last + 1 :]))  # 聚焦…领域加大公开力度, a sentence
        discourse.narrowed |= first <= last and not complete


def _spans_years(words: Sequence[Token], years: Sequence[int]) -> bool:
    """Whether a clause tells nothing but from which year to which (自 2008 年起至 2024 年底)."""
    return len(set(years)) > 1 and all(is_empty(word) or is_unknown(word) for word in words)


def _names_the_way(words: Sequence[Token]) -> bool:
    """Whether a clause begins with the way of disclosure, or says that it is disclosed by one
    (各类信息通过网站主动公开，…)."""
    if any("through" in word.kinds for word in words[:_BEGINNING]):
        return True
    ways = [i for i, word in enumerate(words) if word.any(CHANNELS)]
    led = any("through" in word.kinds for word in words[max(0, ways[0] - _BEGINNING) : ways[0]])
    return led and any(word.any(_DISCLOSED) for word in words[ways[-1] :])


def _sets_up_a_column(words: Sequence[Token]) -> bool:
    """Whether a part of a site is set up (开设防汛专栏，…): what is counted next is in it."""
    at = next((i for i, word in enumerate(words) if "set_up" in word.kinds), len(words))
    return any("column" in word.kinds for word in words[at:])


def _is_since(word: Token) -> bool:
    """Whether the word ends a clause that tells since when (条例施行以来, 五年来)."""
    return word.text in _SINCE or (word.text.endswith("年来") and "past" in word.kinds)


def note(word: Token, clause: Clause, left: Sequence[Token], discourse: Discourse) -> None:
    """Remembers what a word says for the clauses that follow; `left` are the words before it."""
    told = discourse.counted or discourse.after_numbers  # 其中 is of a whole, counted or not
    if ("part" in word.kinds and told) or (discourse.counted and _comprises(word, left)):
        discourse.part = word.start
    if not word.any(OBJECTS) or (discourse.part is not None and not word.any(_OWN_SUBJECTS)):
        return
    discourse.since = clause.start
    if "application" in word.kinds:
        discourse.subject = "application"
    elif discourse.answers and word.any(_APPLIED_FOR):
        pass  # 办理申请的政府信息 31 件，其中予以公开 4 件、…
    else:
        others = word.kinds & OBJECTS - {"bare_application", "government_information"}
        discourse.subject = next(iter(sorted(others)), "foreign")


def _comprises(word: Token, left: Sequence[Token]) -> bool:
    """Whether the parts of what was counted follow, and no channel is told apart by what it holds
    (在网站涉及本局的栏目…)."""
    return "comprise" in word.kinds and not any(before.any(CHANNELS) for before in left)


def move_on(
    discourse: Discourse, found: Sequence[Meaning], left: Sequence[Token], value: int | float
) -> None:
    """Remembers what the number was."""
    names = tuple(meaning.name for meaning in found)
    discourse.last = names
    whole = discourse.part is None and not _ALL_TAKEN.isdisjoint(names)
    discourse.taken = value if whole else None
    discourse.counted = True
    discourse.apart &= "received" not in names
    if discourse.part is None:
        discourse.last_whole = names or discourse.last_whole
        discourse.stock = discourse.past or any(word.any(_OF_ALL_YEARS) for word in left)
        said = frozenset().union(*[word.kinds for word in left])
        discourse.of_site = "website" in said and "own_body" not in said
    documents = [name for name in names if name.split(".")[0] in DOCUMENTS]
    discourse.status = documents[-1].split(".")[1] if documents else ""
    discourse.through = frozenset()
    if not found:
        forget_pair(left, discourse)


def remember(discourse: Discourse, number: Number, left: Sequence[Token]) -> None:
    """Keeps the number among those that a later one may be the sum of."""
    if number.unit in wordings().numbers["units_of_items"]:
        discourse.items = (*discourse.items, number.value)
        discourse.by_channel &= any(word.any(CHANNELS) for word in left)
    elif "carried_in" in discourse.last:
        discourse.taken_in = ()  # with it the sum is of what was worked on
    elif number.unit in wordings().numbers["units_of_applications"]:
        before = () if any(word.any(TAKEN) for word in left) else discourse.taken_in
        discourse.taken_in = (*before, number.value)


def forget_pair(left: Sequence[Token], discourse: Discourse) -> None:
    """After 复议和诉讼 together nothing that follows is of one of them."""
    if len({kind for word in left for kind in word.kinds & PROCEEDINGS}) > 1:
        discourse.subject = "proceedings"


def resolved(item: Token, before: Sequence[Token], discourse: Discourse) -> Token:
    """What depends on the words before: the one of 未发生一起 belongs to the denial; 申请 and 结转
    alone are told by what stands there."""
    if item.number:
        return item._replace(kinds=frozenset(["filler"]), number=None)
    if item.text in _SINCE and before and discourse.year in (before[-1].year, None):
        return item._replace(kinds=frozenset(["filler"]))
    if "bare_application" in item.kinds and _is_of_the_matter(before, discourse):
        return item._replace(kinds=item.kinds | {"application"})
    if "bare_document" in item.kinds and _goes_on_with_documents(before, discourse):
        return item._replace(kinds=frozenset([discourse.subject]))
    year = _year_beside(item, before) if item.year or "carry" in item.kinds else None
    if year and discourse.year and year != discourse.year:
        way = "carry_in" if year < discourse.year else "carry_out"
        return item._replace(kinds=item.kinds - {"bare_carry"} | {way})
    return item


def _goes_on_with_documents(before: Sequence[Token], discourse: Discourse) -> bool:
    """Whether documents were counted, and the words before say what became of such (废止文件)."""
    last = next((word for word in reversed(before) if not is_empty(word)), None)
    listed = bool(discourse.status) and discourse.subject in DOCUMENTS
    return listed and last is not None and last.any(STATUSES)


def all_resolved(words: Sequence[Token], discourse: Discourse) -> list[Token]:
    found: list[Token] = []
    for word in words:
        found.append(resolved(word, found, discourse))
    return found


def _is_of_the_matter(before: Sequence[Token], discourse: Discourse) -> bool:
    """申请 means applications for information only in a sentence or paragraph about them, and not
    behind a word of its own (变更申请)."""
    if before and (is_unknown(before[-1]) or before[-1].any(_OF_OTHERS)):
        return False
    about = discourse.matter or discourse.topic == "applications"
    return about or discourse.subject == "application"


def _year_beside(item: Token, before: Sequence[Token]) -> int | None:
    """The year from which or to which a 结转 carries, where that stands beside it."""
    last = next((word for word in reversed(before) if word.year or not is_empty(word)), None)
    if last is None:
        return None
    if "carry" in item.kinds:
        return last.year
    return item.year if item.year and "carry" in last.kinds else None
