"""Which layers of confinement this machine offers. The strongest set is used; `alpaco doctor` prints it."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

# Names of layers to leave out, separated by commas: the set without any must be safe alone, and tests prove it.
WITHOUT_VARIABLE = "ALPACO_SANDBOX_WITHOUT"
# Set in images of ours, where no other program needs the places that are otherwise open to all.
OWN_CONTAINER_VARIABLE = "ALPACO_OWN_CONTAINER"
_PASSABLE = 0o711
_USUALLY_OPEN = tuple(map(Path, ("/tmp", "/var/tmp", "/dev/shm", "/run/lock", "/dev/mqueue")))  # noqa: S108


class Namespaces(StrEnum):
    """How a supervisor separates its slot from the machine; the words are its first argument."""

    NONE = "none"
    ROOT = "root"
    USER = "user"


@dataclass(frozen=True)
class Layer:
    """One layer: in use or not, and what it does or why it is missing."""

    active: bool
    detail: str


Layers = Mapping[str, Layer]


def open_directories() -> list[Path]:
    """The directories of this machine in which every user may make files."""
    return [place for place in _USUALLY_OPEN if place.is_dir() and _is_open(place)]


def _is_open(place: Path) -> bool:
    return bool(place.stat().st_mode & stat.S_IWOTH) and not os.statvfs(place).f_flag & os.ST_RDONLY


def close_directories() -> None:
    """Closes them to all but root, who still makes files there, if this is a container of ours."""
    if os.environ.get(OWN_CONTAINER_VARIABLE) != "1" or os.geteuid() != 0:
        return
    for place in open_directories():
        with suppress(OSError):  # what cannot be closed stays in the list
            place.chmod(_PASSABLE)


@dataclass(frozen=True)
class Plan:
    """What supervisors are started with; `why_no_namespaces` is empty where there are some."""

    namespaces: Namespaces
    landlock_abi: int
    why_no_namespaces: str = ""

    @property
    def only_writable_by_us(self) -> bool:
        """Whether nothing that a program reaches lies in a directory that everybody may write to."""
        return self.namespaces is not Namespaces.NONE or self.landlock_abi > 0 or not open_directories()

    @property
    def users_guard_files(self) -> bool:
        """Whether file modes alone keep a program from writing: it owns nothing but what it may fill."""
        return self.only_writable_by_us and not self.one_uid

    @property
    def one_uid(self) -> bool:
        return self.namespaces is Namespaces.USER


def left_out() -> frozenset[str]:
    """The layers that the environment asks to do without."""
    return frozenset(name.strip() for name in os.environ.get(WITHOUT_VARIABLE, "").split(",") if name.strip())


def describe(plan: Plan, fork_server: str) -> dict[str, Layer]:
    """All layers by name, for people; `fork_server` says why there is none, if there is none."""
    own_uid = Layer(not plan.one_uid, "an ordinary user has one UID only" if plan.one_uid else "one private UID a slot")
    namespaces = Layer(not plan.why_no_namespaces, plan.why_no_namespaces or "user, pid, mount, net, ipc, uts")
    if plan.namespaces is Namespaces.ROOT:
        namespaces = Layer(True, "pid, mount, net, ipc, uts")
    return {
        "own uid": own_uid,
        "no_new_privs": Layer(True, "always"),
        "seccomp": Layer(True, "an allow-list per language family"),
        "rlimits": Layer(True, "set by the child itself before its program starts"),
        "clean end": Layer(True, "everything of the slot is killed and waited for after each run"),
        "namespaces": namespaces,
        "landlock": _landlock(plan),
        "cgroups": Layer(False, "not used: memory is the summed resident set of the run's processes"),
        "fork server": Layer(not fork_server, fork_server or "Python runs start from a waiting interpreter"),
    }


def _landlock(plan: Plan) -> Layer:
    if plan.landlock_abi:
        return Layer(True, f"an allow-list of paths, ABI {plan.landlock_abi}")
    if plan.namespaces is not Namespaces.NONE:
        return Layer(False, "not needed: a slot has a root directory of its own")
    return Layer(False, "this kernel has none")
