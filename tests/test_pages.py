"""The pages as the server runs them: what they show, say and refuse, without a browser."""

from __future__ import annotations

import gzip
import html
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import made
import pytest
import stock
from plotly import graph_objects
from streamlit.testing.v1 import AppTest
from trial import Trial

from goidata.analysis import queries
from goidata.analysis.selection import Selection
from goidata.dashboard import pages, palette
from goidata.dashboard.charts import stacks
from goidata.dashboard.words import vocabulary
from goidata.extraction.reading import read
from goidata.extraction.report import ReportSection, Scope, State
from goidata.store.database import connect

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "tests" / "kept"
PAGES = tuple(page.name for page in pages.PAGES)
CJK = re.compile(r"[\u3400-\u9fff]")
DOUBTED = "disclosure.normative_documents.in_force"
Visit = Callable[..., AppTest]


def seven() -> list[Any]:
    """Three counties and a city over three years, an office and a department beside them; one
    statement that the table contradicts, one volume given approximately."""
    numbers = {
        "applications.received.natural_person": 40,
        "applications.received.total": 40,
        "applications.carried_in.natural_person": 2,
        "applications.carried_in.total": 2,
        "applications.handled.granted.natural_person": 20,
        "applications.handled.granted.total": 20,
        "applications.handled.refused.third_party.natural_person": 15,
        "applications.handled.refused.third_party.total": 15,
        "applications.handled_total.natural_person": 35,
        "applications.handled_total.total": 35,
        "applications.carried_out.natural_person": 7,
        "applications.carried_out.total": 7,
        "review.upheld": 8,
        "review.corrected": 4,
        "review.total": 12,
        DOUBTED: 27,
    }
    about = made.claim("disclosed_items", 5500, approximate=True, channel="website")
    wrong = made.claim("normative_documents.in_force", 26)
    listed = [
        stock.of(unit, year, numbers, claims=[about])
        for unit in ("沭阳县人民政府", "泗阳县人民政府", "宿迁市")
        for year in (2022, 2023)
    ]
    return [
        *listed,
        stock.of("米易县人民政府", 2023, numbers, claims=[wrong]),
        stock.of("米易县人民政府办公室", 2023, {"applications.received.total": 0}),
        stock.of("宿迁市教育局", 2023, {}, claims=[made.claim("disclosed_items", 77)]),
    ]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "pages.db"
    stock.build(path, seven())
    return path


@pytest.fixture(scope="module")
def held(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(database)) as db:
        yield db


