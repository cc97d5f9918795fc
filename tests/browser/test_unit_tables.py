"""The tables of units and of reports as a reader uses them: sorted, searched, turned, printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import made
import pytest
import stock

from goidata.dashboard.words import vocabulary
from goidata.extraction.report import Report, Scope

pytestmark = pytest.mark.browser

PHONE, UNITS = 390, 30
COUNTIES = {
    "沭阳县": "321322",
    "泗阳县": "321323",
    "泗洪县": "321324",
    "米易县": "510421",
    "盐边县": "510422",
    "万荣县": "140822",
}
Look = Callable[..., Any]


@pytest.fixture(scope="module")
def listed(
    serve: Callable[..., AbstractContextManager[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Thirty offices of six counties over two years; the n-th received n, granted 30 − n of 30."""
    path = tmp_path_factory.mktemp("units") / "units.db"
    reports = [_report(n, year) for n in range(1, UNITS + 1) for year in (2022, 2023)]
    stock.build(path, reports)
    with serve(path) as address:
        yield address


def _report(n: int, year: int) -> Report:
    county = list(COUNTIES)[n % len(COUNTIES)]
    unit = f"{county}第{n:02}办公室"
    figures = {
        "applications.received.total": n,
        "applications.handled.granted.total": 30 - n,
        "applications.handled_total.total": 30,
    }
    title = f"{unit}{year}年政府信息公开工作年度报告"
    about = {"unit": unit, "title": title, "scope": Scope.OFFICE, "region": COUNTIES[county]}
    return made.report(figures, year=year, **about)


def asked(shown: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(shown.page.url).query)


def names(shown: Any) -> list[str]:
    return [text.split("\n")[0] for text in shown.texts(".g-units tbody .g-name a")]


def in_place(shown: Any, act: Callable[[], object], there: str) -> None:
    """Do something that changes the address, without the page being loaded anew."""
    shown.page.evaluate("() => { window.stayed = true; }")
    act()
    shown.page.wait_for_function(f"() => location.search.includes('{there}')")
    shown.settle()
    assert shown.page.evaluate("() => window.stayed === true")


def test_a_head_orders_the_table_in_place_and_turns_it_about(look: Look, listed: str) -> None:
    shown = look(at=listed).open("applications")
    head = shown.page.locator(".g-units th[aria-sort]")
    sorts = head.evaluate_all("all => all.map(each => each.getAttribute('aria-sort'))")
    assert sorts.count("none") == len(sorts) - 1 and "descending" in sorts
    assert len(names(shown)) == 25 and names(shown)[0].endswith("第30办公室")
    link = shown.page.get_by_role("link", name="新收申请").first
    in_place(shown, link.click, "order=up")
    shown.page.wait_for_selector(".g-units th[aria-sort=ascending]")
    assert names(shown)[0].endswith("第01办公室")
    rate = shown.page.get_by_role("link", name="公开率").first
    in_place(shown, rate.click, "sort=disclosure_rate")
    shown.page.wait_for_function(
        "() => document.querySelector('[data-here=sort-disclosure_rate]')"
        ".closest('th').ariaSort === 'descending'"
    )
    assert names(shown)[0].endswith("第01办公室") and "order" not in asked(shown)
    shown.page.reload()
    shown.settle()
    assert names(shown)[0].endswith("第01办公室")
    shown.page.go_back()
    shown.page.wait_for_selector(".g-units th[aria-sort=ascending]")


def test_the_keyboard_orders_and_stays_where_it_was(look: Look, listed: str) -> None:
    shown = look(at=listed).open("applications")
    shown.page.locator("[data-here=sort-refusal_rate]").focus()
    in_place(shown, lambda: shown.page.keyboard.press("Enter"), "sort=refusal_rate")
    shown.page.wait_for_function(
        "() => document.activeElement.dataset.here === 'sort-refusal_rate'"
    )


