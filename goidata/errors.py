"""The small family of errors that the library raises; the command line turns each into one line."""

from __future__ import annotations

from typing import ClassVar, Self

from goidata.wording import Both, both


class GoidataError(Exception):
    """Something the reader must be told; `code` names it for programs.

    `zh` and `en` say in one sentence what is wrong, where, and what to do.
    """

    declared: ClassVar[str]  # the file of its sentences

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.code = code
        self.zh = zh
        self.en = en

    @classmethod
    def of(cls, name: str, /, **details: object) -> Self:
        """The error said as declared under `name`, whose first part is its code."""
        return cls(name.partition(".")[0], *both(f"{cls.declared}.{name}", **details))

    def __reduce__(self) -> tuple[type[Self], tuple[str, str, str]]:
        return type(self), (self.code, self.zh, self.en)  # it may come from another process

    def message(self, language: str = "zh") -> str:
        """The sentence in `language` ("zh" or "en")."""
        return Both(self.zh, self.en).named(language)


class Refusal(GoidataError):
    """A file that is not read: its `code` is one of the refusal codes promised to users."""

    declared = "refusals"


class DatabaseError(GoidataError):
    """A database that is absent, unreadable or not ours."""

    declared = "database"


class UsageError(GoidataError):
    """A request that names something that does not exist."""

    declared = "usage"


class ReadersError(GoidataError):
    """Those who read files for a load are lost; what was stored before stays."""

    declared = "readers"
