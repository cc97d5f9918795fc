"""Files of every kind: converted, saved by browsers, locked, cut off, scanned; real ones, made
here."""

from __future__ import annotations

import base64
import io
import os
import quopri
import random
import re
import shutil
import socket
import socketserver
import subprocess
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from crossed import crossed, some
from paper import web, word
from paper.figures import consistent_figures
from paper.sheets import Paper, paper_of
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from goidata.documents import conversion, opening
from goidata.documents.opening import OLE, open_document
from goidata.documents.text import read as read_text
from goidata.errors import Refusal
from goidata.extraction.reading import read
from goidata.extraction.report import Report

PROGRAM = next(filter(None, map(shutil.which, conversion.PROGRAMS)), None)
with_office = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")
ENDINGS = ("doc", "rtf", "odt", "fodt")


def paper(seed: int) -> Paper:
    return paper_of(consistent_figures(random.Random(seed)))


def written(seed: int) -> bytes:
    """The report of a seed as a Word file with columns of a width: LibreOffice writes tables
    without into rows of other cells."""
    source = random.Random(seed)
    data, _ = word.LAYOUTS["docx"](paper(seed), source)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = _with_widths(content.decode()).encode()
            new.writestr(name, content)
    return out.getvalue()


def _with_widths(xml: str) -> str:
    def cell(found: re.Match[str]) -> str:
        span = re.search(r'gridSpan w:val="(\d+)"', found[1])
        width = 800 * (int(span[1]) if span else 1)
        return f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{found[1]}</w:tcPr>'

    xml = xml.replace("<w:tcPr/>", "<w:tcPr></w:tcPr>")
    xml = re.sub(r"<w:tcPr>(.*?)</w:tcPr>", cell, xml)
    return xml.replace("<w:gridCol/>", '<w:gridCol w:w="800"/>')


def code(data: bytes, name: str = "file") -> str:
    """The code under which a file is refused, with one line in each language."""
    with pytest.raises(Refusal) as refusal:
        read(data, name)
    assert all("\n" not in refusal.value.message(each) for each in ("zh", "en"))
    return refusal.value.code


def different(report: Report, seed: int) -> dict[str, object]:
    """The figures that are not read as they were printed."""
    truth, values = paper(seed).truth, report.values
    return {n: (v, values.get(n)) for n, v in truth.items() if values.get(n) != v}


def unequal(data: bytes, name: str, seed: int) -> dict[str, object]:
    return different(read(data, name), seed)


# --- old Word files, rich text, OpenDocument ---

SEEDS = (0, 1, 5)  # of which no table stands in a text box: as rich text LibreOffice leaves it out


