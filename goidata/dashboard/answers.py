"""What was worked out for one visitor and serves all: as much as fits a bound in bytes.

The least recently wanted goes first. What several visitors want at once is worked out once.
"""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import wraps
from inspect import signature
from threading import Event, Lock
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any, ParamSpec, TypeVar

import numpy as np
import pandas as pd

LARGEST = 128 * 1024 * 1024  # bytes of all that is kept
_PLAIN = frozenset((str, bytes, int, float, bool, type(None)))
_WHOLE = (type, FunctionType, BuiltinFunctionType, ModuleType)  # of which nothing is kept by us

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class _Coming:
    """What is being worked out."""

    done: Event = field(default_factory=Event)


class Answers:
    """Values by keys, the sum of whose sizes is at most `largest` bytes; safe among threads."""

    def __init__(self, largest: int = LARGEST) -> None:
        self.largest, self.size = largest, 0
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._coming: dict[Hashable, _Coming] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under `key`, or what `make` gives, kept from now on unless it fails. Who
        asks while it is made waits for it."""
        while True:
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    found: T = self._kept[key][0]
                    return found
                coming = self._coming.get(key)
                if coming is None:
                    mine = self._coming[key] = _Coming()
                    break
            coming.done.wait()
        try:
            value = make()
            self._keep(key, value)
            return value
        finally:  # where it failed, one of those who wait tries next
            with self._lock:
                del self._coming[key]
            mine.done.set()

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self.size = 0

    def _keep(self, key: Hashable, value: Any) -> None:
        size = size_of(value)
        if size > self.largest:
            return
        with self._lock:
            self._kept[key] = value, size
            self.size += size
            while self.size > self.largest:
                _, (_, freed) = self._kept.popitem(last=False)
                self.size -= freed


ANSWERS = Answers()


def shared(function: Callable[P, T]) -> Callable[P, T]:
    """`function`, whose results are kept in ANSWERS by its arguments; those whose names begin with
    an underscore do not count."""
    names = list(signature(function).parameters)
    counted = [at for at, name in enumerate(names) if not name.startswith("_")]
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def kept(*a: P.args, **k: P.kwargs) -> T:
        assert not k, "arguments are told by their places"
        key = name, *(_frozen(a[at]) for at in counted)
        return ANSWERS.get(key, lambda: function(*a, **k))

    return kept


def size_of(value: object) -> int:
    """The bytes that a value takes in memory, all that it holds included."""
    total, seen, waiting = 0, set[int](), [value]
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        if type(each) in _PLAIN:  # as most are
            total += sys.getsizeof(each)
            continue
        if isinstance(each, _WHOLE):
            continue
        if isinstance(each, pd.DataFrame):
            total += int(each.index.memory_usage(deep=True))
            total += _columns(*(column for _, column in each.items()))
        elif isinstance(each, (pd.Series, pd.Index)):
            total += _columns(each)
        else:
            total += each.nbytes if isinstance(each, np.ndarray) else sys.getsizeof(each)
            waiting.extend(_held(each))
    return total


def _columns(*columns: pd.Series | pd.Index) -> int:
    """The bytes of columns and of the texts in them; pandas says the same (`memory_usage`), at ten
    times the cost for the few rows of an answer."""
    total = 0
    for each in columns:
        held = each.array
        total += held.nbytes
        if isinstance(each.dtype, pd.StringDtype) or each.dtype == object:
            total += sum(map(sys.getsizeof, held))
    return total


def _held(value: object) -> Iterator[object]:
    """What a value refers to."""
    if isinstance(value, Mapping):
        yield from value.keys()
        yield from value.values()
    elif isinstance(value, (list, tuple, set, frozenset)):
        yield from value
    elif isinstance(value, (str, bytes, int, float)):
        return
    yield from getattr(value, "__dict__", {}).values()
    for each in type(value).__mro__:
        slots = each.__dict__.get("__slots__", ())
        for slot in (slots,) if isinstance(slots, str) else slots:
            if slot != "__dict__" and hasattr(value, slot):
                yield getattr(value, slot)


def _frozen(value: Any) -> Hashable:
    """A value by which answers are told apart: 1, 1.0 and True are three. Raises TypeError for one
    that may change."""
    if isinstance(value, (list, tuple)):
        return type(value).__name__, *map(_frozen, value)
    if isinstance(value, Mapping):
        return "mapping", *((_frozen(key), _frozen(each)) for key, each in value.items())
    if isinstance(value, (set, frozenset)):
        return "set", frozenset(map(_frozen, value))
    hash(value)
    return type(value).__name__, value
