"""Posting to WebSocket connections through Chalice's client, on AWS and on an embedded AWS."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from botocore.config import Config as ClientConfig
from botocore.exceptions import BotoCoreError, ClientError
from chalice.app import WebsocketAPI, WebsocketDisconnectedError

log = logging.getLogger(__name__)

# A connection that does not take its frame in time catches up with `resume`: the job never waits for it.
QUICK = ClientConfig(connect_timeout=1, read_timeout=3, retries={"total_max_attempts": 1})
INSISTENCE_PAUSES_S = (0.05, 0.2, 0.8)


class ManagementSession:
    """The session that Chalice's client takes: Chalice asks for the endpoint of AWS, this finds an embedded one's."""

    def __init__(self, session: Any, endpoint_url: str | None) -> None:
        self._session = session
        self._endpoint_url = endpoint_url

    def client(self, service_name: str, endpoint_url: str) -> Any:
        url = management_url(endpoint_url, self._endpoint_url)
        return self._session.client(service_name, endpoint_url=url, config=QUICK)


def management_url(websocket_url: str, endpoint_url: str | None) -> str:
    """Where connections of that WebSocket API are posted to: itself on AWS, below `endpoint_url` if there is one."""
    if not endpoint_url:
        return websocket_url
    parts = urlsplit(websocket_url)
    api_id = parts.netloc.split(".")[0]
    return f"{endpoint_url.rstrip('/')}/_aws/execute-api/{api_id}{parts.path}"


class Connections:
    """The link to the connections of one WebSocket API."""

    def __init__(
        self,
        session: Any,
        websocket_url: str,
        endpoint_url: str | None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._api = WebsocketAPI()
        self._api.session = ManagementSession(session, endpoint_url)
        parts = urlsplit(websocket_url)
        self._api.configure(parts.netloc, parts.path.strip("/"))
        self._sleep = sleep

    def post(self, connection_id: str, message: str, *, insist: bool = False) -> bool:
        """Sends a message; False if the connection is gone. With `insist`, throttling is waited out for a second."""
        for pause_s in (*INSISTENCE_PAUSES_S, None) if insist else (None,):
            try:
                self._api.send(connection_id, message)
                return True
            except WebsocketDisconnectedError:
                return False
            except (ClientError, BotoCoreError) as exc:
                if pause_s is None:
                    log.warning("push_failed", extra={"connection_id": connection_id, "error": type(exc).__name__})
                else:
                    self._sleep(pause_s)
        return True
