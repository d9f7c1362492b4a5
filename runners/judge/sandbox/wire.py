"""The messages between the engine and a supervisor; csrc/protocol.h is the other side of this file."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

PROTOCOL_VERSION = 1
MESSAGE_MAX = 160 * 1024
CONTROL_FD = 3


class Operation(IntEnum):
    HELLO = 1
    FILTER = 2
    RUN = 3
    KILL = 4
    SERVER = 5


FLAG_FORK_SERVER = 1
FLAG_WRITES_PROGRAM = 2
FLAG_WRITES = 4
OWN_PID = 0x7A1FA0D5

_HELLO = struct.Struct("<8I")
_FILTER = struct.Struct("<4I")
_RUN = struct.Struct("<4I7Q4I")
_REPLY = struct.Struct("<IiiI6Q96s")
REPLY_SIZE = _REPLY.size


@dataclass(frozen=True)
class Reply:
    """What the supervisor says of one finished run; `status` is the place in its list of statuses."""

    status: int
    exit_code: int
    signal: int
    surprise: int
    cpu_ns: int
    wall_ns: int
    memory_bytes: int
    output_bytes: int
    error_bytes: int
    ended_ns: int
    detail: str


@dataclass(frozen=True, eq=False)
class RunRequest:
    """One run in the supervisor's units; `filter_index` names a filter that it was given before.

    The same request serves any number of runs, and is put into bytes once.
    """

    directory: str
    program: str
    arguments: Sequence[str]
    environment: Mapping[str, str]
    filter_index: int
    gid: int
    cpu_ns: int
    wall_ns: int
    memory_bytes: int
    output_bytes: int
    error_bytes: int
    file_bytes: int
    stack_bytes: int
    processes: int
    open_files: int
    flags: int = 0

    @cached_property
    def packed(self) -> bytes:
        """The message that asks for this run. Raises ValueError as `run` does."""
        return run(self)


def hello(*, slot_uid: int, slot_gid: int, server_uid: int, guard_uid: int, landlock: bool, one_uid: bool) -> bytes:
    identity = (slot_uid, slot_gid, server_uid, guard_uid)
    return _HELLO.pack(Operation.HELLO, PROTOCOL_VERSION, *identity, landlock, one_uid)


def filter_message(index: int, program: bytes) -> bytes:
    return _FILTER.pack(Operation.FILTER, index, len(program) // 8, 0) + program


def kill() -> bytes:
    return struct.pack("<I", Operation.KILL)


def run(request: RunRequest, operation: Operation = Operation.RUN) -> bytes:
    """The request's bytes. Raises ValueError if a string holds a NUL or all of it does not fit into one message."""
    variables = [f"{name}={value}" for name, value in request.environment.items()]
    head = _RUN.pack(
        operation,
        request.flags,
        request.filter_index,
        request.gid,
        request.cpu_ns,
        request.wall_ns,
        request.memory_bytes,
        request.output_bytes,
        request.error_bytes,
        request.file_bytes,
        request.stack_bytes,
        request.processes,
        request.open_files,
        len(request.arguments),
        len(variables),
    )
    message = head + _terminated([request.directory, request.program, *request.arguments, *variables])
    if len(message) > MESSAGE_MAX:
        raise ValueError(f"arguments and environment take {len(message)} bytes, at most {MESSAGE_MAX} fit")
    return message


def _terminated(texts: Sequence[str]) -> bytes:
    raw = "\0".join((*texts, "")).encode("utf-8", "surrogateescape")
    if raw.count(b"\0") != len(texts):
        raise ValueError(f"argument or variable holds a NUL: {[text for text in texts if chr(0) in text]}")
    return raw


def reply(raw: bytes) -> Reply:
    *numbers, detail = _REPLY.unpack(raw)
    values = (*numbers, detail.rstrip(b"\0").decode("utf-8", "replace"))
    return Reply(*values)
