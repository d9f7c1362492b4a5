"""Users and groups that belong to one sandbox and to nothing else on the machine."""

from __future__ import annotations

import errno
import os
import pwd
import random
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from judge.sandbox.errors import SandboxUnavailable

_BLOCK = 1024
# 0x70000000 to 0x7ffdffff, which distributions, systemd and containers leave alone (systemd.io/UIDS-GIDS). There are so
# many that sandboxes in containers of one machine, who cannot see each other's claims, do not get the same by chance.
_BLOCKS = range(0x70000000 // _BLOCK, 0x7FFE0000 // _BLOCK)
_FEW_BLOCKS = range(20, 58)  # 20480 to 59391, where a user namespace maps the first 65,536 only
_ATTEMPTS = 32
_FIRST_GROUP = 256
MAX_SLOTS = _FIRST_GROUP // 4


@dataclass(frozen=True)
class SlotIdentity:
    """`uid` runs the slot's programs, `server_uid` its fork server, `guard_uid` hides the supervisor while it kills."""

    uid: int
    gid: int
    server_uid: int
    guard_uid: int


class Identities(Protocol):
    """Hands out numbers; `groups` is the first and last group that programs may get."""

    @property
    def groups(self) -> tuple[int, int]: ...

    def slot(self, index: int) -> SlotIdentity: ...

    def program_group(self, serial: int) -> int: ...

    def close(self) -> None: ...


class OneIdentity:
    """Everything under the user who asked: namespaces must keep programs apart."""

    groups = (0, 0)

    def slot(self, index: int) -> SlotIdentity:  # noqa: ARG002 - all slots are the same user
        return SlotIdentity(os.getuid(), os.getgid(), os.getuid(), os.getuid())

    def program_group(self, serial: int) -> int:  # noqa: ARG002
        return os.getgid()

    def close(self) -> None:
        """Nothing was claimed."""


class IdentityBlock:
    """A block of numbers, claimed until `close`.

    The claim is a name in the kernel's abstract socket space: it ends with the process, however that dies.
    """

    def __init__(self) -> None:
        self._claim, self.first = _claim_any()

    @property
    def groups(self) -> tuple[int, int]:
        return self.first + _FIRST_GROUP, self.first + _BLOCK - 1

    def slot(self, index: int) -> SlotIdentity:
        base = self.first + 4 * index
        return SlotIdentity(uid=base, gid=base, server_uid=base + 1, guard_uid=base + 2)

    def program_group(self, serial: int) -> int:
        """The group of the serial-th program; programs alive at the same time get different ones."""
        return self.first + _FIRST_GROUP + serial % (_BLOCK - _FIRST_GROUP)

    def close(self) -> None:
        self._claim.close()


def _claim_any() -> tuple[socket.socket, int]:
    taken = {account.pw_uid // _BLOCK for account in pwd.getpwall()}
    for block in random.sample(_mapped_blocks(), _ATTEMPTS):
        claim = None if block in taken else _claim(f"alpaco-sandbox-{block}")
        if claim is not None:
            return claim, block * _BLOCK
    raise SandboxUnavailable("every block of private user ids is taken by another sandbox on this machine")


def _mapped_blocks() -> range:
    """The blocks to choose from: all of them, unless we are in a namespace that maps too few numbers."""
    spans = [line.split() for line in Path("/proc/self/uid_map").read_text().splitlines()]
    highest = max(int(first) + int(count) for first, _, count in spans)
    return _BLOCKS if highest >= _BLOCKS.stop * _BLOCK else _FEW_BLOCKS


def _claim(name: str) -> socket.socket | None:
    claim = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
    try:
        claim.bind(f"\0{name}")
    except OSError as exc:
        claim.close()
        if exc.errno != errno.EADDRINUSE:
            raise SandboxUnavailable(f"cannot claim private user ids: {exc}") from exc
        return None
    return claim
