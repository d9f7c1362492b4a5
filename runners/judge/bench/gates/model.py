"""What the planted-defect benchmark is made of: entries, each an overlay over a base package, and how it came out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from judge.gates.model import Blame, GateResult
from judge.verify import Outcome

Files = Mapping[str, bytes]


class Kind(StrEnum):
    DEFECT = "defect"
    CONTROL = "control"


class Refreeze(StrEnum):
    """What is made again once the edits are done, so that a defect does not show by stale hashes alone.

    `hashes` lists the tests as they are, `answers` has the package's reference answer every input first, `tests` has
    the package's generator make the inputs too.
    """

    NONE = "none"
    HASHES = "hashes"
    ANSWERS = "answers"
    TESTS = "tests"


@dataclass(frozen=True)
class Edit:
    """One change of a package's files; exactly one of the optional fields says which.

    `find` occurs exactly once unless `every` is set, and becomes `replace`. `file` may be a pattern when removing.
    """

    file: str
    find: str | None = None
    replace: str = ""
    every: bool = False
    content: bytes | None = None
    copy: str | None = None
    keep_bytes: int | None = None
    remove: bool = False


@dataclass(frozen=True)
class Entry:
    """A planted defect or a clean control. `group` is the class of the defect, for a control what is varied.

    Only proofs read what follows `blame`: `witness` is an input on which the defect shows, `survivor` a wrong program
    that passes the tests.
    """

    id: str
    base: str
    kind: Kind
    group: str
    why: str
    edits: tuple[Edit, ...]
    refreeze: Refreeze = Refreeze.NONE
    blame: frozenset[Blame] = frozenset()
    witness: bytes | None = None
    survivor: bytes | None = None


@dataclass(frozen=True)
class Result:
    """What the gates said of one entry. `wall_s` is the time it took here, `spared_s` that of runs told from memory.

    Without `has_every_gate` those are missing that could change no figure any more.
    """

    entry: Entry
    outcome: Outcome
    gates: tuple[GateResult, ...]
    wall_s: float
    spared_s: float
    has_every_gate: bool = True