class Office(Mapping[tuple[int, str], bytes]):
    """Reports written by LibreOffice in each of ENDINGS, by seed and ending; each ending is
    written when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for seed in SEEDS:
            folder.joinpath(f"{seed}.docx").write_bytes(written(seed))

    def __getitem__(self, key: tuple[int, str]) -> bytes:
        seed, ending = key
        made = self.folder / f"{seed}.{ending}"
        if not made.exists():
            assert PROGRAM
            profile = f"-env:UserInstallation={self.folder.joinpath('profile').as_uri()}"
            words = [PROGRAM, profile, "--headless", "--convert-to", ending]
            named = [str(self.folder / f"{each}.docx") for each in SEEDS]
            subprocess.run(
                [*words, "--outdir", str(self.folder), *named],
                check=True,
                capture_output=True,
                timeout=120,
            )
        return made.read_bytes()

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return ((seed, ending) for seed in SEEDS for ending in ENDINGS)

    def __len__(self) -> int:
        return len(SEEDS) * len(ENDINGS)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


@with_office
@pytest.mark.parametrize("seed", some(SEEDS, len(SEEDS)))
@pytest.mark.parametrize("ending", some(ENDINGS, len(ENDINGS)))
def test_every_figure_of_a_converted_report(office: Office, ending: str, seed: int) -> None:
    data = office[seed, ending]
    assert not data.startswith(b"PK\x03\x04") or ending == "odt"
    report = read(data, f"report.{ending}")
    assert different(report, seed) == {}
    who = read(written(seed), "report.docx").identity
    assert (report.identity.unit, report.identity.year) == (who.unit, who.year)
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]


@pytest.mark.long
@with_office
def test_the_ending_does_not_matter(office: Office) -> None:
    first = SEEDS[0]
    assert unequal(office[first, "rtf"], "report.doc", first) == {}
    marked = b"\xef\xbb\xbf" + office[first, "fodt"]
    assert unequal(marked, "report.wps", first) == {}


CUTS = (0.1, 0.9)


@with_office
@pytest.mark.parametrize("part", CUTS)
@pytest.mark.parametrize("ending", some(ENDINGS, len(ENDINGS)))
def test_a_file_that_is_cut_off_is_damaged(office: Office, ending: str, part: float) -> None:
    whole = office[SEEDS[0], ending]
    data = whole[: int(len(whole) * part)]
    assert code(data, f"report.{ending}") == "damaged"


@with_office
@pytest.mark.long
def test_what_only_begins_like_a_word_file_is_damaged(
    office: Office,
) -> None:
    source = random.Random(1)
    whole = office[SEEDS[0], "doc"]
    name = "WordDocument".encode("utf-16-le")
    root = "Root Entry".encode("utf-16-le")
    rubbish = source.randbytes(3000) + root + name + source.randbytes(30_000)
    assert code(OLE + rubbish) == "damaged"
    assert code(whole[:512] + rubbish) == "damaged"
    noisy = bytearray(whole)
    for _ in range(300):
        noisy[source.randrange(512, len(noisy))] = source.randrange(256)
    assert code(bytes(noisy)) == "damaged"


@with_office
def test_rich_text_without_a_report_is_none(office: Office) -> None:
    assert code(b"{\\rtf1\\ansi A letter.\\par}") == "not_a_report"


def running(sign: str) -> list[str]:
    """The processes whose command line has `sign`."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if sign.encode() in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            continue
    return found


@with_office
@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes cannot be listed")
@pytest.mark.parametrize("seconds", [0.05, 0.3, pytest.param(60, marks=pytest.mark.long)])
def test_nothing_of_a_conversion_is_left(
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    seconds: float,
) -> None:
    monkeypatch.setattr(conversion, "SECONDS", seconds)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    data = office[SEEDS[0], "doc"]
    if seconds < 1:
        assert code(data) == "damaged"
    else:
        assert conversion.to_docx(data, "a.doc").startswith(b"PK")
    assert running(str(tmp_path)) == []
    assert list(tmp_path.iterdir()) == []


