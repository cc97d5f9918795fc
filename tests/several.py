"""Files that hold more than one report, some of them too large to be read to the end."""

from __future__ import annotations

import io
import random
import zipfile

from paper.figures import CHARACTERS, consistent_figures
from paper.formats import LAYOUTS
from paper.sheets import Paper, paper_of
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

PAGES = 140  # more than a report has


def report(year: int, layout: str) -> bytes:
    """One report in the format of `layout`."""
    return LAYOUTS[layout](paper(year), random.Random(year))[0]


def paper(year: int) -> Paper:
    """One report for a year."""
    source = random.Random(year)
    return paper_of(consistent_figures(source, "2021", CHARACTERS["light"]), year)


def merged(*parts: bytes) -> bytes:
    """The pages of several PDFs in one."""
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    for each in parts:
        whole.import_pages(pypdfium2.PdfDocument(each))
    target = io.BytesIO()
    whole.save(target)
    return target.getvalue()


def filled(pages: int, marks: int) -> bytes:
    """Pages with nothing but small marks, which take long to be looked at."""
    target = io.BytesIO()
    canvas = Canvas(target, A4, pageCompression=1)
    for page in range(pages):
        for mark in range(marks):
            canvas.rect(20 + (mark * 7) % 550, 20 + (mark * 13 + page) % 800, 3, 2)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def page(*years: int, tags: int = 0) -> bytes:
    """Reports below each other on one web page, among as many tags as are asked for."""
    parts = [_decoded(report(year, "html")) for year in years]
    return ("<html><body>" + "<i></i>" * tags + "".join(parts) + "</body></html>").encode()


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def text(*years: int, filler: int = 0) -> bytes:
    """Reports below each other in one text, behind so many characters of other words."""
    return ("无关的话。\n" * (filler // 6)).encode() + b"\n".join(
        report(y, "tab rows") for y in years
    )


def docx(*years: int, filler: int = 0) -> bytes:
    """Reports below each other in one Word file, with so many paragraphs of other words."""
    files = [zipfile.ZipFile(io.BytesIO(report(year, "docx"))) for year in years]
    bodies = [f.read("word/document.xml").decode() for f in files]
    inner = [b[b.index("<w:body>") + 8 : b.index("</w:body>")] for b in bodies]
    more = "<w:p><w:r><w:t>无关的话。</w:t></w:r></w:p>" * filler
    head, foot = bodies[0].split("<w:body>")[0], bodies[0].split("</w:body>")[1]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as whole:
        for entry in files[0].namelist():
            if entry != "word/document.xml":
                whole.writestr(entry, files[0].read(entry))
        joined = "".join([*inner, more])
        whole.writestr("word/document.xml", f"{head}<w:body>{joined}</w:body>{foot}")
    return target.getvalue()
