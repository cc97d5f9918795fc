"""Fuzzes readers, narrative and alignment: `python tests/fuzzing --minutes 10 [--only TARGET …]`.

In turns of a minute, each target in a process of its own. What was tried so far is kept in a folder
outside the project and gone on with; what was found lies there too. `--again FILE …` tries findings
again, each named after its target, without counting ways.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]
sys.modules["rapidocr_onnxruntime"] = None  # type: ignore[assignment]  # seconds for each picture

from fuzzing.again import FOLDER, again, findings  # noqa: E402
from fuzzing.targets import TARGETS  # noqa: E402

TURN = 60  # seconds
DONE = re.compile(r"Done (\d+) runs in (\d+) second")
WAYS = re.compile(r"\bft: (\d+)")
DEADLY = ("crash-", "oom-", "timeout-")  # what libFuzzer keeps of a process that ended


def fuzz(folder: Path, names: list[str], minutes: float) -> None:
    """Fuzz for some minutes in all; a line a turn in runs.jsonl."""
    end = time.monotonic() + minutes * 60
    while True:
        for name in names:
            seconds = min(TURN, int(end - time.monotonic()))
            if seconds < 1:
                return
            told = json.dumps(turn(folder, name, seconds))
            print(told, flush=True)
            with (folder / "runs.jsonl").open("a") as runs:
                runs.write(told + "\n")


def turn(folder: Path, name: str, seconds: int) -> dict[str, object]:
    found = folder / "found"
    found.mkdir(parents=True, exist_ok=True)
    guides = ",".join(TARGETS[name].guides)
    command = [sys.executable, str(HERE / "trying.py"), name, str(folder / "corpus" / name)]
    command += [str(found), guides, f"-max_total_time={seconds}"]
    command += [f"-artifact_prefix={found}/{name}-"]
    begun = time.monotonic()
    done = subprocess.run(
        command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=HERE
    )
    said = done.stderr.decode(errors="replace")
    (folder / f"{name}.log").write_text(said[-20_000:], "utf-8")
    if "pulse" not in said and "INITED" not in said:
        raise SystemExit(said[-3000:])
    runs, ways = DONE.findall(said), WAYS.findall(said)
    tried = int(runs[-1][0]) if runs else int(([0, *re.findall(r"^#(\d+)", said, re.M)])[-1])
    return {
        "target": name,
        "seconds": round(time.monotonic() - begun),
        "inputs": tried,
        "ways": int(ways[-1]) if ways else 0,
    }


def main() -> None:
    asked = ArgumentParser(prog="python tests/fuzzing", description=__doc__)
    asked.add_argument("--minutes", type=float, default=10)
    asked.add_argument("--folder", type=Path, default=FOLDER)
    asked.add_argument("--only", nargs="+", choices=list(TARGETS), default=list(TARGETS))
    asked.add_argument("--again", nargs="*", type=Path)
    given = asked.parse_args()
    if given.again is not None:
        for file in given.again or findings(given.folder):
            end, seconds = again(file)
            print(f"{file.name}: {end or 'read or refused'}, {seconds:.2f} s", flush=True)
        return
    given.folder.mkdir(parents=True, exist_ok=True)
    fuzz(given.folder, given.only, given.minutes)
    print(f"found: {len(findings(given.folder))} in {given.folder / 'found'}")


if __name__ == "__main__":
    main()
