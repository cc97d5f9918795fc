"""Nothing that a database says is markup: hostile words in every text of one, on every page, in
every brief and every sheet to be sent back."""

from __future__ import annotations

import html
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import briefed
import made
import pytest
import stock
from crossed import crossed
from jinja2 import UndefinedError
from lxml import etree
from lxml import html as web
from streamlit.testing.v1 import AppTest

from goidata.analysis import queries
from goidata.analysis.selection import Selection
from goidata.dashboard import pages
from goidata.dashboard.briefs.contents import contents
from goidata.dashboard.briefs.document import document_bytes
from goidata.dashboard.briefs.page import page_bytes
from goidata.dashboard.briefs.sheets import sheets_bytes
from goidata.dashboard.briefs.slides import slides_bytes
from goidata.dashboard.headline import headline_at
from goidata.dashboard.markup import fill, mark
from goidata.dashboard.slips import page as slips
from goidata.dashboard.slips.slip import slip
from goidata.dashboard.words import Words
from goidata.extraction.report import ReportSection, State
from goidata.store.database import connect

ROOT = Path(__file__).resolve().parents[1]
ATTACK = (
    "<script>alert(1)</script>{{7*7}}{% for x in y %}${8*8}"
    "</p></td></title></style><i class='g-x'>粗</i><img src=x onerror=\"alert(2)\">"
    "**d** [x](javascript:alert(3)) `c` :smile: $a$ &amp;"
)
# Every text of the tables that comes from a report, a file, an address, or the table of regions.
TEXTS: Mapping[str, tuple[str, ...]] = {
    "region": ("name",),
    "agency": ("unit",),
    "report": ("title", "unit", "file", "region_reason", "url", "published", "loaded_at"),
    "claim": ("qualifier", "quote"),
    "section": ("heading", "text"),
    "finding": ("subject",),
    "unread": ("raw", "reason"),
    "load": ("paths",),
    "refusal": ("file", "code", "message_zh", "message_en", "at"),
}
DETAILS = ("zh", "en", "hint", "hint_zh", "hint_en", "quote")  # of a finding, kept as JSON
ASKED: Mapping[str, Mapping[str, str]] = {
    "report": {"at": "2023", "figure": "applications.received.total", "words": "alert"},
    "search": {"words": "<script>"},
}
EVERY = Selection(scope=None)
TAGS = {"script", "img", "iframe", "object", "form"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    claims = [made.claim("disclosed_items", 5500), made.claim("normative_documents.issued", 7)]
    said = ReportSection(1, "一、总体情况", "主动公开政府信息5500条。")
    listed = [
        stock.of(unit, year, briefed.numbers(received, received - 5, 12), claims=claims)
        for unit, received in (("沭阳县人民政府", 120), ("泗阳县人民政府", 30), ("宿迁市教育局", 9))
        for year in (2022, 2023)
    ]
    listed[1] = stock.off_by_one(listed[1])
    listed[2] = stock.unread(listed[2], "applications.received.total", State.TEXT)
    stock.build(path, [replace(each, sections=(said,)) for each in listed])
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO load (id, paths) VALUES (99, '')")
        db.execute("INSERT INTO refusal (load, file) VALUES (99, '')")
        for table, columns in TEXTS.items():
            for column in columns:
                appended = f'UPDATE "{table}" SET "{column}" = coalesce("{column}", \'\') || ?'
                db.execute(appended, [ATTACK])
        for number, detail in db.execute("SELECT id, detail FROM finding").fetchall():
            kept = json.loads(detail)
            kept.update({key: f"{kept.get(key) or ''}{ATTACK}" for key in DETAILS if key in kept})
            db.execute("UPDATE finding SET detail = ? WHERE id = ?", [json.dumps(kept), number])
    return path


def named(database: Path) -> dict[str, str]:
    """The words of the address of a unit: its name is as hostile as all else."""
    with closing(sqlite3.connect(database)) as db:
        unit, region = db.execute("SELECT unit, region FROM report WHERE id = 2").fetchone()
    return {"unit": unit, "in": region}


def bodies(at: AppTest) -> list[str]:
    return [str(element.proto.body) for element in at.get("html")]


def spoken(at: AppTest) -> Iterator[str]:
    """What Streamlit reads as Markdown: labels, and what is told."""
    for element in (*at.button, *at.toggle, *at.expander):
        yield element.label
    for element in (*at.warning, *at.info, *at.error, *at.caption, *at.markdown):
        yield element.value


def inert(markup: str) -> None:
    """Nothing of the attack is a tag, and nothing in it was filled in."""
    parsed = web.fromstring(f"<div>{markup}</div>")
    tags = [element for element in parsed.iter() if isinstance(element.tag, str)]
    strange = [e for e in tags if e.tag in TAGS and not str(e.get("class")).startswith("g-spark")]
    assert not strange, etree.tostring(strange[0])[:200]
    assert not [e for e in tags if e.get("class") == "g-x"]
    assert not [name for e in tags for name in e.attrib if name.startswith("on")]
    assert not [e for e in tags if "javascript:" in str(e.get("href"))]


@pytest.mark.parametrize(
    ("page", "language"), crossed([page.name for page in pages.PAGES], ["zh", "en"])
)
def test_no_text_of_a_database_is_markup_on_a_page(
    hostile: Path, monkeypatch: pytest.MonkeyPatch, page: str, language: str
) -> None:
    monkeypatch.setenv("GOIDATA_DB", str(hostile))
    at = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)
    asked = {**ASKED.get(page, {}), **(named(hostile) if page == "report" else {})}
    for key, value in {**asked, "lang": language}.items():
        at.query_params[key] = value
    at.run()
    assert not at.exception and not at.error
    inert("".join(body for body in bodies(at) if body != fill("into_view.html")))
    for text in spoken(at):
        live = re.sub(r"\\.", "", text)
        assert not re.search(r"<script|\*\*d|\]\(javascript|`c`|:smile:|\$a", live), text
    drawn = json.dumps([json.loads(e.proto.spec) for e in at.get("plotly_chart")])
    assert not re.search(r"<(?:script|img|i )", drawn), "a chart reads markup"
    seen = html.unescape(" ".join([*bodies(at), drawn]))
    assert "{{7*7}}" in seen or not pages.page(page).filters or page == "data"


