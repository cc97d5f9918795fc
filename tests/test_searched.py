"""Words in the narratives: the question against plain counting, and the page that asks it."""

from __future__ import annotations

import html
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

import made
import pandas as pd
import pytest
import stock
from crossed import crossed
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from goidata.analysis import labels, queries
from goidata.analysis.selection import LEVELS, SCOPES, Selection
from goidata.dashboard.narrative import section_html
from goidata.dashboard.words import vocabulary
from goidata.extraction.reading import read
from goidata.extraction.report import Report, ReportSection
from goidata.store.database import connect
from goidata.store.topics import topics

ROOT = Path(__file__).resolve().parents[1]
EVERY = Selection(scope=None)
PROBLEMS = "政策解读偏少，解\n读形式单一；“政务新媒体”更新 50% 不及时。基层力量薄弱，培训不足🙂。"
LEFT_OUT = "（此处略）"
# Short words, words across signs, and what would be syntax elsewhere.
WORDS = (
    "问题 解读 复议 县 主动 公开信息 50 0 件 a 无 2023年 收录 略 🙂 𠮷"
    " 。 ， % %% _ \" ' * AND OR NOT NEAR ( ) [ ] : ^ + - \\ \x00 解读*"
).split(" ")
SELECTIONS = st.builds(
    Selection,
    region=st.sampled_from([None, "321300", "321322", "510421", "110000"]),
    level=st.sampled_from([None, *LEVELS]),
    years=st.sampled_from([(), (2022,), (2022, 2023)]),
    scope=st.sampled_from([None, *SCOPES[:3]]),
    beside=st.booleans(),
    only_clean=st.booleans(),
)


def squeezed(text: str) -> str:
    """`text` without what does not count: all blanks but those between paragraphs."""
    bare = re.sub(r"[^\S\n]|[\xad\u200b\u200c\u200d\u2060\ufeff]", "", text)
    return re.sub(r"(?<!\n)\n(?!\n)", "", bare)


def with_words(report: Report, **texts: str) -> Report:
    """The report with the text of sections one and five as given."""
    numbers = {"one": 1, "five": 5}
    given_texts = {numbers[name]: text for name, text in texts.items()}
    sections = (
        ReportSection(s.number, s.heading, given_texts.get(s.number, "")) for s in report.sections
    )
    return replace(report, sections=tuple(sections))


def abridged(report: Report) -> Report:
    return replace(report, identity=replace(report.identity, abridged=True))


def several() -> list[Report]:
    """Counties, an office and a department over three years; one without text, one that leaves
    section five out, one abridged."""
    of = stock.of
    counties = ("沭阳县人民政府", "泗阳县人民政府", "泗洪县人民政府", "宿迁市")
    many = [
        with_words(of(unit, year, {}), one="公开政府信息。" * 4, five=PROBLEMS)
        for unit in counties
        for year in (2021, 2022, 2023)
    ]
    return [
        *many,
        with_words(of("米易县人民政府", 2022, {}), one="", five=""),
        with_words(of("米易县人民政府", 2023, {}), one="本县公开信息。", five=LEFT_OUT),
        abridged(with_words(of("米易县人民政府办公室", 2023, {}), one="办公室解读政策。", five="")),
        with_words(of("宿迁市教育局", 2023, {}), one="本局公开信息。", five="校园网站偏旧。"),
    ]


@cache
def default() -> tuple[Report, ...]:
    """The reports held by default."""
    files = sorted((ROOT / "data" / "reports").glob("*.txt"))
    return tuple(read(path.read_bytes(), path.name) for path in files)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("searched") / "several.db"
    stock.build(path, several())
    return path


@pytest.fixture(scope="module")
def db(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(path)) as db:
        yield db


