"""Sends webhooks, to addresses of the public internet only, and keeps those that are to be sent in a queue."""

from __future__ import annotations

import http.client
import logging
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from threading import Timer
from typing import Any

from chalicelib.adapters.aws import translated
from chalicelib.domain.webhooks import Target, is_public
from chalicelib.usecases.webhooks import TargetRefused

log = logging.getLogger(__name__)

CONNECT_S = 5.0
# For everything together: a receiver that answers drop by drop is one that does not answer.
WHOLE_S = 10.0
USER_AGENT = "alpaco-webhooks/1"

Resolve = Callable[[str, int], Sequence[str]]


def addresses_of(host: str, port: int) -> list[str]:
    """Those of IPv4 first: not every network of ours has the other."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in sorted(found, key=lambda item: item[0] != socket.AF_INET)))


class WebhookSender:
    """The name is resolved once, every address is checked, and the connection goes to the one that was checked: what
    the name leads to a moment later does not matter. Redirections are not followed.
    """

    def __init__(self, *, local: bool, resolve: Resolve = addresses_of, whole_s: float = WHOLE_S) -> None:
        self._local = local
        self._resolve = resolve
        self._whole_s = whole_s

    def post(self, target: Target, headers: Mapping[str, str], body: bytes) -> int | None:
        """The status of the answer; None if there was none in time. Raises TargetRefused."""
        try:
            connection = _connection(target, self._address(target))
            return self._answer(connection, target.path, headers, body)
        except (OSError, http.client.HTTPException, UnicodeError) as exc:
            log.info("webhook_not_sent", extra={"error": type(exc).__name__})
            return None

    def _address(self, target: Target) -> str:
        addresses = self._resolve(target.host, target.port)
        if not self._local and not all(map(is_public, addresses)):
            raise TargetRefused("the host has an address that is not public")
        return addresses[0]

    def _answer(
        self, connection: http.client.HTTPConnection, path: str, headers: Mapping[str, str], body: bytes
    ) -> int | None:
        connection.connect()
        watch = Timer(self._whole_s, _cut, (connection.sock,))
        watch.daemon = True
        watch.start()
        try:
            named = {"Content-Type": "application/json", "User-Agent": USER_AGENT, **headers}
            connection.request("POST", path, body=body, headers=named)
            return connection.getresponse().status
        finally:
            watch.cancel()
            connection.close()


def _cut(sock: socket.socket) -> None:
    """Whoever reads from it reads its end."""
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _connection(target: Target, address: str) -> http.client.HTTPConnection:
    if target.scheme == "https":
        return _PinnedHttps(target, address)
    return http.client.HTTPConnection(address, target.port, timeout=CONNECT_S)


class _PinnedHttps(http.client.HTTPSConnection):
    """Connects to an address; the certificate must be that of the name."""

    def __init__(self, target: Target, address: str) -> None:
        self._tls = ssl.create_default_context()
        self._address = address
        super().__init__(target.host, target.port, timeout=CONNECT_S, context=self._tls)

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), CONNECT_S)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)


class SqsOutbox:
    def __init__(self, client: Any, queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def put(self, message: str, delay_s: int) -> None:
        with translated("webhook queue"):
            self._client.send_message(QueueUrl=self._queue_url, MessageBody=message, DelaySeconds=delay_s)