def test_units_are_found_by_name_or_region_and_pages_are_turned(look: Look, listed: str) -> None:
    shown = look(at=listed).open("applications")
    field = shown.page.locator(".st-key-units_find input")
    field.fill("盐边")
    in_place(shown, lambda: field.press("Enter"), "find=")
    shown.page.wait_for_function(
        "() => document.querySelectorAll('.g-units tbody tr').length === 5"
    )
    assert all("盐边县" in name for name in names(shown))
    assert "共30个" in " ".join(shown.texts(".st-key-units-pages"))
    field.fill("")
    field.press("Enter")
    shown.page.wait_for_function("() => !location.search.includes('find')")
    shown.settle()
    shown.page.locator(".st-key-units-pages").get_by_text("2", exact=True).click()
    shown.page.wait_for_url("**from=26**")
    shown.page.wait_for_function(
        "() => document.querySelectorAll('.g-units tbody tr').length === 5"
    )
    assert names(shown)[-1].endswith("第01办公室")


def test_a_name_leads_to_the_report_of_the_year(look: Look, listed: str) -> None:
    shown = look(at=listed).open("applications", "at=2022")
    first = names(shown)[0]
    shown.page.get_by_role("link", name=first).click()
    shown.page.wait_for_url("**/report?**")
    shown.settle()
    assert f"{first}2022年" in shown.page.inner_text("[data-testid=stMain]")


def test_a_telephone_shows_what_orders_the_table(look: Look, listed: str) -> None:
    shown = look(PHONE, at=listed).open("applications")
    order = shown.page.locator(".st-key-units_sort input")
    # A list that is open closes when the page is scrolled.
    order.evaluate("field => field.scrollIntoView({block: 'center'})")
    shown.page.wait_for_timeout(500)
    order.fill("不予公开率")
    shown.page.locator("[role=option]").filter(has_text="不予公开率，由小到大").click()
    shown.page.wait_for_url("**order=up**")
    shown.settle()
    row = shown.page.locator(".g-units tbody tr").first
    assert row.locator("td.g-number:visible").count() == 1
    assert row.bounding_box()["width"] <= PHONE and row.locator("img:visible").count() == 2


def test_on_paper_the_table_has_no_controls(look: Look, listed: str) -> None:
    shown = look(at=listed).open("applications")
    shown.page.emulate_media(media="print")
    assert shown.page.locator(".st-key-units-choice").is_hidden()
    assert shown.page.locator(".g-units tbody tr").first.is_visible()


def test_the_reports_with_faults_are_ordered_and_unfold(look: Look) -> None:
    shown = look().open("checks")
    errors = [int(text or 0) for text in shown.texts(".g-failing td.g-count-errors")]
    assert errors == sorted(errors, reverse=True) and errors[0] > 0
    row = shown.page.locator(".g-failing tr").filter(has_text="大通区人民政府办公室")
    assert "文字为 26 件，表中为 27 件" in row.inner_text()
    rule = row.get_by_text("与表二一致")
    assert rule.is_hidden()
    row.locator("summary").first.click()
    rule.wait_for()
    year = shown.page.locator("[data-here=sort-year]")
    in_place(shown, year.click, "sort=year")
    shown.page.wait_for_selector(".g-failing .g-year[aria-sort=descending]")
    years = shown.texts(".g-failing tbody .g-year")
    assert years == sorted(years, reverse=True)


def test_the_mark_of_doubt_is_told_of_where_a_row_bears_it(look: Look) -> None:
    told = vocabulary()["units.doubt_note"]["zh"]
    marked = look().open("proceedings", "at=2023")
    assert marked.page.locator(".g-units .g-doubt").count() == 1
    assert told in marked.page.inner_text("[data-testid=stMain]")
    clear = look().open("proceedings", "at=2025")
    assert clear.page.locator(".g-units .g-doubt").count() == 0
    assert told not in clear.page.inner_text("[data-testid=stMain]")
    assert clear.page.locator(".st-key-downloads button").count() > 3
