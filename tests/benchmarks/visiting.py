"""One visitor over a real socket, who speaks with the server as its page in a browser does: each
choice is sent as a run of the script, and everything is received that would be drawn."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 120  # seconds for an answer
_ENDED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR)


@dataclass(slots=True)
class Visitor:
    """`received` is in bytes; `failed` counts errors shown, and runs that did not succeed."""

    socket: ClientConnection
    page: str
    received: int = 0
    failed: int = 0

    async def choose(self, words: dict[str, str]) -> float:
        """Seconds from a choice, as it stands in the address, to the end of all that is drawn."""
        asked = BackMsg()
        asked.rerun_script.query_string = urlencode(words)
        asked.rerun_script.page_name = self.page
        began = time.perf_counter()
        await self.socket.send(asked.SerializeToString())
        begun = False  # what a run before has left to say is not the answer
        async with asyncio.timeout(PATIENCE):
            while True:
                raw = await self.socket.recv()
                self.received += len(raw)
                told = ForwardMsg.FromString(raw)
                begun |= told.WhichOneof("type") == "new_session"
                if self._ends(told) and begun:
                    return time.perf_counter() - began

    def _ends(self, told: ForwardMsg) -> bool:
        """Whether a run has come to its end; one that is cut short is followed by another."""
        kind = told.WhichOneof("type")
        if kind == "delta" and told.delta.WhichOneof("type") == "new_element":
            self.failed += told.delta.new_element.WhichOneof("type") == "exception"
        if kind != "script_finished" or told.script_finished not in _ENDED:
            return False
        self.failed += told.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY
        return True


@asynccontextmanager
async def visiting(address: str, page: str) -> AsyncIterator[Visitor]:
    """A visitor of a page, by the name in its address ("" for the first)."""
    stream = f"{address.replace('http', 'ws', 1)}_stcore/stream"
    async with connect(
        stream,
        subprotocols=["streamlit", "xsrf", "none"],  # type: ignore[list-item]
        max_size=None,
        origin=address.rstrip("/"),  # type: ignore[arg-type]
    ) as socket:
        yield Visitor(socket, page)
