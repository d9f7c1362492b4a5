"""Real sockets, and a server that does what servers do: drops connections, refuses tickets, restarts, sends twice."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

import pytest
from alpaco_client import Alpaco, StreamLost
from alpaco_client.http import Http
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

from tests.unit.client.fakes_client import FakeSend, answer, frame, no_sleep

JOB = [frame(1, "accepted"), frame(2), frame(3), frame(4, "gate"), frame(5, "done", outcome="verified")]
Act = Callable[["Script", ServerConnection, int], None]


@dataclass
class Script:
    """What each connection does, in order; the last goes on for all others. `resumed` is what clients asked from."""

    acts: list[Act]
    tickets: set[str] = field(default_factory=set)
    resumed: list[int] = field(default_factory=list)
    seen: int = 0

    def speak(self, connection: ServerConnection) -> None:
        act = self.acts[min(self.seen, len(self.acts) - 1)]
        self.seen += 1
        try:
            after_seq = int(json.loads(connection.recv()).get("after_seq", 0))
            self.resumed.append(after_seq)
            act(self, connection, after_seq)
        except ConnectionClosed:
            """The client has what it wanted."""

    def admit(self, connection: ServerConnection, request: Request) -> Response | None:
        """A ticket lets one connection in."""
        (ticket,) = parse_qs(urlsplit(request.path).query)["ticket"]
        if ticket in self.tickets:
            self.tickets.remove(ticket)
            return None
        return Response(HTTPStatus.UNAUTHORIZED, "Unauthorized", Headers({"Content-Length": "0"}), b"")


def whole(_script: Script, connection: ServerConnection, after_seq: int) -> None:
    """All that was missed, each frame twice."""
    for text in [text for text in JOB[after_seq:] for _ in range(2)]:
        connection.send(text)
    connection.recv()


def cut_after(frames: int) -> Act:
    """The wire is cut in mid-stream: no closing handshake."""

    def act(_script: Script, connection: ServerConnection, after_seq: int) -> None:
        for text in JOB[after_seq : after_seq + frames]:
            connection.send(text)
        connection.socket.shutdown(socket.SHUT_RDWR)

    return act


def goes_away(_script: Script, connection: ServerConnection, after_seq: int) -> None:
    """As API Gateway does after two hours: a closing handshake."""
    connection.send(JOB[after_seq])
    connection.close(1001, "Going away")


@contextmanager
def listening(script: Script, port: int = 0) -> Iterator[int]:
    with serve(script.speak, "127.0.0.1", port, process_request=script.admit) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield _port(server)


def _port(server: Server) -> int:
    return int(server.socket.getsockname()[1])


def client(port: int, *tickets: str, sleep: Callable[[float], None] = no_sleep) -> tuple[Alpaco, FakeSend]:
    """One that buys these tickets, one after the other."""
    send = FakeSend([answer({"ticket": ticket}, 201) for ticket in tickets])
    return Alpaco("http://x", f"ws://127.0.0.1:{port}", "key", Http(send, sleep)), send


def followed(alpaco: Alpaco) -> list[int]:
    return [shown.seq for shown in alpaco.follow("g1")]


@pytest.mark.parametrize("act", [cut_after(2), goes_away, cut_after(0)], ids=["cut", "goes-away", "cut-at-once"])
def test_stream_that_drops_goes_on_where_it_was(act: Act) -> None:
    script = Script([act, act, whole], {"t1", "t2", "t3"})
    with listening(script) as port:
        alpaco, _ = client(port, "t1", "t2", "t3")
        assert followed(alpaco) == [1, 2, 3, 4, 5]
    assert script.resumed[0] == 0
    assert sorted(script.resumed) == script.resumed


def test_expired_ticket_is_replaced_by_a_fresh_one() -> None:
    script = Script([cut_after(3), whole], {"t1", "t3"})
    with listening(script) as port:
        alpaco, send = client(port, "t1", "expired", "t3")
        assert followed(alpaco) == [1, 2, 3, 4, 5]
    assert script.resumed == [0, 3]
    assert send.answers == []


def test_server_that_restarts_is_found_again() -> None:
    first, second = Script([cut_after(1)], {"t1"}), Script([whole], {"t3"})
    meanwhile: list[Callable[[], object]] = []

    def sleep(_seconds: float) -> None:
        meanwhile.pop(0)()

    with ExitStack() as stack:
        with listening(first) as port:
            alpaco, _ = client(port, "t1", "t2", "t3", sleep=sleep)
            frames = alpaco.follow("g1")
            assert next(frames).seq == 1
        # Nobody is there at the first try after the cut.
        meanwhile += [lambda: None, lambda: stack.enter_context(listening(second, port))]
        assert [shown.seq for shown in frames] == [2, 3, 4, 5]
    assert second.resumed == [1]


def test_server_that_stays_away_is_given_up() -> None:
    with listening(Script([whole])) as port:
        pass
    alpaco, _ = client(port, *"1234567")
    with pytest.raises(StreamLost, match="cannot be made again"):
        followed(alpaco)


def test_throttled_ticket_is_bought_when_the_service_says() -> None:
    waited: list[float] = []
    send = FakeSend([answer({}, 429, {"retry-after": "7"}), answer({"ticket": "t1"}, 201)])
    with listening(Script([whole], {"t1"})) as port:
        alpaco = Alpaco("http://x", f"ws://127.0.0.1:{port}", "key", Http(send, waited.append))
        assert followed(alpaco) == [1, 2, 3, 4, 5]
    assert waited == [7.0]
