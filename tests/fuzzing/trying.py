"""One target fuzzed in this process (atheris, libFuzzer): `python tests/fuzzing/trying.py TARGET
CORPUS FOUND [options of libFuzzer]`. What is found is kept, and the search goes on.

Found is whatever is no Refusal with a promised code, and what takes seconds for so few bytes.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
import time
import traceback
from pathlib import Path

import atheris

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]
sys.modules["rapidocr_onnxruntime"] = None  # seconds for each picture
SLOW = 5.0  # seconds of a processor, while ways are counted: about two without

with atheris.instrument_imports(
    include=["goidata", *filter(None, sys.argv[4].split(","))], enable_loader_override=False
):
    from fuzzing.targets import TARGETS

    for reader in ("html", "mhtml", "pdf", "sheet", "word"):  # which are loaded when a file asks
        importlib.import_module(f"goidata.documents.{reader}")

from goidata.errors import Refusal  # noqa: E402


def main() -> None:
    name, corpus, found = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    target = TARGETS[name]
    corpus.mkdir(parents=True, exist_ok=True)
    found.mkdir(parents=True, exist_ok=True)
    for data in target.seeds():
        (corpus / hashlib.sha1(data).hexdigest()).write_bytes(data)

    def bear(data: bytes) -> None:
        begun = time.process_time()
        try:
            target.run(data)
        except Refusal:
            pass
        except Exception as error:
            keep(found, name, where(error), data, traceback.format_exc())
        if time.process_time() - begun > SLOW:
            keep(found, name, "slow", data, f"{time.process_time() - begun:.1f} s")

    longest = max([target.longest, *(len(each) for each in target.seeds())])
    options = [f"-max_len={longest}", "-timeout=60", "-rss_limit_mb=1500", *sys.argv[5:]]
    atheris.Setup([sys.argv[0], str(corpus), *options], bear)
    atheris.Fuzz()


def where(error: Exception) -> str:
    """What an error is and the last place of ours that it came through: one finding each."""
    places = traceback.extract_tb(error.__traceback__)
    ours = [each for each in places if "goidata" in each.filename] or places
    return f"{type(error).__name__}-{Path(ours[-1].filename).stem}-{ours[-1].name.strip('<>')}"


def keep(found: Path, target: str, kind: str, data: bytes, told: str) -> None:
    """Keep the shortest that shows a finding."""
    file = found / f"{target}-{kind}"
    if not file.exists() or file.stat().st_size > len(data):
        file.write_bytes(data)
        file.with_suffix(".txt").write_text(told, "utf-8")


if __name__ == "__main__":
    main()
