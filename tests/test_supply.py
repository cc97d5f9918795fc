"""What is installed is what was tested: versions, hashes, licences, and builds that repeat."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import licences
import locking
import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKED = sorted((ROOT / "docs" / "deploy" / "locked").glob("*.txt"))


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def exact() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").split()
    return {canonical(name): version for name, version in (each.split("==") for each in lines)}


@pytest.mark.parametrize("file", LOCKED, ids=lambda file: file.stem)
def test_every_package_has_the_version_that_was_tested_and_hashes(file: Path) -> None:
    text = file.read_text("utf-8")
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    pinned = dict(licences.PINNED.findall(text))
    assert pinned and pinned == {each: exact()[canonical(each)] for each in pinned}
    assert set(locking.packages(text)) == set(pinned)


def test_all_that_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    locked = {canonical(name) for name in licences.packages()}
    asked = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    assert {canonical(re.split(r"[<>=;\[ ]", each)[0]) for each in asked} <= locked
    assert set(exact()) == locked


def test_a_package_with_another_hash_is_not_installed(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    made = tmp_path / "made-1-py3-none-any.whl"
    made.write_bytes(b"PK\x05\x06" + bytes(18))
    wrong.write_text(f"made==1 --hash=sha256:{hashlib.sha256(b'').hexdigest()}\n", "utf-8")
    pip = [sys.executable, "-m", "pip", "install", "--require-hashes", "--no-index", "--no-deps"]
    command = [
        *pip,
        "--find-links",
        str(tmp_path),
        "--target",
        str(tmp_path / "to"),
        "-r",
        str(wrong),
    ]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode and not (tmp_path / "to").exists()


def test_no_licence_binds_the_whole() -> None:
    found = list(licences.licences())
    assert len(found) > 50
    assert [each for each in found if not each.allowed] == []


@pytest.mark.parametrize(
    ("said", "allowed"),
    [
        *[(each, True) for each in ("MIT", "BSD-3-Clause", "LGPL-2.1", "MPL-2.0 AND MIT")],
        *[(each, True) for each in ("GPL-2.0 OR MIT", "Apache Software License")],
        *[(each, False) for each in ("AGPL-3.0", "GPL-3.0-only", "", "Proprietary")],
        ("GNU Affero General Public License v3", False),
        ("GNU General Public License v2 (GPLv2)", False),
    ],
)
def test_which_licences_are_allowed(said: str, allowed: bool) -> None:
    assert licences.Licence("a", "1", said).allowed is allowed


@pytest.mark.long
@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_what_is_built_twice_is_the_same(kind: str, tmp_path: Path) -> None:
    digests = set()
    for name in ("once", "again"):
        folder = tmp_path / name
        command = [sys.executable, "-m", "hatchling", "build", "--target", kind]
        subprocess.run(
            [*command, "--directory", str(folder)], cwd=ROOT, check=True, capture_output=True
        )
        (built,) = folder.iterdir()
        digests.add(hashlib.sha256(built.read_bytes()).hexdigest())
    assert len(digests) == 1
