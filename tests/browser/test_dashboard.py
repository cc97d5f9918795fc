"""What a reader sees and does: every page in both languages, filters, links, downloads."""

from __future__ import annotations

import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import docx
import openpyxl
import pytest

from goidata.analysis import queries
from goidata.analysis.selection import Selection
from goidata.dashboard import pages
from goidata.dashboard.words import Words, vocabulary
from goidata.form import all_fields, checks, measures
from goidata.operating.settings import settings
from goidata.store.database import connect

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
PAGES = tuple(page.name for page in pages.PAGES)
CJK = re.compile(r"[\u3400-\u9fff]+")
LATIN = re.compile(r"[A-Za-z]{3,}")
PHONE = 390
# Latin letters that belong on a Chinese page: kinds of files, the other language, our command.
KNOWN = {"CSV", "XLSX", "HTML", "DOCX", "PPTX", "PNG", "SVG", "UTF", "BOM", "Word", "Excel"}
KNOWN |= {"English", "goidata", "load"}
QUOTED = ".g-narrative, .g-printed, q, code, .g-facts, [data-testid=stExpander] summary"
# An icon is a word of its font; the button for files has its own word made invisible.
QUOTED += ", [data-testid=stIconMaterial], [class*=st-key-precheck-] section button p"
QUOTED += ", .g-sources td, .g-notices td"  # titles, addresses, files, notices as they are called
QUOTED += (
    ", [data-tag]"  # a unit chosen stands with its name in Latin letters, by which it is found
)
Look = Callable[..., Any]


@pytest.fixture(scope="module")
def held(database: Path) -> sqlite3.Connection:
    with closing(connect(database)) as db:
        yield db


def words(shown: Any) -> str:
    """The visible text but for quotations, file names and the like."""
    return str(
        shown.page.evaluate(
            """quoted => {
                const skipped = [...document.querySelectorAll(quoted)];
                skipped.forEach(e => e.style.display = 'none');
                const ours = '[data-testid=stMain], [data-testid=stHeader] a';
                const text = [...document.querySelectorAll(ours)].map(e => e.innerText).join(' ');
                skipped.forEach(e => e.style.display = '');
                return text;
            }""",
            QUOTED,
        )
    )


def sound(shown: Any) -> str:
    """The words of a page, on which nothing went wrong and every chart is drawn."""
    assert shown.page.locator("[data-testid=stException], [data-testid=stAlert]").count() == 0
    said = words(shown.drawn())
    assert "Traceback" not in said
    return said


def asked(shown: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(shown.page.url).query)


def drawn(shown: Any) -> str:
    """The words in the charts."""
    shown.charts()
    return " ".join(shown.texts(".js-plotly-plot"))


def choose(shown: Any, key: str, text: str) -> None:
    """Pick the option that contains `text` in the list of a widget; wait for the address."""
    before = shown.page.url
    shown.page.locator(f".st-key-{key} input").first.fill(text)
    shown.page.locator("[role=option]").filter(has_text=text).first.click()
    shown.page.wait_for_function("before => location.href !== before", arg=before)
    shown.settle()


@pytest.mark.parametrize("name", PAGES)
def test_a_chinese_page_has_no_error_and_no_english(look: Look, name: str) -> None:
    shown = look().open(name)
    said = sound(shown)
    for code in (*checks(), *sorted(measures(), key=len, reverse=True)):
        said = said.replace(code, "")
    assert sorted(set(LATIN.findall(said)) - KNOWN) == []


@pytest.mark.parametrize("name", PAGES)
def test_an_english_page_has_no_error_and_no_chinese_but_names(
    look: Look, held: sqlite3.Connection, name: str
) -> None:
    shown = look().open(name, "lang=en")
    said, say = sound(shown), Words("en")
    assert shown.page.title() == f"{pages.page(name).title(say)} · {say('site.title')}"
    assert shown.page.evaluate("document.documentElement.lang") == "en"
    reports, regions = queries.reports(held, Selection()), queries.regions(held)
    names = {*reports["unit"], *reports["title"], *regions["full_name"], *regions["name"], "中文"}
    names |= {each["zh"] for name, each in vocabulary().items() if name.startswith("topic.")}
    for known in sorted(names, key=len, reverse=True):
        said = said.replace(known, "")
    assert CJK.findall(said) == []