@pytest.fixture(scope="module")
def defaults(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The default data, and the reports above."""
    path = tmp_path_factory.mktemp("searched") / "default.db"
    stock.build(path, [*default(), *several()])
    with closing(connect(path)) as db:
        yield db


def texts(db: sqlite3.Connection, section: int | None = None) -> list[tuple[int, str]]:
    """The report and text of every section that has words, straight from the table."""
    rows = db.execute(
        "SELECT report, number, text FROM section WHERE report IN"
        " (SELECT id FROM report WHERE current = 1)"
    )
    return [
        (report, text)
        for report, number, text in rows
        if section in (None, number)
        and text.strip()
        and not any(note in text for note in ("摘编未收录", LEFT_OUT))
    ]


def counted(db: sqlite3.Connection, words: str, section: int | None = None) -> dict[int, int]:
    """How often the words stand in each report that has them, by plain counting."""
    sought, found = re.sub(r"\s", "", words), {}
    for report, text in texts(db, section):
        if sought and (hits := squeezed(text).count(sought)):
            found[report] = found.get(report, 0) + hits
    return found


def by_report(rows: pd.DataFrame) -> dict[int, int]:
    return {int(k): int(v) for k, v in rows.groupby("report")["hits"].sum().items()}


# The question


@pytest.mark.parametrize(("words", "section"), crossed(WORDS, [None, 1, 5, 6]))
def test_as_much_is_found_as_plain_counting_finds(
    defaults: sqlite3.Connection, words: str, section: int | None
) -> None:
    expected = counted(defaults, words, section)
    assert by_report(queries.found(defaults, EVERY, words, section)) == expected
    assert len(queries.hits(defaults, EVERY, words, section)) == sum(expected.values())


@pytest.mark.parametrize("section", [None, 1, 5, 6])
def test_topics_stand_in_as_many_reports_as_plain_counting_finds(
    defaults: sqlite3.Connection, section: int | None
) -> None:
    found = queries.topics(defaults, EVERY, section).found
    expected = {name: len(counted(defaults, words, section)) for name, words in topics().items()}
    assert found == expected and (section == 6 or any(expected.values()))


def test_the_words_counted_are_there_to_be_found(defaults: sqlite3.Connection) -> None:
    for words in ("解读", "主动", "%", "50", "🙂", "更新50%不及时"):
        assert counted(defaults, words)
    assert sum(counted(defaults, "解读").values()) == 25  # also where a line ends within them


@pytest.mark.parametrize("examples", [40, pytest.param(150, marks=pytest.mark.long)])
def test_every_piece_of_every_text_is_found_in_its_context(
    defaults: sqlite3.Connection, examples: int
) -> None:
    @settings(max_examples=examples)
    @given(data=st.data())
    def bear(data: st.DataObject) -> None:
        _, text = data.draw(st.sampled_from(texts(defaults)))
        start = data.draw(st.integers(0, len(text) - 1))
        found_in_context(defaults, text[start : start + data.draw(st.integers(1, 12))])

    bear()


def found_in_context(defaults: sqlite3.Connection, words: str) -> None:
    found = queries.hits(defaults, EVERY, words)
    assert by_report(found.assign(hits=1)) == counted(defaults, words)
    everything = [re.sub(r"\s", "", each) for _, each in texts(defaults)]
    for row in found.head(5).itertuples():
        assert re.sub(r"\s", "", str(row.words)) == re.sub(r"\s", "", words)
        shown = re.sub(r"\s", "", f"{row.before}{row.words}{row.after}").strip("…")
        assert any(shown in each for each in everything)
        assert len(str(row.before)) <= 41 and len(str(row.after)) <= 41


@settings(max_examples=60)
@given(selection=SELECTIONS, section=st.sampled_from([None, 1, 5]))
def test_a_selection_means_the_reports_it_means_elsewhere(
    db: sqlite3.Connection, selection: Selection, section: int | None
) -> None:
    meant = set(queries.reports(db, selection)["report"])
    everything = counted(db, "公开", section)
    rows = queries.found(db, selection, "公开", section)
    assert by_report(rows) == {r: n for r, n in everything.items() if r in meant}
    held = queries.searchable(db, selection, section)
    assert set(held["report"]) == {report for report, _ in texts(db, section)} & meant
    found = queries.topics(db, selection, section)
    assert (found.searchable, found.abridged) == (len(held), int(held["abridged"].sum()))
    for name, reports in found.found.items():
        assert reports == len(counted(db, topics()[name], section).keys() & meant)
    order = held["report"].tolist()
    assert [order.index(r) for r in rows["report"]] == sorted(
        order.index(r) for r in rows["report"]
    )


def test_what_a_copy_leaves_out_is_neither_found_nor_searched(
    defaults: sqlite3.Connection,
) -> None:
    assert queries.found(defaults, EVERY, "收录").empty
    assert queries.found(defaults, EVERY, "此处略").empty
    with_problems = {r.identity.unit for r in several() if PROBLEMS in [s.text for s in r.sections]}
    held = queries.searchable(defaults, EVERY, 5)
    assert set(held["unit"]) == {*with_problems, "宿迁市教育局"}


@pytest.mark.parametrize("words", ["", " ", "\n \u3000", "\u200b"])
def test_nothing_is_found_where_nothing_is_asked(db: sqlite3.Connection, words: str) -> None:
    assert queries.is_nothing(words)
    assert queries.found(db, EVERY, words).empty and queries.hits(db, EVERY, words).empty


@pytest.mark.parametrize("words", ["公开" * 100, "问a题" * 66, "%" * 200, "🙂" * 200])
def test_long_words_are_no_trouble(db: sqlite3.Connection, words: str) -> None:
    assert queries.found(db, EVERY, words).empty


@given(
    hits=st.lists(st.integers(1, 40), max_size=12),
    most=st.integers(1, 30),
)
def test_pages_of_occurrences_join_without_gap_or_overlap(hits: list[int], most: int) -> None:
    rows = pd.DataFrame({"passage": range(len(hits)), "hits": hits}, dtype="int64")
    every = [(passage, at) for passage, n in enumerate(hits) for at in range(n)]
    joined = []
    for first in range(0, max(len(every), 1), most):
        passages, before = queries.shown_from(rows, first, most)
        within = [each for each in every if each[0] in passages]
        joined += within[before : before + most]
    assert joined == every


def test_shares_are_counted_and_small_numbers_said(db: sqlite3.Connection) -> None:
    held, rows = queries.searchable(db, EVERY), queries.found(db, EVERY, "力量")
    (row,) = queries.occurrence_shares(held, rows).to_dict("records")
    assert (row["n"], row["N"], row["base"]) == (12, 15, "small")
    assert row["low"] < row["value"] == 12 / 15 < row["high"]
    years = queries.occurrence_shares(held, rows, ["year"])
    assert years[["year", "n", "N"]].values.tolist() == [[2021, 4, 4], [2022, 4, 4], [2023, 4, 7]]
    assert set(years["base"]) == {"tiny"}
    none = queries.occurrence_shares(held.iloc[:0], rows, ["year"])
    assert none.empty


# The text of a report with marks


@given(text=st.text("解读公开<&'\n ", max_size=30), words=st.text("解读公<", max_size=3))
def test_marks_add_nothing_to_the_text_and_mark_what_is_sought(text: str, words: str) -> None:
    spans = queries.spans(text, words)
    shown = section_html(text, ["公开", "读公"], spans)
    assert shown.count('<mark class="g-sought">') == len(spans)
    assert shown.count("<mark") == shown.count("</mark>")
    assert html.unescape(re.sub(r"</?(?:mark|div)[^>]*>", "", shown)) == text


def test_quotations_stay_marked_about_what_is_sought() -> None:
    shown = section_html("公开政府信息5条。", ["公开政府信息5条"], [(2, 4)])
    assert shown == (
        '<div class="g-narrative" lang="zh"><mark>公开</mark><mark class="g-sought">政府</mark>'
        "<mark>信息5条</mark>。</div>"
    )


# The page


Visit = Callable[..., AppTest]


@pytest.fixture
def visit(path: Path, monkeypatch: pytest.MonkeyPatch) -> Visit:
    def open_page(page: str = "search", path: Path = path, **words: str) -> AppTest:
        monkeypatch.setenv("GOIDATA_DB", str(path))
        at = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)
        for key, value in words.items():
            at.query_params[key.removesuffix("_")] = value
        at = at.run()
        assert not at.exception and not at.error
        return at

    return open_page


def markup(at: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in at.get("html"))


def words_of(at: AppTest) -> str:
    text = html.unescape(re.sub(r"<[^>]+>", " ", markup(at)))
    return re.sub(r"\s+", " ", text)


def marks(at: AppTest) -> list[str]:
    return re.findall(r"<mark>(.*?)</mark>", markup(at))


def buttons(at: AppTest) -> list[str]:
    return [each.proto.label for each in at.get("download_button")]


def address(at: AppTest) -> dict[str, str]:
    words = at.query_params
    return {key: value if isinstance(value, str) else value[0] for key, value in words.items()}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_before_words_are_entered_topics_are_offered(visit: Visit, lang: str) -> None:
    at = visit(lang=lang)
    assert "15" in words_of(at) and not at.get("plotly_chart")
    abridgement = vocabulary()["search.abridged_note"][lang].format(n=1)
    assert abridgement in words_of(at)
    topics = [each for each in at.button if each.key and each.key.startswith("search-topic")]
    assert 2 <= len(topics) <= 4
    assert "解读" in topics[0].label and "13" in topics[0].label
    assert ("interpretation" in topics[0].label) == (lang == "en")
    assert buttons(at)[0].endswith("96行）" if lang == "zh" else "(96 rows)")
    topics[0].click().run()
    assert address(at)["words"] == "解读" and len(marks(at)) == 25


def test_the_page_says_how_often_and_in_how_many_reports(
    visit: Visit, db: sqlite3.Connection
) -> None:
    at = visit(words="解读")
    hits = sum(counted(db, "解读").values())
    assert f"“解读”共{hits}处，见于13份年报" in words_of(at)
    assert "占所查有文字年报的86.7% 13/15 基数小" in words_of(at)
    assert "另有1份没有文字" in words_of(at) and "节录" in words_of(at)
    assert set(marks(at)) == {"解读"} and len(marks(at)) == 25
    assert buttons(at)[:4] == [
        f"{extent} {kind}（{hits}行）" for extent in ("所选", "全部") for kind in ("CSV", "XLSX")
    ]
    assert all(chart.proto.alt.strip() for chart in at.get("plotly_chart"))


def test_hits_are_paged_and_the_page_stands_in_the_address(visit: Visit) -> None:
    first, last = visit(words="公开"), visit(words="公开", from_="26")
    shown = len(marks(first)) + len(marks(last))
    assert (len(marks(first)), shown) == (25, 12 * 4 + 2)
    assert "第26–50处，共50处" in "".join(str(each.value) for each in last.text)
    for wrong in ("0", "51", "-1", "x", "９", "9" * 30):
        assert marks(visit(words="公开", from_=wrong)) == marks(first)


def test_filters_and_section_narrow_what_is_found(visit: Visit, db: sqlite3.Connection) -> None:
    at = visit(words="公开", section="1", region="321300", year="2023", scope="government")
    assert "“公开”共16处，见于4份年报" in words_of(at)
    assert "所查有文字年报的" not in words_of(at) and "4/4 基数不足10" in words_of(at)
    assert "一、总体情况" in words_of(at) and "宿迁市教育局" not in markup(at)
    assert f"（{sum(counted(db, '公开', 1).values())}行）" in buttons(at)[2]


def test_words_and_section_are_chosen_on_the_page(visit: Visit) -> None:
    at = visit(words="公开", from_="26")
    at.text_input(key="search_words").set_value(" 薄弱 ").run()
    assert address(at) == {"words": "薄弱"} and len(marks(at)) == 12
    at.pills(key="search_section").set_value(1).run()
    assert address(at) == {"words": "薄弱", "section": "1"} and not marks(at)
    at.pills(key="search_section").set_value(5).run()
    assert address(at) == {"words": "薄弱", "section": "5"} and len(marks(at)) == 12
    at.button(key="filter_reset").click().run()
    assert address(at) == {} and not marks(at)


def test_nothing_found_says_which_choice_is_the_reason(visit: Visit) -> None:
    nowhere = visit(words="没有这样的词")
    assert "所选15份有文字的年报中没有“没有这样的词”" in words_of(nowhere)
    assert "库中其他年报、其他部分也没有" in words_of(nowhere)
    section = visit(words="薄弱", section="1")
    assert "其他部分有12处，见于12份年报" in words_of(section)
    assert 'href="search?words=' in markup(section)
    filtered = visit(words="薄弱", region="510421")
    assert "去掉筛选有12处" in words_of(filtered)
    both = visit(words="薄弱", region="510421", section="1")
    assert "去掉筛选和部分，全库有12处" in words_of(both)
    wordless = visit(words="薄弱", region="510421", year="2022")
    assert "都没有文字" in words_of(wordless) and "去掉筛选有12处" in words_of(wordless)


HOSTILE = [
    '<img src=x onerror="alert(1)">',
    "<script>alert(1)</script>",
    "解读' OR 1=1 --",
    '解读" OR "公开',
    "NEAR(解读 公开)",
    "text : 解读*",
    "[x](javascript:alert(4)) :smile: $a$ **b**",
    "{words}",
    "🙂" * 200,
    "\u202e反\x00",
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_looked_for_as_they_stand(visit: Visit, words: str, lang: str) -> None:
    at = visit(words=words, lang=lang)
    assert "<script" not in markup(at) and "<img" not in markup(at)
    assert words in html.unescape(markup(at)) and not marks(at)
    assert at.text_input(key="search_words").value == words


@pytest.mark.parametrize("words", ["公" * 201, " ", "\u3000", ""])
def test_too_many_or_no_words_are_none(visit: Visit, words: str) -> None:
    at = visit(words=words, section="9", from_="3")
    assert "可查15份年报" in words_of(at) and not marks(at)


def test_nothing_of_a_text_is_markup(visit: Visit, tmp_path: Path) -> None:
    attack = '<b>解读</b><script>alert(1)</script><img src=x onerror="x"> [x](y) :smile:'
    report = with_words(made.report(unit=attack, title=attack), one=attack)
    path = tmp_path / "attack.db"
    stock.build(path, [report])
    for words in ("解读", "<script>", "alert"):
        at = visit(path=path, words=words)
        assert len(marks(at)) == 1 and html.unescape(marks(at)[0]) == words
        assert not re.search("<(?:script|img|b)[ >]", markup(at))


def test_a_link_leads_to_the_section_of_the_report_with_the_words_marked(visit: Visit) -> None:
    at = visit(words="薄弱", year="2022")
    target = html.unescape(re.findall(r'<div><a href="([^"]+)"', markup(at))[0])
    page, _, query = target.partition("?")
    words = {key: value for key, (value,) in parse_qs(query).items()}
    assert page == "report" and words["section"] == "5" and words["year"] == "2022"
    report = visit("report", **words)
    open_ones = [each.label for each in report.expander if each.proto.expanded]
    assert open_ones == ["存在的主要问题及改进情况"]
    assert markup(report).count('<mark class="g-sought">薄弱</mark>') == 1
    assert "已标出“薄弱”：此份年报的文字中共1处" in words_of(report)


def test_without_words_a_report_is_as_it_was(visit: Visit) -> None:
    at = visit("report", section="<script>", words="  ")
    assert "g-sought" not in markup(at) and "<script" not in markup(at)
    assert [each.proto.expanded for each in at.expander].count(True) <= 1


def test_an_empty_database_says_what_to_do(visit: Visit, tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    stock.build(path, [])
    assert "goidata load" in visit(path=path, words="解读").info[0].value


def test_every_section_has_its_words() -> None:
    assert labels.SECTIONS == (1, 2, 3, 4, 5, 6)
    assert labels.section(5) == "五、存在的主要问题及改进情况"
    assert "topic.training" in vocabulary() and labels.section(5, "en").startswith("5. ")
