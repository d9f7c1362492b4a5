"""The journal of a draft: what each attempt brought and what each repair asked for, in order, each entry written once.

All that a stage needs to know of the past follows from it, so a Lambda that dies costs only the reply it was hearing.
A draft has one running stage at a time; should there be two after all, the second finds its number taken and reads on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum, auto
from typing import cast

from chalicelib.domain.stages import Stage
from chalicelib.usecases.model_drafting.ports import Objects, Usage
from chalicelib.usecases.model_drafting.products import Artefact, from_plain, to_plain

MAX_ENTRY_BYTES = 4 * 1024 * 1024
MAX_PARTIAL_CHARACTERS = 200_000
MAX_KNOWN_DRAFTS = 8


class Ending(StrEnum):
    """`BROKEN`: no reply came to its end; the attempt is still to be made."""

    ACCEPTED = auto()
    UNUSABLE = auto()
    BROKEN = auto()


@dataclass(frozen=True)
class Attempt:
    """One attempt of a stage. `misses` say why its reply was unusable, `partial` is the text of a broken one."""

    stage: str
    number: int
    ending: Ending
    usage: Usage = field(default_factory=Usage)
    artefact: Artefact | None = None
    misses: tuple[str, ...] = ()
    partial: str = ""


@dataclass(frozen=True)
class Order:
    """Stages are to be remade: the keys of `findings`, which say what was wrong with each.

    `round` counts repair rounds and is 0 where a person asked: then the job `job_id` begins here, with a wish for the
    stage `wish_for`.
    """

    round: int
    findings: Mapping[str, tuple[str, ...]]
    gates: tuple[str, ...] = ()
    wish_for: str = ""
    wish: str = ""
    job_id: str = ""


Entry = Attempt | Order


@dataclass(frozen=True)
class Past:
    """What the entries add up to."""

    entries: Sequence[Entry] = field(default=())

    @property
    def attempts(self) -> Iterator[Attempt]:
        return (entry for entry in self.entries if isinstance(entry, Attempt))

    @property
    def orders(self) -> Iterator[Order]:
        return (entry for entry in self.entries if isinstance(entry, Order))

    def of_job(self, job_id: str) -> Past:
        """The part of one job: of the first up to the first wish, of another from its own wish up to the next."""
        orders = [(index, entry) for index, entry in enumerate(self.entries) if isinstance(entry, Order)]
        starts = {order.job_id: index for index, order in orders if order.job_id}
        begin = starts.get(job_id, 0)
        return Past(self.entries[begin : min((start for start in starts.values() if start > begin), default=None)])

    def spent(self) -> Usage:
        return sum((attempt.usage for attempt in self.attempts), Usage())

    def spent_on(self, stage: str) -> Usage:
        return sum((attempt.usage for attempt in self.attempts if attempt.stage == stage), Usage())

    def repairs(self) -> list[Order]:
        """The repair rounds so far. A wish of a person begins a new count."""
        orders = list(self.orders)
        wishes = [index for index, order in enumerate(orders) if order.round == 0]
        return orders[wishes[-1] + 1 :] if wishes else orders

    def rounds(self) -> int:
        return len(self.repairs())

    def last_number(self, stage: str) -> int:
        """The number of the stage's last attempt whose reply came; 0 if there is none."""
        numbers = (a.number for a in self.attempts if a.stage == stage and a.ending is not Ending.BROKEN)
        return max(numbers, default=0)

    def since_order(self, stage: str) -> list[Attempt]:
        """The stage's attempts since it was last asked for: at first, or again by an order."""
        found: list[Attempt] = []
        for entry in self.entries:
            if isinstance(entry, Order) and stage in entry.findings:
                found = []
            elif isinstance(entry, Attempt) and entry.stage == stage:
                found.append(entry)
        return found

    def current(self, stage: str) -> Attempt | None:
        """The attempt that was accepted since the stage was last asked for."""
        return next((a for a in self.since_order(stage) if a.ending is Ending.ACCEPTED), None)

    def was_given_up(self, stage: str) -> bool:
        """Whether it could not be had when it was last asked for: a broken attempt at the end that cost nothing."""
        tried = self.since_order(stage)
        return bool(tried) and tried[-1].ending is Ending.BROKEN and not tried[-1].usage.total

    def latest(self, stage: str) -> Attempt | None:
        """The attempt that was accepted last, even if it is to be remade."""
        accepted = [a for a in self.attempts if a.stage == stage and a.ending is Ending.ACCEPTED]
        return accepted[-1] if accepted else None

    def findings(self, stage: str) -> list[tuple[str, ...]]:
        """What was found wrong with the stage's artefacts under the present spec, oldest first: failure memory."""
        found: list[tuple[str, ...]] = []
        for order in self.orders:
            if Stage.SPEC in order.findings and stage != Stage.SPEC:
                found = []
            elif order.findings.get(stage):
                found.append(order.findings[stage])
        return found

    def wish(self, stage: str) -> str:
        """What a person wished when the stage was last to be remade; empty if nobody did."""
        naming = [order for order in self.orders if stage in order.findings]
        return naming[-1].wish if naming and naming[-1].wish_for == stage else ""


