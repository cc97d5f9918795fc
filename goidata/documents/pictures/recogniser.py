"""Recognises the scan or picture that comes by standard input, in a process of its own.

`python -m goidata.documents.pictures.recogniser` writes how many pages there are, and then what
`page.told` tells of the parts of each page that it looks at, each a line of JSON. With arguments,
only the part of one page is looked at: its number, left, top, right and bottom in points. Any fault
of the file ends it with a traceback.
"""

from __future__ import annotations

import json
import sys

from goidata.documents.drawn import page_count, page_part, pictures
from goidata.documents.pictures.engine import Engine
from goidata.documents.pictures.halves import pages
from goidata.documents.pictures.looks import FIGURES, FOR
from goidata.documents.pictures.page import told

SECONDS = 60  # of processor time, of a picture of a page or two; a page takes three to five


def main() -> int:
    """Reads standard input; gives the exit code."""
    import cv2

    cv2.setNumThreads(1)
    data = sys.stdin.buffer.read()
    print(1 if len(sys.argv) > 1 else page_count(data), flush=True)
    engine = Engine(FIGURES, FOR)
    _may_take(SECONDS)
    for picture, scale in page_part(data, *sys.argv[1:]) if len(sys.argv) > 1 else pictures(data):
        print(json.dumps([told(*part, engine) for part in pages(picture, scale)]), flush=True)
        _may_take(SECONDS)
    return 0


def _may_take(seconds: int) -> None:
    """Ends this process where the next page takes more processor time, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    own = resource.getrusage(resource.RUSAGE_SELF)
    most = int(own.ru_utime + own.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    sys.exit(main())