def test_the_first_visitor_may_come_by_a_deep_link(browser: Any, serve: Callable[[], Any]) -> None:
    with serve() as address:
        page = browser.new_page()
        page.goto(f"{address}checks?lang=en")
        page.wait_for_selector(".g-foot", timeout=60_000)
        links = page.locator("[data-testid=stHeader] a").all_inner_texts()
        titles = [each.title(Words("en")) for each in pages.PAGES]
        assert [text.strip() for text in links] == titles
        assert "Proactive disclosure" in titles
        page.close()


STICKING_OUT = """() => [...document.querySelectorAll('[data-testid=stMain] *')]
    .filter(e => !e.closest('.g-scroll, [data-testid=stDataFrame]'))
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => `${e.tagName} ${e.getAttribute('class')}`).slice(0, 5)"""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_on_a_telephone_nothing_sticks_out(look: Look, name: str, lang: str) -> None:
    shown = look(PHONE).open(name, "lang=en" if lang == "en" else "")
    for _ in range(40):  # a chart is fitted to its frame after it is drawn
        if not (wide := shown.page.evaluate(STICKING_OUT)):
            break
        shown.page.wait_for_timeout(250)
    assert wide == []


def test_a_filter_changes_the_address_and_the_charts(look: Look) -> None:
    shown = look().open("applications")
    assert "平潭综合实验区" in " ".join(shown.texts(".g-units"))
    before = drawn(shown)
    choose(shown, "filter_region", "江苏省宿迁市")
    assert asked(shown) == {"region": ["321300"]}
    shown.page.wait_for_function("() => !document.body.innerText.includes('平潭综合实验区')")
    assert shown.texts(".g-units .g-chosen .g-name a") == ["宿迁市"] and drawn(shown) != before


def test_filters_follow_the_reader_to_the_next_page_and_back(look: Look) -> None:
    shown = look().open("applications", "region=321300&lang=en")
    shown.page.get_by_role("link", name="Reconsideration and litigation").click()
    shown.page.wait_for_url("**/proceedings?**")
    shown.settle()
    assert asked(shown) == {"region": ["321300"], "lang": ["en"]}
    choose(shown, "filter_scope", "Departments")
    assert asked(shown)["scope"] == ["department"]
    shown.page.go_back()
    shown.page.wait_for_function("() => !location.search.includes('scope')")
    shown.settle()
    assert asked(shown) == {"region": ["321300"], "lang": ["en"]}
    box = "document.querySelector('.st-key-filter_scope input')"
    shown.page.wait_for_function(f"() => {box}.value !== 'Departments'")


def test_a_reload_keeps_the_selection(look: Look) -> None:
    shown = look().open("disclosure", "year=2023&level=county")
    before = drawn(shown)
    shown.page.reload()
    shown.settle()
    assert drawn(shown) == before
    assert asked(shown) == {"year": ["2023"], "level": ["county"]}


def test_reset_shows_everything_again(look: Look) -> None:
    shown = look().open("overview", "region=321300&year=2023")
    shown.page.get_by_role("button", name="重置").click()
    shown.page.wait_for_function("() => location.search === ''")
    shown.settle()
    assert "平潭县" in drawn(shown)


def test_the_language_changes_in_place(look: Look) -> None:
    shown = look().open("checks", "region=340402")
    shown.page.get_by_role("radio", name="English").or_(
        shown.page.get_by_text("English", exact=True)
    ).first.click()
    shown.page.wait_for_url("**lang=en**")
    shown.settle()
    assert "Reports with findings" in words(shown) and asked(shown)["region"] == ["340402"]
    shown.page.go_back()
    shown.page.wait_for_function("() => !location.search.includes('lang')")
    shown.page.get_by_role("link", name="数据校验").wait_for()
    shown.settle()
    assert "有问题的年报" in words(shown)


def test_from_a_finding_to_the_figure_on_the_printed_form(
    look: Look, held: sqlite3.Connection
) -> None:
    shown = look().open("checks")
    shown.page.get_by_role("link", name="大通区人民政府办公室").first.click()
    shown.page.wait_for_url("**/report?**")
    shown.settle()
    failing = shown.page.locator("td.g-fails a")
    assert failing.all_inner_texts() == ["27"]
    failing.first.click()
    shown.page.wait_for_url("**figure=**")
    shown.settle()
    assert asked(shown)["figure"] == ["disclosure.normative_documents.in_force"]
    detail = " ".join(shown.texts(".g-figure"))
    assert "27" in detail and "26" in detail and "行" in detail
    assert shown.page.locator("td.g-chosen").count() == 1


