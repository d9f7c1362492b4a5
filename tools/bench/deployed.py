"""The whole way through a deployed service: from a chunk of its model's server to a frame at a WebSocket client."""

from __future__ import annotations

import json
import time

from websockets.sync.client import connect

from tools.bench.chunks import NotingServer, numbers

REQUEST = {"action": "generate", "prompt": "anything at all", "difficulty": "easy", "language": "en"}
FRAME_TIMEOUT_S = 120


def through_service(_server: NotingServer, websocket_url: str) -> tuple[dict[int, float], int]:
    """When the frame of each chunk arrived, and how many frames there were; the generation is cancelled then."""
    arrived: dict[int, float] = {}
    with connect(websocket_url, open_timeout=FRAME_TIMEOUT_S) as socket:
        socket.send(json.dumps({**REQUEST, "request_id": f"bench-{time.time_ns()}"}))
        frames = 0
        while True:
            frame = json.loads(socket.recv(timeout=FRAME_TIMEOUT_S))
            now, frames = time.monotonic(), frames + 1
            for number in numbers(str(frame["data"].get("text", ""))):
                arrived.setdefault(number, now)
            is_over = frame["type"] == "stage" and frame["data"]["attempt"] > 1
            if is_over or frame["type"] in ("done", "failed", "error"):
                socket.send(json.dumps({"action": "cancel", "job_id": frame["job_id"]}))
                return arrived, frames
