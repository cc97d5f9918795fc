"""Pages worked out at the same time: no more than the turns there are, and in the order asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import pytest

from goidata.dashboard.turns import Turns

PATIENCE = 30


def test_no_more_than_so_many_are_worked_out_at_once() -> None:
    turns, lock, now, most = Turns(3), Lock(), [0], [0]
    full = Event()

    def work(_: int) -> None:
        with turns.turn():
            with lock:
                now[0] += 1
                most[0] = max(most[0], now[0])
                if now[0] == 3:
                    full.set()
            assert full.wait(PATIENCE)  # nobody goes before all three are in
            with lock:
                now[0] -= 1

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(work, range(12)))
    assert (now, most) == ([0], [3])


def test_who_has_waited_longest_is_next() -> None:
    turns, order = Turns(1), []
    with ThreadPoolExecutor(5) as pool:
        with turns.turn():
            waiting = []
            for number in range(5):
                waiting.append(pool.submit(_take, turns, order, number))
                while len(turns._waiting) <= number:
                    assert not waiting[number].done()
        for each in waiting:
            each.result(PATIENCE)
    assert order == [0, 1, 2, 3, 4]


def test_a_page_that_fails_or_is_left_gives_its_turn_on() -> None:
    turns = Turns(1)
    for stopped in (ValueError, KeyboardInterrupt):
        with pytest.raises(stopped), turns.turn():
            raise stopped
    with turns.turn():
        pass


def _take(turns: Turns, order: list[int], number: int) -> None:
    with turns.turn():
        order.append(number)