@pytest.fixture
def visit(database: Path, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Open a page on a database at an address, and run it."""

    def open_page(page: str, path: Path = database, **words: str | list[str]) -> AppTest:
        monkeypatch.setenv("GOIDATA_DB", str(path))
        at = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)
        for key, value in words.items():
            at.query_params[key] = value
        return at.run()

    return open_page


def markup(at: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in at.get("html"))


def words_of(at: AppTest) -> str:
    """What a reader sees of our HTML, without its tags."""
    return html.unescape(re.sub(r"<[^>]+>", " ", markup(at)))


def figures(at: AppTest) -> list[dict[str, Any]]:
    return [json.loads(element.proto.spec) for element in at.get("plotly_chart")]


def traces(at: AppTest) -> list[dict[str, Any]]:
    return [trace for figure in figures(at) for trace in figure["data"]]


def rows_of(at: AppTest) -> dict[str, str]:
    """The rows of the table of units as HTML, by the name of the unit, in order."""
    begin = r'<td class="g-place">|<th scope="row" class="g-name'
    row = rf'<tr(?: class="g-chosen")?>\s*(?:{begin})'
    found = re.findall(rf"{row}.*?</tr>", markup(at), re.S)
    names = (re.search(r'class="g-name">.*?<a [^>]*>(.*?)</a>', row, re.S) for row in found)
    return {name[1]: row for name, row in zip(names, found, strict=True) if name}


def address(at: AppTest) -> dict[str, list[str]]:
    """The words of the address, every one as a list."""
    words = at.query_params
    return {key: [v] if isinstance(v, str) else list(v) for key, v in words.items()}


def report_of(held: sqlite3.Connection, unit: str, year: int) -> dict[str, str]:
    """The words of the address of a report."""
    rows = queries.reports(held, Selection())
    found = rows[(rows["unit"] == unit) & (rows["year"] == year)]
    return {"unit": unit, "in": str(found["region"].iloc[0]), "at": str(year)}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_runs_in_both_languages(visit: Visit, page: str, lang: str) -> None:
    at = visit(page, lang=lang)
    assert not at.exception and not at.error and not at.warning
    assert vocabulary()[f"page.{page}"][lang] in words_of(at)


def test_every_chart_has_a_text_for_those_who_do_not_see_it(visit: Visit) -> None:
    charts = {page: visit(page).get("plotly_chart") for page in PAGES}
    assert sum(map(bool, charts.values())) >= 6
    assert all(each.proto.alt.strip() for drawn in charts.values() for each in drawn)


def test_the_app_shows_the_overview_first(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOIDATA_DB", str(database))
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not at.exception and "复议纠错率" in words_of(at)


def test_a_fault_of_ours_is_told_in_one_sentence(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOIDATA_DB", str(database))
    monkeypatch.setattr(queries, "strata", None)  # not a stand-in: a fault
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not at.exception
    assert [error.value for error in at.error] == [vocabulary()["site.fault"]["zh"]]


# The filter bar and the address


def test_the_address_sets_the_filters(visit: Visit) -> None:
    at = visit("applications", region="321322", year=["2023"], level="county", scope="government")
    assert at.selectbox(key="filter_region").value == "321322"
    assert at.multiselect(key="filter_years").value == [2023]
    assert at.selectbox(key="filter_level").value == "county"
    assert at.selectbox(key="filter_scope").value == "government"
    rows = rows_of(at)
    assert "沭阳县人民政府" in rows and len(rows) == 3, "among the counties, where it stands"
    assert [unit for unit, row in rows.items() if "g-chosen" in row] == ["沭阳县人民政府"]


def test_the_filters_set_the_address(visit: Visit) -> None:
    at = visit("applications")
    at.selectbox(key="filter_region").set_value("321300").run()
    at.multiselect(key="filter_years").set_value([2022]).run()
    assert address(at) == {"region": ["321300"], "year": ["2022"]}
    assert list(rows_of(at)) == ["宿迁市"], "the city's own report"
    at.selectbox(key="filter_level").set_value("county").run()
    assert list(rows_of(at)) == ["沭阳县人民政府", "泗阳县人民政府"]


def test_reset_clears_all_but_the_language(visit: Visit) -> None:
    at = visit("applications", region="321322", year="2023", at="2023", lang="en")
    at.button(key="filter_reset").click().run()
    assert address(at) == {"lang": ["en"]}
    assert at.multiselect(key="filter_years").value == []


def test_the_language_changes_and_the_filters_stay(visit: Visit) -> None:
    at = visit("proceedings", region="321300")
    at.segmented_control(key="filter_language").set_value("en").run()
    assert address(at) == {"region": ["321300"], "lang": ["en"]}
    assert "Reconsideration and litigation" in words_of(at)


HOSTILE: Mapping[str, str | list[str]] = {
    "region": "<script>alert(1)</script>",
    "year": ["1999", "2023; DROP TABLE report", "२०२३"],
    "level": "planet",
    "scope": "' OR 1=1 --",
    "lang": "xx",
    "at": "99999999999999999999",
    "report": "-1",
    "figure": "__class__",
    "check": "x" * 5000,
    "stratum": "government-county' OR 1=1 --",
    "view": "<b>",
    "sort": "received; DROP TABLE report",
    "order": "sideways",
    "from": "-25",
    "unknown": "value",
}
DATA = ("region", "year", "level", "scope", "at", "report")


@pytest.mark.parametrize("page", [page.name for page in pages.PAGES if page.filters])
def test_what_is_no_value_of_ours_is_told_and_nothing_shown(visit: Visit, page: str) -> None:
    at = visit(page, **HOSTILE)
    assert not at.exception and not at.error
    assert "<script" not in markup(at) and "没有地区" in words_of(at)
    assert not figures(at) and not rows_of(at)
    assert not {"lang", "unknown"} & set(at.query_params)


@pytest.mark.parametrize("page", PAGES)
def test_what_chooses_no_data_is_ignored(visit: Visit, page: str) -> None:
    words = {key: value for key, value in HOSTILE.items() if key not in DATA}
    at, plain = visit(page, **words), visit(page)
    assert not at.exception and not at.error
    assert figures(at) == figures(plain)
    assert list(rows_of(at)) == list(rows_of(plain))


def test_an_empty_selection_names_the_filter_that_emptied_it(visit: Visit) -> None:
    at = visit("overview", region="510421", year="2022")
    assert [said.value for said in at.info] and not at.get("plotly_chart")
    assert "年度" in at.info[0].value and not at.exception


# Databases that are none


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", ["absent", "text", "foreign", "folder", "newer", "older"])
@pytest.mark.parametrize("page", ["overview", "report", "data"])
def test_what_is_no_database_of_ours_is_told_in_one_sentence(
    visit: Visit, tmp_path: Path, database: Path, page: str, kind: str, lang: str
) -> None:
    path = tmp_path / "some.db"
    if kind == "text":
        path.write_text("not a database " * 100, "utf-8")
    elif kind == "folder":
        path.mkdir()
    elif kind == "foreign":
        with closing(sqlite3.connect(path)) as db:
            db.execute("CREATE TABLE t (a)")
            db.commit()
    elif kind == "older":
        path.write_bytes(gzip.decompress((KEPT / "first.db.gz").read_bytes()))
    elif kind == "newer":
        path.write_bytes(database.read_bytes())
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA user_version = 99")
    at = visit(page, path, lang=lang)
    assert not at.exception and len(at.warning) == 1 and not at.get("plotly_chart")
    said = at.warning[0].value
    assert "some" in said and "Traceback" not in said
    assert ("goidata update" in said) == (kind == "older")
    assert bool(CJK.search(said)) == (lang == "zh")


def test_an_empty_database_says_what_to_do(visit: Visit, tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    stock.build(path, [])
    for page in PAGES:
        at = visit(page, path)
        assert not at.exception and not at.error
        if page != "data" and pages.page(page).filters:
            assert "goidata load" in at.info[0].value


def test_one_report_alone_fills_every_page(visit: Visit, tmp_path: Path) -> None:
    path = tmp_path / "one.db"
    stock.build(path, [made.report()])
    for page in PAGES:
        at = visit(page, path)
        assert not at.exception and not at.error, page


# What is never rendered


def test_nothing_of_a_report_is_markup(visit: Visit, tmp_path: Path) -> None:
    attack = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
    report = made.report(
        {"applications.received.total": 3},
        title=f"{attack}2023",
        unit=f"{attack}局",
        scope=Scope.DEPARTMENT,
        url="javascript:alert(3)",
        claims=[made.claim("disclosed_items", 5, qualifier=attack)],
    )
    said = ReportSection(1, f"一、{attack}", f"{attack} [x](javascript:alert(4)) :smile: $a$")
    path = tmp_path / "attack.db"
    stock.build(path, [replace(report, sections=(said,))])
    for page in PAGES:
        at = visit(page, path, figure="applications.received.total")
        assert not at.exception, page
        assert "<script" not in markup(at) and "<img" not in markup(at)
        assert 'href="javascript' not in markup(at)
        assert "<img" not in json.dumps(figures(at)), "a hover or a label reads markup"
        assert all("<" not in each.label.replace("\\<", "") for each in at.expander)


# What charts promise


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_figure_is_one_that_plotly_knows(visit: Visit, page: str, lang: str) -> None:
    for figure in figures(visit(page, lang=lang)):
        graph_objects.Figure(figure)  # raises where a property or a value is none of Plotly's


@pytest.mark.parametrize("page", PAGES)
def test_no_pie_no_second_axis_nothing_in_depth(visit: Visit, page: str) -> None:
    for figure in figures(visit(page)):
        kinds = {trace["type"] for trace in figure["data"]}
        assert kinds <= {"bar", "scatter", "sankey"}
        axes = [axis for name, axis in figure["layout"].items() if name.startswith(("x", "y"))]
        assert not any("overlaying" in axis for axis in axes if isinstance(axis, dict))


@pytest.mark.parametrize("page", [p.name for p in pages.PAGES if "finding" not in p.counts])
def test_red_is_for_failed_checks_only(visit: Visit, page: str) -> None:
    assert palette.FAILS not in json.dumps(traces(visit(page)))


def test_failed_checks_are_red(visit: Visit) -> None:
    assert palette.FAILS in json.dumps(traces(visit("checks")))


def test_a_category_has_one_colour_on_every_page(visit: Visit) -> None:
    pale = {palette.paler(colour, stacks.PALE) for colour in palette.OUTCOMES.values()}
    seen: dict[str, set[str]] = {}
    for page in ("overview", "applications"):
        for trace in traces(visit(page)):
            for colour in trace["marker"]["color"] if trace["type"] == "bar" else ():
                if trace.get("name") and colour not in pale:
                    seen.setdefault(trace["name"], set()).add(colour)
    assert {"予以公开", "不予公开"} <= set(seen)
    assert all(len(colours) == 1 for colours in seen.values())


def test_outcomes_stand_in_the_printed_order(visit: Visit) -> None:
    order = ["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"]
    stacks = [
        [trace["name"] for trace in figure["data"]]
        for figure in figures(visit("applications"))
        if figure["data"][0].get("name") == order[0]
    ]
    assert stacks and all(stack == order for stack in stacks)


def test_the_sankey_says_n_and_loses_no_application(visit: Visit) -> None:
    (flow,) = [
        trace for trace in traces(visit("applications", year="2023")) if trace["type"] == "sankey"
    ]
    labels = " ".join(flow["node"]["label"])
    assert "新收申请<br>120" in labels and "予以公开 60" in labels and "结转下年 21" in labels
    links = zip(flow["link"]["source"], flow["link"]["target"], flow["link"]["value"], strict=True)
    inward, outward = 0.0, 0.0
    for source, target, value in links:
        inward += value if target == 2 else 0
        outward += value if source == 2 else 0
    assert inward == outward == 126


def test_a_report_with_an_open_error_is_marked_and_says_why(visit: Visit) -> None:
    rows = rows_of(visit("disclosure", view="documents"))
    marked = {name: row for name, row in rows.items() if "g-doubt" in row}
    (said,) = marked.values()
    assert list(marked) == ["米易县人民政府"]
    assert "文字为 26 件，表中为 27 件" in said


def test_an_approximate_volume_says_so(visit: Visit) -> None:
    rows = rows_of(visit("disclosure"))
    assert "<b>约5,500</b>" in rows["沭阳县人民政府"]
    assert "未写明" in rows["米易县人民政府"], "what is not stated is not nought"
    beside = rows_of(visit("disclosure", stratum="beside"))
    assert "<b>77</b>" in beside["宿迁市教育局"]


def test_sums_stay_within_one_level_and_the_title_says_which(visit: Visit) -> None:
    at = visit("applications", year="2023")
    assert "2023年：县级政府" in words_of(at)
    assert re.search(r"新收申请\s+120\s", words_of(at)), "three counties, without the city"


def test_other_bodies_stay_visible_and_apart(visit: Visit) -> None:
    at = visit("applications")
    assert "米易县人民政府办公室" not in rows_of(at)
    at.segmented_control(key="units_stratum").set_value("beside").run()
    rows = rows_of(at)
    assert set(rows) == {"米易县人民政府办公室", "宿迁市教育局"}
    assert not any("g-place" in row for row in rows.values()), "in no ranking"
    assert "不计入合计" in words_of(at) and address(at) == {"stratum": ["beside"]}


def test_a_small_base_has_its_interval(visit: Visit) -> None:
    said = words_of(visit("proceedings", region="510421"))
    assert "33.3%" in said and "4/12" in said and "基数小" in said and "95%区间" in said


def test_a_rate_of_nothing_is_a_dash(visit: Visit) -> None:
    said = words_of(visit("proceedings", region="510421", scope="office"))
    assert "— 0/0" in re.sub(r"\s+", " ", said)


# The page of a report


def test_a_deep_link_shows_the_figure_and_its_place(visit: Visit, held: sqlite3.Connection) -> None:
    report = report_of(held, "米易县人民政府", 2023)
    at = visit("report", **report, figure=DOUBTED)
    shown = words_of(at)
    assert "行政规范性文件 · 现行有效件数" in shown
    assert "文件第10行 第1张表 第2行 第3格" in shown and "印出的一行" in shown
    assert "文字为 26 件，表中为 27 件" in shown
    assert address(at) == {**listed(report), "figure": [DOUBTED]}


def test_a_deep_link_may_name_unit_and_year(visit: Visit) -> None:
    at = visit("report", unit="泗阳县人民政府", year="2022")
    assert "泗阳县人民政府2022年" in words_of(at)


def test_a_choice_of_unit_and_year_moves_the_address(
    visit: Visit, held: sqlite3.Connection
) -> None:
    at = visit("report", **report_of(held, "沭阳县人民政府", 2023))
    at.segmented_control(key="report_year").set_value(2022).run()
    assert address(at) == listed(report_of(held, "沭阳县人民政府", 2022))
    agency = {name: key for key, name in _agencies(held)}["泗阳县人民政府"]
    at.selectbox(key="report_unit").set_value(agency).run()
    assert "泗阳县人民政府2022年" in words_of(at), "in the same year, where it is held"


def _agencies(held: sqlite3.Connection) -> list[tuple[int, str]]:
    units = queries.units(held, Selection())
    return list(zip(map(int, units["agency"]), units["unit"], strict=True))


def test_the_form_is_printed_whole_and_failing_cells_are_marked(
    visit: Visit, held: sqlite3.Connection
) -> None:
    at = visit("report", **report_of(held, "米易县人民政府", 2023))
    cells = re.findall(r'<td class="([^"]*)"[^>]*><a href="([^"]*)"', markup(at))
    assert len(cells) == 200
    names = [html.unescape(link).split("figure=")[1] for _, link in cells]
    assert len(set(names)) == 200
    assert [name for (mark, _), name in zip(cells, names, strict=True) if "g-fails" in mark] == [
        DOUBTED
    ]


def test_cells_without_a_number_look_different_from_nought(visit: Visit, tmp_path: Path) -> None:
    report = made.report()
    for name, state in (
        ("disclosure.licences", stock.State.BLANK),
        ("disclosure.penalties", stock.State.MISSING),
        ("disclosure.fees", stock.State.AMBIGUOUS),
    ):
        report = stock.unread(report, name, state)
    path = tmp_path / "states.db"
    stock.build(path, [report])
    shown = markup(visit("report", path))
    marks = dict(re.findall(r'<td class="g-(\w+)[^>]*><a [^>]*title="([^"]*)"', shown))
    assert {"number", "blank", "missing", "ambiguous"} <= set(marks)
    assert [marks[name] for name in ("blank", "missing", "ambiguous")] == [
        "空白",
        "未见",
        "读法不定",
    ]


def test_an_abridged_report_says_that_its_words_are_not_the_original(
    visit: Visit, tmp_path: Path
) -> None:
    path = tmp_path / "abridged.db"
    stock.build(path, [made.report(abridged=True, url="https://example.org/a?b=1&c=2")])
    at = visit("report", path)
    assert "摘编文字，非原文" in words_of(at)
    assert 'href="https://example.org/a?b=1&amp;c=2"' in markup(at)


def listed(words: dict[str, str]) -> dict[str, list[str]]:
    return {key: [value] for key, value in words.items()}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            {"unit": "无此县人民政府", "in": "321322", "at": "2023"},
            "没有名为“无此县人民政府”的单位",
        ),
        (
            {"unit": "沭阳县人民政府", "in": "510421", "at": "2023"},
            "没有名为“沭阳县人民政府”的单位",
        ),
        (
            {"unit": "沭阳县人民政府", "in": "321322", "at": "2019"},
            "没有2019年的年报；有2022–2023年",
        ),
        ({"unit": "沭阳县人民政府", "year": "2019"}, "没有年度“2019”的年报"),
        ({"report": "1"}, "只写了编号“1”"),
        ({"region": "999999"}, "没有地区“999999”的年报"),
    ],
)
def test_what_an_address_names_and_is_not_held_is_told(
    visit: Visit, words: dict[str, str], said: str
) -> None:
    at = visit("report", **words)
    assert not at.exception and not at.error
    assert said in words_of(at) and "公开工作年度报告 " not in words_of(at), "never another's"
    assert address(at) == listed(words), "the address is that of nothing else"


@pytest.mark.parametrize(
    ("page", "words", "said"),
    [
        ("overview", {"region": "999999"}, "没有地区“999999”的年报"),
        ("overview", {"year": "2030"}, "没有年度“2030”的年报"),
        ("overview", {"at": "2030"}, "没有2030年的年报；有2022–2023年"),
        ("applications", {"at": "1999", "region": "321322"}, "没有1999年的年报"),
        ("compare", {"units": "无此县人民政府@321322"}, "没有这些单位的年报：无此县人民政府"),
        ("compare", {"units": "1"}, "没有这些单位的年报：1"),
        ("compare", {"at": "1999"}, "没有1999年的年报"),
    ],
)
def test_no_page_shows_another_s_data(
    visit: Visit, page: str, words: dict[str, str], said: str
) -> None:
    at = visit(page, **words)
    assert not at.exception and said in words_of(at)
    assert not at.get("plotly_chart")
    assert not re.search('class="g-(cards|units|rank)', markup(at))
    assert address(at) == listed(words)


def test_of_two_years_the_one_that_is_held_is_shown(visit: Visit) -> None:
    at = visit("overview", year=["2023", "2030"])
    assert "没有年度“2030”的年报" in words_of(at) and "g-cards" in markup(at)
    assert address(at) == {"year": ["2023", "2030"]}


@pytest.fixture(scope="module")
def namesakes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Units of one name: in two cities, and one whose region is undecided."""
    path = tmp_path_factory.mktemp("namesakes") / "namesakes.db"
    units = [("511102", 7), ("511002", 8), (None, 9)]
    reports = [
        made.report({"applications.received.total": n}, unit="市中区人民政府", region=code)
        for code, n in units
    ]
    listed = [f"鼓楼区人民政府,government,{code},,2019,2030,1" for code in ("320106", "320302")]
    stock.build(path, reports, "\n".join(listed))
    return path


def test_places_are_named_in_latin_letters_in_english_and_found_by_them_in_both(
    visit: Visit,
) -> None:
    english, chinese = visit("overview", lang="en"), visit("overview")
    assert "Miyi 米易县人民政府" in words_of(english) and "Miyi" not in words_of(chinese)
    offered = [at.selectbox(key="filter_region").options for at in (english, chinese)]
    assert any("Miyi 四川省攀枝花市米易县" in each for each in offered[0])
    assert any("四川省攀枝花市米易县 Miyi" in each for each in offered[1])
    for words, listed in {"MI YI": True, "chaoyang": False}.items():
        shown = words_of(visit("applications", find=words, lang="en")).rpartition("Units in")[2]
        assert ("Miyi 米易县人民政府" in shown) is listed


def test_units_of_one_name_are_told_apart(visit: Visit, namesakes: Path) -> None:
    shown = visit("report", namesakes, unit="市中区人民政府")
    assert "有3个单位名为“市中区人民政府”" in words_of(shown)
    for place in ("四川省乐山市", "四川省内江市", "地区待定"):
        assert f"市中区人民政府（{place}）" in words_of(shown)
    links = re.findall(r'href="(report[^"]*)"[^>]*>市中区人民政府（四川省乐山市）', markup(shown))
    asked = parse_qs(html.unescape(links[0]).partition("?")[2])
    one = visit("report", namesakes, **asked)
    assert "四川省乐山市市中区" in words_of(one) and "内江" not in words_of(one)
    assert "市中区人民政府（四川省内江市） Shizhong" in one.selectbox(key="report_unit").options
    overview = words_of(visit("overview", namesakes))
    assert "市中区人民政府（四川省乐山市） 2023" in overview
    for place in ("江苏省南京市", "江苏省徐州市"):  # of which no report is held
        assert f"鼓楼区人民政府（{place}） · 未报送" in overview


# Checks and downloads


def test_a_finding_says_what_is_and_links_to_its_report(
    visit: Visit, held: sqlite3.Connection
) -> None:
    at = visit("checks")
    assert "文字为 26 件，表中为 27 件" in words_of(at)
    assert urlencode(report_of(held, "米易县人民政府", 2023)) in html.unescape(markup(at))


def test_the_list_of_findings_narrows_to_one_check(visit: Visit) -> None:
    at = visit("checks", check="N-DOCUMENTS")
    assert at.selectbox(key="checks_check").value == "N-DOCUMENTS"
    at.selectbox(key="checks_check").set_value("").run()
    assert address(at) == {}


@pytest.mark.parametrize("page", [page.name for page in pages.PAGES if page.filters])
def test_every_page_offers_the_selection_and_everything(visit: Visit, page: str) -> None:
    buttons = visit(page, year="2022").get("download_button")
    labels = [
        each.proto.label for each in buttons if each.proto.label.startswith(("所选", "全部 "))
    ]
    assert labels and len(labels) % 4 == 0
    for kind in ("CSV", "XLSX"):
        assert any(re.fullmatch(rf"所选 {kind}（\d+行）", label) for label in labels)
        assert any(re.fullmatch(rf"全部 {kind}（\d+行）", label) for label in labels)


def test_the_buttons_count_the_rows_of_the_selection(
    visit: Visit, held: sqlite3.Connection
) -> None:
    buttons = visit("checks", region="510421").get("download_button")
    labels = [
        each.proto.label for each in buttons if each.proto.label.startswith(("所选", "全部 "))
    ]
    selected = len(queries.findings(held, Selection(region="510421")))
    everything = len(queries.findings(held, Selection()))
    assert selected and labels[0] == f"所选 CSV（{selected}行）"
    assert labels[2] == f"全部 CSV（{everything}行）"


def test_a_report_is_set_against_another_year_of_its_unit(visit: Visit) -> None:
    at = visit("report", unit="沭阳县人民政府", against="2022")
    assert markup(at).count('class="g-against"') == 200
    plain = visit("report", unit="沭阳县人民政府", against="1999")
    assert 'class="g-against"' not in markup(plain) and not plain.exception


def test_few_stated_volumes_do_not_lead_the_page(tmp_path: Path, visit: Visit) -> None:
    path = tmp_path / "silent.db"
    stock.build(path, [stock.of("沭阳县人民政府", year, {}) for year in (2022, 2023)])
    assert "所选2份年报都没有写明主动公开量" in words_of(visit("disclosure", path))
    assert "不到一半" not in words_of(visit("disclosure"))


def test_titles_say_whose_applications_are_counted(visit: Visit) -> None:
    at = visit("applications", applicant="business")
    business = "（商业企业）"
    assert f"县级政府{business}" in words_of(at)
    assert f"各单位，2023年：县级政府{business}" in words_of(at)
    assert "申请人：商业企业" in " ".join(button.label for button in at.button)
    other = visit("proceedings", applicant="business")
    assert business not in words_of(other)
    assert not any("商业企业" in button.label for button in other.button)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One unit, ten applications handled, two reconsiderations; listed, with another, in part."""
    path = tmp_path_factory.mktemp("small") / "small.db"
    total = "applications.handled_total.total"
    last = stock.of("沭阳县人民政府", 2022, {total: 9, "review.upheld": 9, "review.total": 9})
    this = stock.of("沭阳县人民政府", 2023, {total: 10, "review.upheld": 2, "review.total": 2})
    stock.build(path, [last, this], "沭阳县人民政府,government,321322,,2022,2023,0")
    return path


def test_intervals_of_events_per_hundred_are_no_percentages(small: Path, visit: Visit) -> None:
    said = words_of(visit("proceedings", small))
    assert re.search(r"20\.0.{0,40}95%区间 \d\.\d–\d\d\.\d(?!%)", said)


def test_no_change_is_told_from_a_tiny_base(small: Path, visit: Visit) -> None:
    assert "较2022年" not in words_of(visit("proceedings", small))


def test_a_directory_in_part_gives_no_filing_rate(small: Path, visit: Visit) -> None:
    said = words_of(visit("overview", small))
    assert "单位名录没有列全" in said and "报送率 100" not in said


def test_a_report_is_downloaded_alone(visit: Visit) -> None:
    at = visit("report", unit="沭阳县人民政府")
    labels = [each.proto.label for each in at.get("download_button")]
    assert labels[0] == "所选 CSV（200行）"


def test_cards_say_what_is_not_by_applicant(visit: Visit) -> None:
    assert "不分申请人" in words_of(visit("overview", applicant="business"))
    assert "不分申请人" not in words_of(visit("overview"))


def test_figures_run_together_on_paper_are_shown_as_they_were_read(
    tmp_path: Path, visit: Visit
) -> None:
    """Of a report without cells, every cell of a row would show the digits of the whole row."""
    content, name = Trial("glued", "none", 3).document()[1]
    report = read(content, name)
    numbers = [f for f in report.figures.values() if f.state is State.NUMBER]
    assert sum(str(f.raw) != f"{f.value:g}" for f in numbers) > 20  # in runs with others
    stock.build(tmp_path / "glued.db", [report])
    shown = visit("report", tmp_path / "glued.db", unit=report.identity.unit)
    tables = re.findall(r"<table class=\"g-form.*?</table>", markup(shown), re.S)
    cells = re.findall(r"<td class=.g-number[^>]*><a [^>]*>([^<]*)", "".join(tables))
    assert sorted(float(each.replace(",", "")) for each in cells) == sorted(
        float(f.value or 0) for f in numbers
    )