@with_office
def test_a_converter_that_would_take_too_much_is_stopped(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = office[SEEDS[0], "doc"]
    for name in ("MEMORY", "LARGEST_FILE"):
        with monkeypatch.context() as patched:
            patched.setattr(conversion, name, 1000)
            assert code(data) == "damaged", name


@with_office
def test_what_is_converted_is_under_the_same_limits(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = office[SEEDS[0], "doc"]
    monkeypatch.setattr("goidata.documents.archive.LARGEST_UNPACKED", 20_000)
    assert code(data) == "too_large"


@pytest.mark.parametrize("head", [OLE + "WordDocument".encode("utf-16-le"), b"{\\rtf1 a}"])
def test_without_a_converter_the_reader_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch, head: bytes
) -> None:
    monkeypatch.setattr(conversion, "PROGRAMS", ("no-such-program",))
    with pytest.raises(Refusal, match=r"LibreOffice.*\.docx") as refusal:
        read(head + b" " * 600, "a.doc")
    assert refusal.value.code == "unsupported"


# --- nothing is fetched ---


@contextmanager
def listening() -> Iterator[tuple[str, list[bytes]]]:
    """An address of this machine, and what is asked there."""
    asked: list[bytes] = []

    class Answer(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            connection: socket.socket = self.request
            asked.append(connection.recv(1000))
            connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nSTRANGE")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", asked
        finally:
            server.shutdown()


def linking(address: str, file: Path) -> bytes:
    """An OpenDocument text with a picture of another host, a section of it, and one of a file."""
    names = ("office", "text", "drawing", "svg-compatible")
    spaces = " ".join(
        f'xmlns:{name[:4]}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names
    )
    sections = "".join(
        f'<text:section text:name="{target[-3:]}"><text:section-source xlink:href="{target}"'
        ' text:filter-name="Text"/><text:p>kept</text:p></text:section>'
        for target in (f"{address}/a.txt", file.as_uri())
    )
    picture = (
        '<draw:frame text:anchor-type="as-char" svg-:width="2cm" svg-:height="2cm">'
        f'<draw:image xlink:href="{address}/a.png" xlink:actuate="onLoad"/></draw:frame>'
    )
    content = (
        f'<offi:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' offi:version="1.2"><offi:body><offi:text><text:p>{picture}</text:p>{sections}'
        "</offi:text></offi:body></offi:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return stream.getvalue()


MANIFEST = """<manifest:manifest
  xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/"
  manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


@with_office
@pytest.mark.parametrize(
    "kept",
    [
        pytest.param(True, id="our settings"),
        pytest.param(False, id="LibreOffice's own", marks=pytest.mark.long),
    ],
)
def test_what_a_file_links_to_is_not_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    if not kept:  # that the settings are what keeps it from being fetched
        monkeypatch.setattr(conversion, "_prepare", lambda _: None)
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    with listening() as (address, asked):
        document = open_document(linking(address, secret), "a.odt")
    text = "".join(line.text for line in document.lines)
    assert "kept" in text
    assert "STRANGE" not in text and "SECRET" not in text
    assert bool(asked) is not kept


# --- pages saved as one file ---

BOUNDARY = "----=_Part_7"


def page(seed: int, encoding: str = "utf-8") -> bytes:
    """A page of the report of a seed, in an encoding and saying nothing of it."""
    data, _ = web.LAYOUTS["html"](paper(seed), random.Random(seed))
    for known in ("utf-8", "gb18030"):
        try:
            text = data.decode(known)
            break
        except UnicodeDecodeError:
            continue
    return re.sub(r"<meta[^>]*charset[^>]*>", "", text).encode(encoding, "xmlcharrefreplace")


def part(content: bytes, kind: str, how: str) -> str:
    """A part of a message."""
    coded = {
        "base64": lambda: base64.encodebytes(content).decode(),
        "quoted-printable": lambda: quopri.encodestring(content).decode("ascii"),
        "8bit": lambda: content.decode("utf-8"),
    }[how]()
    return f"Content-Type: {kind}\nContent-Transfer-Encoding: {how}\n\n{coded}\n"


def saved(head: str, *parts: str) -> bytes:
    """A page with what belongs to it, in one file."""
    content = "".join(f"--{BOUNDARY}\n{each}" for each in parts)
    related = f'Content-Type: multipart/related; type="text/html"; boundary="{BOUNDARY}"\n\n'
    return f"{head}{related}{content}--{BOUNDARY}--\n".replace("\n", "\r\n").encode()


BLINK = "From: <Saved by Blink>\nSubject: =?utf-8?Q?=E5=B9=B4=E6=8A=A5?=\nMIME-Version: 1.0\n"
PICTURE = part(b"\x89PNG\r\n\x1a\n" * 99, "image/png", "base64")
STYLE = part(b"td { color: red }", "text/css", "quoted-printable")


def messages(seed: int) -> dict[str, bytes]:
    """The report of a seed as browsers and Word save it."""
    chinese = page(seed, "gb18030")
    utf16 = b"\xff\xfe" + page(seed, "utf-16-le")
    ascii_only = page(seed, "ascii")
    frame = part(b"<html><body><table><tr><td>1<td>2</table></body></html>", "text/html", "base64")
    plain = part(page(seed), "text/html", "quoted-printable")
    single = f"MIME-Version: 1.0\n{part(page(seed), 'text/html; charset=utf-8', 'base64')}"
    word_head = "MIME-Version: 1.0\nX-Document-Type: Word\n"
    return {
        "a browser": saved(BLINK, plain, STYLE, PICTURE),
        "an older browser": saved(
            "From: <saved>\nSubject: a\nMIME-Version: 1.0\n",
            part(chinese, 'text/html; charset="gb2312"', "quoted-printable"),
            PICTURE,
        ),
        "Word": saved(word_head, part(chinese, 'text/html; charset="gb2312"', "base64"), PICTURE),
        "Word in UTF-16": saved(word_head, part(utf16, 'text/html; charset="unicode"', "base64")),
        "Word in ASCII": saved(
            word_head, part(ascii_only, 'text/html; charset="us-ascii"', "quoted-printable")
        ),
        "of an unknown encoding": saved(BLINK, part(chinese, "text/html; charset=x", "base64")),
        "of a wrong encoding": saved(BLINK, part(chinese, "text/html; charset=utf-8", "base64")),
        "in a frame": saved(BLINK, frame, plain, frame),
        "not encoded": saved(BLINK, part(page(seed), "text/html; charset=utf-8", "8bit")),
        "of one part": single.encode(),
        "behind blank lines": b"\xef\xbb\xbf\r\n\r\n" + saved(BLINK, plain),
    }


@pytest.mark.parametrize(("case", "seed"), crossed(messages(0), range(3)))
def test_a_page_saved_as_one_file(case: str, seed: int) -> None:
    data = messages(seed)[case]
    assert unequal(data, "report.mht", seed) == {}
    assert unequal(data, "report.doc", seed) == {}
    assert read(data, "report").identity.year == 2023


@pytest.mark.parametrize(
    "data",
    [
        saved(BLINK, STYLE, PICTURE),
        saved(BLINK),
        BLINK.encode(),
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n",
        b"MIME-Version: 1.0\r\nContent-Type: ;;;=\r\n\r\n" + bytes(range(1, 256)),
    ],
)
def test_a_message_without_a_page_is_damaged(data: bytes) -> None:
    assert code(data) == "damaged"


def test_parts_within_parts_end() -> None:
    depth = 3000
    heads = "".join(
        f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(depth)
    )
    assert code(f"MIME-Version: 1.0\n{heads}".encode()) == "damaged"


def test_a_report_that_names_a_header_is_a_text() -> None:
    text = "说明\nMIME-Version: 1.0\n" + "米易县人民政府的说明。" * 9
    assert open_document(text.encode(), "a.txt").kind == "text"


@pytest.mark.parametrize("ending", ["doc", "xls", "docx", "pdf", "txt", "wps"])
def test_a_page_is_read_whatever_its_name(ending: str) -> None:
    data, _ = web.LAYOUTS["html"](paper(2), random.Random(2))
    assert unequal(data, f"report.{ending}", 2) == {}


def test_what_was_deleted_with_changes_tracked_is_not_read() -> None:
    cells = "<table><tr><td>a<td><del>9</del><ins>4250</ins><td><p><del>7</del>1</p></table>"
    (grid,) = open_document(f"<html><body>{cells}".encode(), "a.html").blocks
    assert [cell.text for cell in grid.rows[0]] == ["a", "4250", "1"]


# --- files with a password ---


def compound(*names: str, content: bytes = b"") -> bytes:
    """The least of a compound file: a head, a directory with the names of its streams, content."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in ("Root Entry", *names)
    )
    return OLE + bytes(504) + entries.ljust(-(-len(entries) // 512) * 512, b"\0") + content


FIRST = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12)  # the first record of a workbook
OLDER = b"\x09\x08\x08\x00\x00\x05\x05\x00" + bytes(4)
PASSWORD = b"\x2f\x00\x36\x00" + bytes(54)
PROTECTED = b"\x86\x00\x00\x00"
LOCKED = {
    "docx or xlsx": compound("EncryptionInfo", "EncryptedPackage"),
    "xls": compound("Workbook", content=FIRST + PASSWORD),
    "protected xls": compound("Workbook", content=FIRST + PROTECTED + PASSWORD),
    "older xls": compound("Book", content=OLDER + PASSWORD),
}


@pytest.mark.parametrize("case", LOCKED)
def test_an_office_file_with_a_password(case: str) -> None:
    assert code(LOCKED[case]) == "encrypted"


def test_a_workbook_without_a_password_is_not_called_locked() -> None:
    assert code(compound("Workbook", content=FIRST + bytes(600))) == "damaged"


@with_office
def test_an_old_word_file_with_a_password(office: Office) -> None:
    data = bytearray(office[SEEDS[0], "doc"])
    (start,) = (at for at in range(512, len(data), 512) if data[at : at + 2] == b"\xec\xa5")
    data[start + 11] |= 1
    assert code(bytes(data)) == "encrypted"


@pytest.mark.parametrize("kind", ["text", "spreadsheet"])
def test_an_opendocument_file_with_a_password(kind: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", os.urandom(999))
        archive.writestr(
            "META-INF/manifest.xml",
            '<file-entry full-path="content.xml"><encryption-data/></file-entry>',
        )
    assert code(stream.getvalue()) == "encrypted"


def test_a_word_file_in_a_locked_archive() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    data = bytearray(stream.getvalue())
    data[6] |= 1  # the flag in the entry, and in the list of entries
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert code(bytes(data)) == "encrypted"


def printed(**options: str) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, **options)
    canvas.drawString(72, 720, "An annual report on nothing at all. " * 2)
    canvas.save()
    return stream.getvalue()


def test_a_pdf_with_a_password() -> None:
    assert code(printed(encrypt="secret")) == "encrypted"
    assert code(printed()) == "not_a_report"


def test_a_pdf_that_is_a_picture() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for _ in range(2):
        canvas.drawImage(ImageReader(Image.new("L", (200, 300), 200)), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    assert code(stream.getvalue()) == "scanned"


# --- files too large ---


def test_a_file_over_the_limit_is_not_looked_at() -> None:
    assert code(b"{\\rtf1 " + b" " * opening.LARGEST) == "too_large"


@pytest.mark.parametrize("name", ["word/document.xml", "content.xml", "xl/workbook.xml"])
def test_an_archive_that_unpacks_to_too_much(name: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(name, "<a/>")
        with archive.open("media.bin", "w", force_zip64=True) as part:
            for _ in range(501):
                part.write(bytes(1024 * 1024))
    assert code(stream.getvalue()) == "too_large"


def test_a_text_may_hold_tables_of_rows_and_tables_of_single_cells() -> None:
    """Cells one a line under one heading, a row a line under the next."""
    closed = [f"{text} |" if text else "|" for text in ("规章", "3", "", "17") * 4]
    rows = [f"第{n}行 | {n} | | {n} |" for n in range(3)]
    text = "\n".join(["二、主动公开政府信息情况", *closed, "三、收到和处理", *rows])
    lines = read_text(text.encode(), "a.txt").lines
    assert [line.text for line in lines[1:5]] == ["规章", "3", "", "17"]
    assert [line.place.line for line in lines[1:5]] == [2, 3, 4, 5]
    assert [cell.text for cell in lines[-1].cells] == ["第2行", "2", "", "2"]


def test_bars_alone_pad_a_row_and_make_no_cells() -> None:
    lines = [line for _ in range(8) for line in ("行政许可 |", "0 |", "||")]
    texts = [line.text for line in read_text("\n".join(lines).encode(), "a.txt").lines]
    assert texts == ["行政许可", "0"] * 8
