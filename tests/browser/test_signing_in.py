"""Readers and officers in a browser, by a provider on this machine: what each sees and may do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from conftest import Look
from provider import provider, settings_with
from served import free_port, serving

pytestmark = pytest.mark.browser
ACT, WAIT = ".st-key-sign_in_act button", 60_000


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("audit") / "audit.jsonl"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, database: Path, audit: Path) -> Iterator[str]:
    folder, port = tmp_path_factory.mktemp("signing"), free_port()
    with provider(free_port()) as trusted:
        settings = settings_with(folder, trusted, port, f'audit = "{audit}"')
        with serving(database, "--settings", settings, port=port):
            yield f"http://localhost:{port}/"


@pytest.fixture
def look(browser: Any, address: str) -> Iterator[Look]:
    context = browser.new_context(accept_downloads=True)
    yield Look(context.new_page(), address)
    context.close()


def signed_in(look: Look, who: str) -> Look:
    """Goes the way of a person: the button, the provider, back to the page that was asked for."""
    look.open("checks")
    assert look.page.locator(".g-failing, [data-testid=stFileUploader]").count() == 0
    look.page.click(ACT)
    look.page.get_by_role("link", name=who, exact=True).click()
    look.page.wait_for_selector(f".g-visitor:has-text('{who}@')", timeout=WAIT)
    look.page.wait_for_url(lambda url: urlsplit(url).path == "/checks", timeout=WAIT)
    return look.settle()


def written(look: Look, audit: Path, event: str, file: str) -> dict[str, Any]:
    """The line of an event, once it is there."""
    for _ in range(600):
        for line in audit.read_text("utf-8").splitlines():
            told: dict[str, Any] = json.loads(line)
            if (told["event"], told.get("file")) == (event, file):
                return told
        look.page.wait_for_timeout(100)
    raise AssertionError(f"{event} of {file} is not written down")


def test_an_officer_checks_drafts_and_fetches_sheets(look: Look, audit: Path) -> None:
    signed_in(look, "officer").open("precheck")
    draft = {"name": "草稿.txt", "mimeType": "text/plain", "buffer": "草稿".encode()}
    look.page.set_input_files("input[type=file]", draft)
    look.page.wait_for_selector("[data-testid=stAlert]", timeout=WAIT)
    assert written(look, audit, "upload", "草稿.txt")["bytes"] == 6
    look.open("checks")
    assert look.page.locator(".g-failing td.g-state").count() > 0
    with look.page.expect_download(timeout=WAIT) as taken:
        look.page.locator(".g-sheets a").first.click()
    told = written(look, audit, "download", taken.value.suggested_filename)
    assert told["who"] == "officer@goidata.test"
    look.settle()  # what was handed out is drawn anew
    with look.page.expect_download(timeout=WAIT) as taken:
        look.page.locator(".st-key-downloads button").first.click()
    told = written(look, audit, "download", taken.value.suggested_filename)
    content = Path(taken.value.path()).read_bytes()
    assert (told["bytes"], told["sha256"]) == (len(content), sha256(content).hexdigest())


def test_a_reader_reads_and_sees_nothing_of_what_is_sent_back(look: Look) -> None:
    signed_in(look, "reader").open("checks", "state=mended")
    page = look.page
    assert page.locator(".g-failing tbody tr").count() > 0  # a choice that is not his chooses none
    for gone in (".g-failing .g-state", ".g-sheets", ".st-key-returns", ".st-key-checks_state"):
        assert page.locator(gone).count() == 0, gone
    look.open("precheck")
    assert page.locator("[data-testid=stFileUploader]").count() == 0
    assert "只有工作人员" in page.inner_text("[data-testid=stMain]")
    page.click(ACT)
    page.wait_for_selector(".g-visitor:has-text('登录')", timeout=WAIT)
    assert look.settle().page.locator(".g-failing, .g-card").count() == 0


@pytest.mark.parametrize("who", ["stranger", "<b>odd</b>"])
def test_who_is_not_admitted_is_told_so_as_he_is_called(look: Look, who: str) -> None:
    look.open("overview")
    look.page.click(ACT)
    look.page.get_by_role("link", name=who, exact=True).click()
    look.page.wait_for_selector(".g-visitor:has-text('未获准')", timeout=WAIT)
    shown = look.settle().page.locator(".g-visitor")
    assert "@" in shown.inner_text() and shown.locator("b, a").count() == 0
    # to nobody but the provider, as whoever runs the server named it
    assert all(urlsplit(each).path == "/authorize" for each in look.strange)
