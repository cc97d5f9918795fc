"""The words of the pages, and text on its way into markup."""

from __future__ import annotations

import html
import re
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goidata.dashboard import markup, numbers
from goidata.dashboard.doubts import sides
from goidata.dashboard.words import Words, vocabulary
from goidata.tables.legend import columns_in_words

CJK = re.compile(r"[\u3400-\u9fff，。；：（）「」、]")
LATIN = re.compile(r"[A-Za-z]{2,}")
NAMES = {"CSV", "XLSX", "UTF", "BOM", "goidata", "load", "kind", "Word", "Excel"}
ENTRIES = sorted(vocabulary())


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("name", ENTRIES)
def test_every_entry_stands_in_both_languages(name: str) -> None:
    entry = vocabulary()[name]
    assert set(entry) == {"zh", "en"} and all(text.strip() for text in entry.values())
    assert fields(entry["zh"]) >= fields(entry["en"]) - {"N"}
    bare = re.sub(r"\{\w+(:,)?\}", "", entry["zh"])
    assert not CJK.search(entry["en"]), "Chinese in the English words"
    assert not set(LATIN.findall(bare)) - NAMES, "English in the Chinese words"


def test_a_column_is_headed_in_words_that_stand_once() -> None:
    """A section has a word of its own for a column only where it is another one."""
    heads = columns_in_words()
    twice = [
        name
        for name, entry in vocabulary().items()
        if name not in heads and entry == heads.get(f"column.{name.partition('.')[2]}")
    ]
    assert twice == ["filters.level", "filters.scope"]  # which are labels, and said as such
    assert Words("en").head("returns", "unit") == Words("en")("column.unit") == "Unit"
    assert Words("en").head("returns", "hint") == Words("en")("returns.hint")


@pytest.mark.parametrize(
    ("years", "zh", "en"),
    [
        ((2023,), "2023年", "2023"),
        ((2021, 2022, 2023), "2021–2023年", "2021–2023"),
        ((2019, 2021), "2019、2021年", "2019, 2021"),
    ],
)
def test_years_in_words(years: tuple[int, ...], zh: str, en: str) -> None:
    assert (Words("zh").years(years), Words("en").years(years)) == (zh, en)


@pytest.mark.parametrize(
    ("n", "said"), [(1, "1 more unit is"), (0, "0 more units are"), ("2", "2 more units are")]
)
def test_a_word_has_the_form_that_goes_with_its_number(n: object, said: str) -> None:
    assert Words("en")("brief.more_bars", n=n).startswith(said)
    assert Words("zh")("brief.more_bars", n=n).startswith(f"另有{n}个")


@given(st.text())
def test_escaped_text_reads_back_and_opens_no_tag(text: str) -> None:
    shown = markup.escaped(text)
    assert html.unescape(shown) == text or "&" in text
    assert not set(shown) & set("<>\"'")


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_text_has_no_live_mark_of_markdown(text: str) -> None:
    shown = markup.plain(text)
    live = re.sub(r"\\.", "", shown)
    assert not re.search(r"[!-/:-@\[-`{-~]", live)
    read = re.sub(r"\\(.)", r"\1", shown)
    assert read.replace("\u2060", "") == " ".join(text.split())


@given(st.lists(st.sampled_from(["http://", "HTTPS://", "www.", "a@b.cn", "x", "一、", " "])))
def test_plain_text_holds_no_address_that_becomes_a_link(parts: list[str]) -> None:
    read = re.sub(r"\\(.)", r"\1", markup.plain("".join(parts)))
    assert not re.search(r"https?://|www\.|[-.\w+]@", read, re.IGNORECASE)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//host", "ftp://a", "", None, "http://["]
)
def test_only_addresses_of_the_web_become_links(url: str | None) -> None:
    assert markup.web_address(url) is None


def test_an_address_of_the_web_stays_as_it_is() -> None:
    assert markup.web_address("https://www.example.gov.cn/a?b=1") is not None


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_per_cent_is_all_or_nothing_only_where_it_is(n: int, more: int) -> None:
    whole = n + more
    assert numbers.percent(n / whole) not in ("100.0%", "100%")
    assert (numbers.percent(n / whole) == "0.0%") == (n == 0)
    assert numbers.percent(1.0) == "100.0%"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "—"), (0, "0"), (1234567, "1,234,567"), (8597.09, "8,597.09"), (2.5, "2.5")],
)
def test_counts_have_thousands(value: float | None, shown: str) -> None:
    assert numbers.count(value) == shown


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [(99_999, "99,999", "99,999"), (180_000, "18万", "180k"), (3_985_758, "398.6万", "3.99M")],
)
def test_long_counts_are_short_in_charts(value: float, zh: str, en: str) -> None:
    assert (numbers.short(value, "zh"), numbers.short(value, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("check", "left", "right", "said"),
    [
        ("T3-FLOW", 26, 27, "26 ≠ 27（差 −1）"),
        ("T2-STOCK", 26, 20, "26 > 20（差 +6）"),
        ("Y-CARRY", 6, 5, "6 ≠ 5（差 +1）"),
        ("Y-JUMP", 900, 100, "900，上年 100"),
        ("Y-COPY", None, None, ""),
    ],
)
def test_the_sides_of_a_check_stand_as_they_are_compared(
    check: str, left: int | None, right: int | None, said: str
) -> None:
    row = {"check": check, "left": left, "right": right, "difference": None}
    assert sides(row, Words("zh")) == said