def test_the_printed_form_shows_every_figure_as_stored(
    look: Look, held: sqlite3.Connection
) -> None:
    reports = queries.reports(held, Selection())
    report = int(reports.loc[reports["unit"] == "盐边县", "report"].iloc[0])
    shown = look().open("report", "unit=盐边县")
    cells = shown.page.eval_on_selector_all(
        ".g-form td a",
        "all => all.map(a => [new URL(a.href).searchParams.get('figure'), a.innerText.trim()])",
    )
    stored = queries.form(held, report).set_index("name")
    assert {name for name, _ in cells} == set(all_fields()) & set(stored.index)
    assert all(text == stored.loc[name, "raw"] for name, text in cells)


def test_a_figure_is_found_by_typing_words_of_the_form(look: Look) -> None:
    shown = look().open("report")
    choose(shown, "report_figure", "商业企业")
    assert asked(shown)["figure"][0].endswith(".business")
    assert "商业企业" in " ".join(shown.texts(".g-figure"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_download_reads_back_as_the_page(
    look: Look, held: sqlite3.Connection, tmp_path: Path, lang: str
) -> None:
    english = lang == "en"
    shown = look().open("applications", "region=321300" + ("&lang=en" if english else ""))
    button = shown.page.locator(".st-key-download-outcomes-selected-xlsx button")
    rows = int(re.findall(r"\d+", button.inner_text())[0])
    with shown.page.expect_download() as waiting:
        button.click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    book = openpyxl.load_workbook(file)
    assert (len(book.sheetnames) == 3 and english) or book.sheetnames == ["数据", "说明", "校验"]
    assert "宿迁市" in file.name and file.suffix == ".xlsx"
    data = list(book.worksheets[0].iter_rows(values_only=True))
    selection = Selection.from_words({"region": "321300"}, queries.available(held))
    expected = queries.outcomes(held, selection)
    assert len(data) - 1 == rows == len(expected) > 0
    values = sorted(str(v) for v in expected["value"].dropna())
    column = [
        sorted(str(cell) for cell in each if cell is not None)
        for each in zip(*data[1:], strict=True)
    ]
    assert values in column


def test_everything_is_offered_too(look: Look, held: sqlite3.Connection, tmp_path: Path) -> None:
    shown = look().open("data", "region=321300")
    button = shown.page.locator(".st-key-download-figures-all-csv button")
    with shown.page.expect_download() as waiting:
        button.click()
    waiting.value.save_as(tmp_path / "all.csv")
    content = (tmp_path / "all.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") - 1 == len(queries.reports(held, Selection()))


def test_a_hostile_address_harms_nothing(look: Look) -> None:
    shown = look().open("overview", "region=%3Cscript%3Ealert(1)%3C/script%3E&year=abc&scope=1")
    assert "没有地区" in " ".join(shown.texts(".g-empty")) and not shown.texts(".g-cards")
    assert shown.page.locator(".js-plotly-plot").count() == 0, "nothing else is shown for it"


def test_a_draft_is_checked_and_nothing_of_it_is_kept(
    look: Look, database: Path, tmp_path: Path
) -> None:
    before = database.read_bytes()
    draft = tmp_path / "draft.txt"
    text = (ROOT / "data" / "reports" / "wanrong-county-2023.txt").read_text("utf-8")
    row = next(line for line in text.splitlines() if line.startswith("一、本年新收"))
    cells = row.split("\t")
    cells[-1] = str(int(cells[-1]) + 1)
    draft.write_text(text.replace(row, "\t".join(cells)), encoding="utf-8")
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    shown = look().open("precheck")
    shown.page.set_input_files("input[type=file]", [draft, broken])
    shown.page.wait_for_selector(".g-list")
    shown.settle()
    said = " ".join(shown.texts(".g-list"))
    assert "总计印为" in said and "新收加上年结转为" in said and "线索" not in said
    assert "可能是" in " ".join(shown.texts(".g-hint"))
    assert "损坏" in " ".join(shown.texts("[data-testid=stAlert]"))
    with shown.page.expect_download() as waiting:
        shown.page.locator(".st-key-precheck_sheet button").click()
    waiting.value.save_as(tmp_path / "faults.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "faults.xlsx").worksheets[0].values)
    assert {"T3-ROW", "T3-FLOW"} <= {row[3] for row in rows}
    assert database.read_bytes() == before


@pytest.mark.parametrize(("language", "words"), [("zh", "没有收下"), ("en", "Not taken")])
def test_files_that_are_not_taken_are_named_in_the_words_of_the_page(
    look: Look, tmp_path: Path, language: str, words: str
) -> None:
    most = settings().uploads
    vast, small = tmp_path / "<b>vast.txt", tmp_path / "small.txt"
    with vast.open("wb") as file:
        file.truncate((most.largest + 1) * 1024**2)
    small.write_text("草稿", "utf-8")
    shown = look().open("precheck", f"lang={language}")
    shown.page.set_input_files("input[type=file]", [vast, small])
    shown.page.wait_for_selector(".g-refused")
    said = shown.texts(".g-refused")
    assert len(said) == 1 and said[0].startswith(words) and vast.name in said[0]
    assert str(most.largest) in said[0] and small.name not in said[0]
    shown.page.reload()
    shown.settle()
    many = [tmp_path / f"{number}.txt" for number in range(most.files + 1)]
    for each in many:
        each.write_text("草稿", "utf-8")
    shown.page.set_input_files("input[type=file]", many)
    shown.page.wait_for_selector(".g-refused")
    assert f" {most.files} " in shown.texts(".g-refused")[0]
    shown.page.hover("[data-testid=stFileChip][aria-invalid=true]")
    shown.page.wait_for_timeout(500)
    assert not shown.page.locator("[data-testid=stTooltipErrorContent]").is_visible()
    shown.errors[:] = [each for each in shown.errors if "413" not in each]  # what was refused


def test_a_stranger_sends_a_unit_its_faults_in_three_clicks(look: Look, tmp_path: Path) -> None:
    shown = look().open("overview")
    shown.page.locator("a", has_text="数据校验").first.click()
    row = shown.page.locator(".g-failing tr").filter(has_text="大通区人民政府办公室")
    row.wait_for()
    shown.settle()
    with shown.page.expect_download() as waiting:
        row.locator("a[data-file^=docx]").click()
    waiting.value.save_as(tmp_path / "sheet.docx")
    table = docx.Document(str(tmp_path / "sheet.docx")).tables[0]
    assert "文字为 26 件，表中为 27 件" in table.rows[1].cells[3].text


def test_a_sheet_to_send_back_lists_the_faults_of_a_report(look: Look, tmp_path: Path) -> None:
    shown = look().open("checks", "region=340402")
    for kind in ("docx", "xlsx"):
        with shown.page.expect_download() as waiting:
            shown.page.locator(f".g-failing a[data-file^={kind}]").click()
        assert waiting.value.suggested_filename == f"退回单_大通区人民政府办公室_2023.{kind}"
        waiting.value.save_as(tmp_path / f"sheet.{kind}")
        shown.settle()
    rows = list(openpyxl.load_workbook(tmp_path / "sheet.xlsx").worksheets[0].values)
    (fault,) = [row for row in rows if "文字为 26 件，表中为 27 件" in str(row[3])]
    assert str(fault[4]).startswith("26") and str(fault[5]).startswith("27")
    with shown.page.expect_download() as waiting:
        shown.page.locator(".st-key-returns-xlsx-zip button").click()
    waiting.value.save_as(tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert len(archive.namelist()) == 1


def test_a_word_draft_is_handed_back_with_comments(look: Look, tmp_path: Path) -> None:
    paper = docx.Document()
    for line in (ROOT / "data/reports/datong-office-2023.txt").read_text("utf-8").splitlines():
        paper.add_paragraph(line)
    paper.save(str(tmp_path / "draft.docx"))
    shown = look().open("precheck")
    shown.page.set_input_files("input[type=file]", tmp_path / "draft.docx")
    button = shown.page.locator("[class*=st-key-precheck_annotated] button")
    button.wait_for()
    shown.settle()
    with shown.page.expect_download() as waiting:
        button.click()
    waiting.value.save_as(tmp_path / "copy.docx")
    told = [comment.text for comment in docx.Document(str(tmp_path / "copy.docx")).comments]
    assert any("文字为 26 件，表中为 27 件" in text for text in told)
