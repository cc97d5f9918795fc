"""What a sheet is called as a file: whose it is and of which year, safe on every system."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

from goidata.dashboard.records import Record
from goidata.dashboard.words import Words

_UNSAFE = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
_LONGEST = 80  # characters; with the ending, 255 bytes of UTF-8


def file_name(row: Record, kind: str, say: Words) -> str:
    """退回单_大通区人民政府办公室_2023.xlsx, of a report with its `unit` and `year`."""
    name = _UNSAFE.sub("-", f"{say('returns.title')}_{row['unit']}")[: _LONGEST - 10]
    return f"{name}_{row['year']}.{kind}"


def archive_bytes(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files by their names in one zip archive; of two of one name, the second is numbered."""
    out, met = io.BytesIO(), dict[str, int]()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:  # the files are packed already
        for name, content in files:
            met[name] = met.get(name, 0) + 1
            stem, _, kind = name.rpartition(".")
            archive.writestr(name if met[name] == 1 else f"{stem}_{met[name]}.{kind}", content)
    return out.getvalue()
