"""The dashboard behind nginx as docs/deploy.md sets it up: TLS, websocket, upload, download, and
servers that are restarted while visitors are there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import openpyxl
import proxied
import pytest
from conftest import ROOT, WIDE, Look

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (proxied.NGINX and proxied.OPENSSL), reason="nginx is not here"),
]


class Site:
    """Two servers behind nginx, each of which can be ended and begun again."""

    def __init__(self, stack: ExitStack, database: Path, folder: Path) -> None:
        self._stack, self._database = stack, database
        self.ports = proxied.free_ports(2)
        self._running = {port: self._begun(port) for port in self.ports}
        self.address = stack.enter_context(proxied.nginx(folder, self.ports))
        self.log, self.faults = folder / "goidata.json", folder / "error.log"

    def end(self, port: int) -> None:
        self._running[port].terminate()
        self._running[port].wait()

    def begin(self, port: int) -> None:
        self._running[port] = self._begun(port)

    def _begun(self, port: int) -> Any:
        return self._stack.enter_context(proxied.server(self._database, port))


@pytest.fixture(scope="module")
def site(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with ExitStack() as stack:
        yield Site(stack, database, tmp_path_factory.mktemp("nginx"))


@pytest.fixture
def visit(browser: Any, site: Site) -> Iterator[Look]:
    context = browser.new_context(
        viewport={"width": WIDE, "height": 900}, ignore_https_errors=True, locale="zh-CN"
    )
    yield Look(context.new_page(), site.address)
    context.close()


def test_pages_are_shown_over_tls_and_speak_by_the_websocket(visit: Look) -> None:
    for name in ("overview", "checks"):
        visit.open(name)
    visit.page.locator("a", has_text="依申请公开").first.click()
    visit.page.wait_for_url("**/applications**")
    visit.settle()
    assert visit.errors == [] and visit.strange == []
    seats = [each for each in visit.page.context.cookies() if each["name"] == "goidata_seat"]
    assert [(each["secure"], each["httpOnly"]) for each in seats] == [(True, True)]


def test_a_draft_goes_in_and_a_sheet_comes_out(visit: Look, tmp_path: Path) -> None:
    draft = ROOT / "data" / "reports" / "wanrong-county-2023.txt"
    visit.open("precheck").page.set_input_files("input[type=file]", [draft])
    visit.page.wait_for_selector("main .g-list, [data-testid=stAlert], .st-key-precheck_sheet")
    visit.settle()
    visit.open("applications", "region=321300")
    button = visit.page.locator(".st-key-download-outcomes-selected-xlsx button")
    with visit.page.expect_download() as waiting:
        button.click()
    waiting.value.save_as(tmp_path / "outcomes.xlsx")
    assert openpyxl.load_workbook(tmp_path / "outcomes.xlsx").worksheets[0].max_row > 1
    assert visit.errors == [] and visit.strange == []


def test_a_visitor_goes_on_while_each_server_is_restarted(visit: Look, site: Site) -> None:
    visit.open("overview")
    for port in site.ports:
        site.end(port)
        visit.page.reload()  # whoever comes meanwhile is served by the other
        visit.settle()
        assert visit.page.locator(".g-foot").is_visible()
        site.begin(port)
    visit.open("checks")
    assert visit.strange == []
    assert '"path":"/_stcore/stream","status":101' in site.log.read_text("utf-8")
    assert "no live upstreams" not in site.faults.read_text("utf-8")
