"""What is written down of visitors, and how."""

from __future__ import annotations

import json
import logging
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goidata.dashboard.server.audited import file_named
from goidata.errors import UsageError
from goidata.operating import audit, logs
from goidata.operating import settings as operating

NAMES = st.one_of(
    st.text(), st.text(min_size=400, max_size=500), st.sampled_from(["\ud800", '"\n{'])
)


@given(NAMES, NAMES)
def test_a_line_is_one_whatever_a_file_is_called(who: str, file: str) -> None:
    line = audit.line_of("upload", {"who": who, "file": file, "bytes": 3, "from": None})
    told = json.loads(line)
    assert "\n" not in line and "from" not in told
    assert (told["who"], told["file"], told["bytes"]) == (who[:300], file[:300], 3)


def test_lines_of_several_servers_do_not_mix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, file = tmp_path / "settings.toml", tmp_path / "audit.jsonl"
    settings.write_text(f'audit = "{file}"\n', "utf-8")
    monkeypatch.setenv(operating.FILE, str(settings))
    operating.settings.cache_clear()
    try:
        names = [f"{each}" * 200 for each in range(8)]
        ways = [
            threading.Thread(target=audit.record, args=("download",), kwargs={"file": each})
            for each in names * 20
        ]
        for way in ways:
            way.start()
        for way in ways:
            way.join()
        found = [json.loads(line)["file"] for line in file.read_text("utf-8").splitlines()]
    finally:
        operating.settings.cache_clear()
    assert sorted(found) == sorted(names * 20)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_that_cannot_be_written_is_told_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="none"):
        audit.must_be_writable(str(tmp_path / "none" / "audit.jsonl"))


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (b'attachment; filename="a b.csv"', "a b.csv"),
        (b"attachment; filename*=utf-8''%E8%A1%A8%22%0A.csv", '表"\n.csv'),
        (b"inline", None),
    ],
)
def test_a_download_bears_the_name_that_is_stored(said: bytes, named: str | None) -> None:
    assert file_named([(b"Content-Disposition", said)]) == named
    assert file_named([(b"content-type", said)]) is None


def test_what_is_raised_stands_in_its_line() -> None:
    try:
        raise ValueError("at\nlast")
    except ValueError as error:
        raised = type(error), error, error.__traceback__
    record = logging.LogRecord("a", logging.ERROR, "", 1, "%s failed\n", ("it",), raised)
    line = logs.Lines().format(record)
    assert "\n" not in line
    assert "ValueError: at\nlast" in json.loads(line)["raised"]
    assert json.loads(line)["message"] == "it failed\n"
