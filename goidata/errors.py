"""The small family of errors that the library raises; the command line turns each into one line."""

from __future__ import annotations


class GoidataError(Exception):
    """Something the reader must be told; `code` names it for programs.

    `zh` and `en` say in one sentence what is wrong, where, and what to do.
    """

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.code = code
        self.zh = zh
        self.en = en

    def message(self, language: str = "zh") -> str:
        """The sentence in `language` ("zh" or "en")."""
        return self.en if language == "en" else self.zh


class Refusal(GoidataError):
    """A file that is not read: its `code` is one of the refusal codes promised to users."""


class DatabaseError(GoidataError):
    """A database that is absent, unreadable or not ours."""


class UsageError(GoidataError):
    """A request that names something that does not exist."""