def test_the_attack_stands_on_the_pages_letter_for_letter(
    hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOIDATA_DB", str(hostile))
    at = AppTest.from_file(str(ROOT / "pages" / "report.py"), default_timeout=60)
    for key, value in named(hostile).items():
        at.query_params[key] = value
    shown = html.unescape("".join(bodies(at.run())))
    assert shown.count(ATTACK) > 10
    assert "49" not in "".join(re.findall(r"alert\(1\)</script>(.{0,8})", shown))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_text_of_a_database_is_markup_in_a_brief(hostile: Path, language: str) -> None:
    with closing(connect(hostile)) as db:
        visit = briefed.visited(hostile, db, language)
        brief = contents(visit, headline_at(visit, None), ATTACK, date(2026, 1, 17))
    page = page_bytes(brief).decode()
    inert(page.split("<body>")[1])
    assert "<script" not in page and "{{7*7}}" in html.unescape(page)
    for write in (document_bytes, slides_bytes, sheets_bytes):
        with zipfile.ZipFile(io.BytesIO(write(brief))) as package:
            parts = [package.read(name) for name in package.namelist() if name.endswith(".xml")]
        words = "".join("".join(map(str, etree.fromstring(part).itertext())) for part in parts)
        assert "<script>alert(1)</script>{{7*7}}" in words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_text_of_a_database_is_markup_in_a_sheet_to_be_sent_back(
    hostile: Path, language: str
) -> None:
    with closing(connect(hostile)) as db:
        number = int(queries.findings(db, EVERY)["report"].iloc[0])
        about: Any = queries.report(db, number)
        found = queries.unread(db, number), queries.faults(db, number)
        sheet = slip(about, *found, Words(language), date(2026, 1, 17), date(2026, 2, 1))
        page = slips.page_bytes(sheet).decode()
    inert(page.split("<body>")[1])
    assert "<script" not in page and "{{7*7}}" in html.unescape(page)


def test_a_template_escapes_and_lacks_nothing() -> None:
    assert mark("link", '"><b>', "<b>") == (
        '<a href="&#34;&gt;&lt;b&gt;" target="_self">&lt;b&gt;</a>'
    )
    assert mark("line", "g-x", mark("tag", "", "&")) == (
        '<p class="g-x"><span class="g-tag">&amp;</span></p>'
    )
    with pytest.raises(UndefinedError):
        fill("facts.html", facts=[])