class Journal:
    """The journals of all drafts. Entries never change, so those that were read once are not read again."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._known: dict[str, list[Entry]] = {}

    def read(self, draft_id: str) -> Past:
        entries = self._of(draft_id)
        while (data := self._objects.get(_key(draft_id, len(entries)), limit=MAX_ENTRY_BYTES)) is not None:
            entries.append(_entry(json.loads(data)))
        return Past(tuple(entries))

    def write(self, draft_id: str, entry: Entry) -> Past:
        """Adds the entry at the end; the past with it."""
        data = json.dumps(_plain(entry), ensure_ascii=False).encode("utf-8", "replace")
        while not self._objects.put_new(_key(draft_id, len(self._of(draft_id))), data):
            self.read(draft_id)
        return self.read(draft_id)

    def _of(self, draft_id: str) -> list[Entry]:
        """A process serves one draft at a time, so a few are enough to remember."""
        if draft_id not in self._known and len(self._known) >= MAX_KNOWN_DRAFTS:
            self._known.clear()
        return self._known.setdefault(draft_id, [])


def _key(draft_id: str, index: int) -> str:
    return f"drafts/{draft_id}/journal/{index + 1:04d}.json"


def _plain(entry: Entry) -> dict[str, object]:
    if isinstance(entry, Order):
        return {"type": "order", **asdict(entry)}
    artefact = None if entry.artefact is None else to_plain(entry.artefact)
    partial = entry.partial[:MAX_PARTIAL_CHARACTERS]
    return {"type": "attempt", **asdict(entry), "artefact": artefact, "partial": partial}


def _entry(raw: Mapping[str, object]) -> Entry:
    if raw["type"] == "order":
        findings = cast("Mapping[str, Sequence[str]]", raw["findings"])
        return Order(
            round=cast("int", raw["round"]),
            findings={stage: tuple(lines) for stage, lines in findings.items()},
            gates=tuple(cast("Sequence[str]", raw["gates"])),
            wish_for=str(raw["wish_for"]),
            wish=str(raw["wish"]),
            job_id=str(raw["job_id"]),
        )
    return Attempt(
        stage=str(raw["stage"]),
        number=cast("int", raw["number"]),
        ending=Ending(str(raw["ending"])),
        usage=Usage(**cast("Mapping[str, int]", raw["usage"])),  # type: ignore[arg-type]  # the JSON of a Usage
        artefact=None if raw["artefact"] is None else from_plain(raw["artefact"]),
        misses=tuple(cast("Sequence[str]", raw["misses"])),
        partial=str(raw["partial"]),
    )
