"""A page is added in three places, its file, its record and its words: one is added to a copy."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import stock

from goidata.dashboard import pages
from goidata.form import measures

ROOT = Path(__file__).resolve().parents[1]
FILE = '''"""收费: what the reports say of fees."""

from goidata.dashboard.arrival import begin
from goidata.dashboard.downloads import offer
from goidata.dashboard.headline import headed, what_is_shown
from goidata.dashboard.offers import table
from goidata.dashboard.panel import sentence

visit = begin("charges")
what_is_shown(visit)
if head := headed(visit):
    sentence(f"{visit.page.name} {head.year} {visit.selection.column}")
offer(visit, table(visit, "figures"))
'''
RECORD = """    Page(
        "charges",
        ("region", "year", "applicant"),
        year=True,
        own=("by",),
        counts=("claim",),
    ),
"""
BEFORE = '    Page("disclosure",'
WORDS = (
    ("[page]", 'charges = { zh = "收费情况", en = "Charges" }'),
    ("[lede]", 'charges = { zh = "收了多少。", en = "What was charged." }'),
)
# Run in the copy: the app with its navigation, and the page itself.
VISIT = """
import json, sys
from streamlit.testing.v1 import AppTest
from goidata.dashboard import pages
from goidata.dashboard.words import Words

def opened(file, **words):
    at = AppTest.from_file(file, default_timeout=60)
    for key, value in words.items():
        at.query_params[key] = value
    at.run()
    assert not at.exception and not at.error, [at.exception, at.error]
    return at

def told(at):
    return {
        "html": " ".join(str(each.proto.body) for each in at.get("html")),
        "filters": [each.key for each in [*at.selectbox, *at.multiselect, *at.toggle]],
        "years": [each.key for each in at.segmented_control],
        "asked": list(at.query_params),
    }

app = opened("app.py").switch_page("pages/charges.py").run()
page = opened("pages/charges.py", at="2022", by="x", colour="y", applicant="business", lang="en")
page_zh = opened("pages/charges.py")
later = page_zh.segmented_control(key="headline_year").set_value(2022).run()
first = opened("pages/overview.py")
print(json.dumps({
    "titles": [each.title(Words("zh")) for each in pages.PAGES],
    "app": told(app), "page": told(page), "later": told(later), "first": told(first),
}))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dashboard with one page more, in a folder of its own, with its tests."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("goidata", "pages", "tests"):  # with what is compiled, which serves there too
        shutil.copytree(ROOT / name, folder / name)
    for name in ("app.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    (folder / "pages" / "charges.py").write_text(FILE, "utf-8")
    record = folder / "goidata" / "dashboard" / "pages.py"
    listed = record.read_text("utf-8")
    assert listed.count(BEFORE) == 1
    record.write_text(listed.replace(BEFORE, RECORD + BEFORE), "utf-8")
    words = folder / "goidata" / "dashboard" / "words.toml"
    said = words.read_text("utf-8")
    for section, entry in WORDS:
        said = said.replace(f"{section}\n", f"{section}\n{entry}\n", 1)
    words.write_text(said, "utf-8")
    claims = [stock.made.claim("disclosed_items", 5500)]
    reports = [
        stock.of("沭阳县人民政府", year, {"applications.received.total": 40}, claims=claims)
        for year in (2022, 2023)
    ]
    stock.build(folder / "held.db", reports)
    return folder


def run(copy: Path, *command: str) -> str:
    """What a command says in the copy, which alone is on the path."""
    environment = {**os.environ, "PYTHONPATH": str(copy), "GOIDATA_DB": str(copy / "held.db")}
    done = subprocess.run(
        [sys.executable, *command], cwd=copy, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def seen(copy: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(copy, "-c", VISIT).splitlines()[-1])
    return found


def test_the_page_stands_in_the_navigation(seen: dict[str, Any]) -> None:
    assert seen["titles"][1] == "收费情况"
    assert len(seen["titles"]) == len(pages.PAGES) + 1
    assert "charges 2023 total" in seen["app"]["html"]


def test_its_title_its_words_and_its_filters_are_those_of_the_record(seen: dict[str, Any]) -> None:
    shown = seen["page"]
    assert "Charges</h1>" in shown["html"] and "What was charged." in shown["html"]
    assert shown["filters"] == ["filter_region", "filter_applicant", "filter_years"]
    assert "charges 2022 business" in shown["html"]


def test_a_measure_of_the_overview_leads_there(seen: dict[str, Any]) -> None:
    assert re.search(r'<a href="charges\?at=2023"[^>]*>[^<]*主动公开', seen["first"]["html"])


def test_its_year_is_chosen_and_stands_in_the_address(seen: dict[str, Any]) -> None:
    assert "headline_year" in seen["later"]["years"]
    assert "charges 2022 total" in seen["later"]["html"]
    assert set(seen["later"]["asked"]) == {"at"}
    assert set(seen["page"]["asked"]) == {"at", "by", "applicant", "lang"}


@pytest.mark.long
def test_the_tests_of_every_page_try_it_too(copy: Path) -> None:
    asked = ["tests/test_pages.py", "-q", "-p", "no:cacheprovider", "-k", "charges"]
    said = run(copy, "-m", "pytest", *asked)
    assert "passed" in said
    passed = int(said.split(" passed")[0].split()[-1])
    assert passed >= 5


def test_every_measure_leads_to_one_page() -> None:
    homes = {name: pages.page_of(measure) for name, measure in measures().items()}
    assert None not in homes.values()
    counted = [each for page in pages.PAGES for each in page.counts]
    assert len(counted) == len(set(counted))
    assert homes["received"] == pages.page("applications")
    assert homes["doubtful_share"] == pages.page("checks")


def test_every_page_has_its_file_and_every_file_its_record() -> None:
    files = {path.stem for path in (ROOT / "pages").glob("*.py")}
    assert files == {page.name for page in pages.PAGES}
