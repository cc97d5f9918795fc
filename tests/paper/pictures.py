"""Tables as pictures, as where an office pastes what it photographed or copied from a screen."""

from __future__ import annotations

import io
import random
from dataclasses import replace

from paper.portable import file
from paper.sheets import Paper, Part

RESOLUTION = 2.5  # pixels a point


def show_as_pictures(paper: Paper, *tables: str) -> None:
    """Has those tables of the paper printed as pictures, one for each page that they take."""
    for rows in paper.tables:
        if rows.table in tables:
            part = Part(0, "", [], replace(rows, pictures=[]))
            alone = Paper("", [], [part], [], {})
            rows.pictures = pages(file(alone, random.Random(1))[0])


def pages(data: bytes) -> list[bytes]:
    """The pages of a PDF as pictures without their margins."""
    import pypdfium2
    from PIL import ImageOps

    made = []
    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        picture = document[number].render(scale=RESOLUTION).to_pil().convert("RGB")
        width, height = picture.size
        picture = picture.crop((0, 0, width, round(height * 0.93)))  # the page number
        box = ImageOps.invert(picture.convert("L")).getbbox()
        stream = io.BytesIO()
        if box:
            left, top, right, bottom = box
            picture.crop((left - 8, top - 8, right + 8, bottom + 8)).save(stream, "PNG")
            made.append(stream.getvalue())
    return made
