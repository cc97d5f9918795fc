"""How data that are published are called, licensed and cited."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from goidata.tables import as_printed
from goidata.tables.described import both, column, table, text
from goidata.wording import LANGUAGES, spanned

# What the compilation may be given away under, by the name that machines know.
LICENCES = ("CC-BY-4.0", "CC0-1.0", "ODbL-1.0")


def _licence(name: str) -> tuple[str, str]:
    """The name and the address of one of LICENCES."""
    return text(f"{name}.name", "en"), text(f"{name}.address", "en")


@dataclass(frozen=True, slots=True)
class Edition:
    """One publication of the data: by whom, when, under what, which state, how much."""

    publisher: str
    made: date
    licence: str
    version: str
    years: tuple[int, ...]
    reports: int
    figures: int
    synthetic: bool

    def description(self, language: str) -> str:
        return text(
            "description",
            language,
            reports=f"{self.reports:,}",
            figures=f"{self.figures:,}",
            years=spanned(self.years, language) if self.years else "—",
        )

    def citation(self, language: str) -> str:
        """The data as a work is cited, in one line."""
        return text(
            "citation",
            language,
            publisher=self.publisher,
            title=text("title", language),
            year=self.made.year,
            version=self.version,
            date=self.made.isoformat(),
        )

    def filled(self) -> Mapping[str, str]:
        """What the page about the data says, by name and language."""
        told = {}
        for language in LANGUAGES:
            told[f"title_{language}"] = text("title", language)
            told[f"description_{language}"] = self.description(language)
            told[f"citation_{language}"] = self.citation(language)
            warned = text("synthetic", language) if self.synthetic else ""
            told[f"synthetic_{language}"] = warned and f"\n\n**{warned}**"
        return told

    def licence_text(self) -> str:
        """The licence in both languages."""
        name, address = _licence(self.licence)
        told = {"publisher": self.publisher, "name": name, "address": address}
        parts = [text("licence", language, **told) for language in LANGUAGES]
        return f"# {self.licence}\n\n" + "\n\n".join(parts) + "\n"

    def citation_file(self) -> str:
        """The citation for programs (Citation File Format 1.2), whose texts JSON quotes as YAML
        does."""
        told = {
            "cff-version": "1.2.0",
            "message": both({language: text("cite", language) for language in LANGUAGES}),
            "type": "dataset",
            "title": both({language: text("title", language) for language in LANGUAGES}),
            "abstract": self._described(),
            "version": self.version,
            "date-released": self.made.isoformat(),
            "license": self.licence,
            "authors": [{"name": self.publisher}],
        }
        lines = [f"{name}: {json.dumps(said, ensure_ascii=False)}" for name, said in told.items()]
        return "\n".join(lines) + "\n"

    def for_datasette(self) -> dict[str, Any]:
        """What Datasette says of the data as a whole."""
        name, address = _licence(self.licence)
        return {
            "title": both({language: text("title", language) for language in LANGUAGES}),
            "description": f"{self._described()} {self.version}, {self.made.isoformat()}",
            "license": name,
            "license_url": address,
            "source": both({language: text("source", language) for language in LANGUAGES}),
        }

    def package(self) -> dict[str, Any]:
        """The data as a Data Package."""
        name, address = _licence(self.licence)
        return {
            "profile": "data-package",
            "name": "goidata",
            "title": both({language: text("title", language) for language in LANGUAGES}),
            "description": self._described(),
            "version": self.version,
            "created": self.made.isoformat(),
            "licenses": [{"name": self.licence, "title": name, "path": address}],
            "sources": [
                {"title": both({language: text("source", language) for language in LANGUAGES})}
            ],
            "contributors": [{"title": self.publisher, "role": "publisher"}],
            "resources": [_long(), *_files()],
        }

    def _described(self) -> str:
        parts = {language: self.description(language) for language in LANGUAGES}
        if self.synthetic:
            parts = {each: f"{said} {text('synthetic', each)}" for each, said in parts.items()}
        return both(parts)


def _long() -> dict[str, Any]:
    fields = [
        {
            "name": name,
            "type": _type(name),
            "description": both({each: column("figures_long", name, each) for each in LANGUAGES}),
        }
        for name in as_printed.COLUMNS
    ]
    return {
        "name": "figures_long",
        "path": "figures_long.csv",
        "description": both({each: table("figures_long", each) for each in LANGUAGES}),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": ["report", "name"]},
    }


def _type(name: str) -> str:
    return {
        **dict.fromkeys(as_printed.WHOLE, "integer"),
        **dict.fromkeys(as_printed.FRACTIONS, "number"),
    }.get(name, "string")


def _files() -> list[dict[str, Any]]:
    database = {"name": "goidata", "path": "goidata.db", "format": "sqlite"}
    words = [
        {"name": f"dictionary-{each}", "path": f"dictionary.{each}.md", "format": "md"}
        for each in LANGUAGES
    ]
    return [database, *words]
