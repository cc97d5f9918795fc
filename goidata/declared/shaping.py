"""Values of a TOML file as the types that a dataclass names, with every fault found on the way.

A class may read itself: `declared(value)` gives the instance, or raises ValueError. A field marked
KEY takes the name of its entry; one with `metadata={"key": …}` is called so in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from goidata.declared.faults import Fault, no_such, wrong

KEY = {"entry": True}  # metadata of a field that takes the entry's name
_NAMES = {str: ("文字", "text"), int: ("整数", "a whole number"), bool: ("true 或 false",) * 2}
_NAMES |= {float: ("数", "a number"), tuple: ("列表", "a list"), dict: ("一组项", "a table")}


class Slot(NamedTuple):
    """A field of a declared class: its name in the file and in the class, its type, whether it must
    be there, whether it takes the entry's name, and what its values are called."""

    key: str
    name: str
    kind: Any
    required: bool
    is_entry: bool
    what: str


class Builder:
    """Makes typed values of one file; `faults` are those met."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def make(self, kind: Any, value: Any, entry: str, what: str = "kind") -> Any:
        """`value` as `kind`; None where that is not possible, which is then among the faults."""
        if kind is Any or type(value) is kind:
            return value
        origin = get_origin(kind)
        if origin in (Union, UnionType):
            return self.make(next(k for k in get_args(kind) if k is not NoneType), value, entry)
        if origin is Literal:
            return self._one_of(get_args(kind), value, entry, what)
        if hasattr(kind, "declared"):
            return self._read_by_itself(kind, value, entry)
        if is_dataclass(kind) or hasattr(kind, "_fields"):
            return self._instance(kind, value, entry)
        if origin in (tuple, frozenset):
            return self._several(origin, get_args(kind)[0], value, entry)
        if origin is not None:
            return self._table(get_args(kind)[1], value, entry)
        return self._plain(kind, value, entry)

    def _plain(self, kind: type, value: Any, entry: str) -> Any:
        if kind is float and type(value) is int:
            return value
        return value if type(value) is kind else self._mistaken(kind, entry)

    def _one_of(self, known: tuple[Any, ...], value: Any, entry: str, what: str) -> Any:
        if value in known:
            return value
        self.faults.append(no_such(self.file, entry, what, str(value), map(str, known)))
        return None

    def _read_by_itself(self, kind: Any, value: Any, entry: str) -> Any:
        try:
            return kind.declared(value)
        except ValueError as error:
            zh, en = error.args if len(error.args) == 2 else (str(error),) * 2
            self.faults.append(wrong(self.file, entry, zh, en))
            return None

    def _several(self, kind: Any, of: Any, value: Any, entry: str) -> Any:
        if kind is frozenset and isinstance(value, str):
            value = [value]  # a set of one
        if not isinstance(value, list):
            return self._mistaken(tuple, entry)
        if of is str and all(type(each) is str for each in value):
            return kind(value)  # nearly all of them: half the time of a start is spent here
        return kind(self.make(of, each, f"{entry}[{n}]") for n, each in enumerate(value, 1))

    def _table(self, of: Any, value: Any, entry: str) -> Any:
        if not isinstance(value, dict):
            return self._mistaken(dict, entry)
        return {key: self.make(of, each, _path(entry, key)) for key, each in value.items()}

    def _instance(self, kind: Any, value: Any, entry: str) -> Any:
        if isinstance(value, list) and len(value) == len(getattr(kind, "_fields", ())):
            value = dict(zip(kind._fields, value, strict=True))
        if not isinstance(value, dict):
            return self._mistaken(dict, entry)
        slots = {slot.key: slot for slot in slots_of(kind)}
        before = len(self.faults)
        for key in value:
            if key not in slots:
                at = _path(entry, key)
                self.faults.append(no_such(self.file, at, "key", key, slots))
        made = dict(self._filled(slots, value, entry))
        return kind(**made) if len(self.faults) == before else None

    def _filled(
        self, slots: Mapping[str, Slot], value: Mapping[str, Any], entry: str
    ) -> Iterator[tuple[str, Any]]:
        for key, slot in slots.items():
            if slot.is_entry and key not in value:
                yield slot.name, entry.rpartition("\0")[2]
            elif key in value:
                yield slot.name, self.make(slot.kind, value[key], _path(entry, key), slot.what)
            elif slot.required:
                self.faults.append(wrong(self.file, entry, f"缺少 {key}", f"{key} is lacking"))

    def _mistaken(self, kind: type, entry: str) -> None:
        zh, en = _NAMES[kind]
        self.faults.append(wrong(self.file, entry, f"应为{zh}", f"must be {en}"))


def _path(entry: str, key: str) -> str:
    """Where an entry stands; the names of tables may hold dots."""
    return f"{entry}\0{key}" if entry else key


@cache
def slots_of(kind: Any) -> tuple[Slot, ...]:
    """The fields of a dataclass or named tuple that a declaration may fill."""
    hints = get_type_hints(kind)
    if not is_dataclass(kind):
        defaults = kind._field_defaults
        names = kind._fields
        return tuple(Slot(n, n, hints[n], n not in defaults, False, "kind") for n in names)
    return tuple(
        Slot(
            each.metadata.get("key", each.name),
            each.name,
            hints[each.name],
            each.default is MISSING and each.default_factory is MISSING,
            "entry" in each.metadata,
            each.metadata.get("what", "kind"),
        )
        for each in fields(kind)
        if each.metadata.get("key", each.name)
    )
