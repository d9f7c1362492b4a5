"""Stored problems near to a text: offered before a new one is made, and compared with what was made."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from chalicelib.domain import keys, statements
from chalicelib.domain.generation import GenerationRequest
from chalicelib.domain.nearness import NEAR, similarity
from chalicelib.domain.problems import ProblemVersion
from chalicelib.errors import AlpacoError
from chalicelib.usecases.current_problems import current_problems
from chalicelib.usecases.ports import ObjectStore, ProblemStore

log = logging.getLogger(__name__)

MAX_OFFERED = 3
MAX_COMPARED = 4
# How many problems are read whole, those first whose titles and keywords are nearest.
MAX_READ = 12
MAX_VIEW_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True)
class Near:
    problem: ProblemVersion
    similarity: float

    def shown(self, language: str) -> dict[str, object]:
        """As the frame `near` shows it, with its name in that language if it has one."""
        names = self.problem.metadata.names
        return {
            "problem_id": self.problem.problem_id,
            "name": names.get(language) or next(iter(names.values()), self.problem.problem_id),
            "difficulty": self.problem.metadata.difficulty,
            "similarity": round(self.similarity, 2),
        }


@dataclass(frozen=True)
class Nearby:
    problems: ProblemStore
    objects: ObjectStore

    def near(self, request: GenerationRequest) -> Sequence[Near]:
        """The nearest few, nearest first; none where none is near. A broken problem is passed over."""
        found = [item for item in self._nearest(request.prompt) if item.similarity >= NEAR]
        return _named_once(found)[:MAX_OFFERED]

    def closest(self, text: str, is_foreign: Callable[[ProblemVersion], bool]) -> Sequence[ProblemVersion]:
        """The few that have most words of the text, nearest first, of those that are foreign."""
        found = (item.problem for item in self._nearest(text) if item.similarity)
        return list(islice(filter(is_foreign, found), MAX_COMPARED))

    def _nearest(self, text: str) -> list[Near]:
        """Nearest first, of those that are worth reading. A broken problem is at the end."""
        ranked = sorted(current_problems(self.problems), key=lambda item: -similarity(text, _heading(item)))
        read = [Near(item, self._similarity(text, item)) for item in ranked[:MAX_READ]]
        return sorted(read, key=lambda item: -item.similarity)

    def _similarity(self, text: str, problem: ProblemVersion) -> float:
        try:
            return similarity(text, f"{_heading(problem)}\n{self._text(problem)}")
        except AlpacoError:
            log.exception("problem_unreadable", extra={"problem_id": problem.problem_id})
            return 0.0

    def _text(self, problem: ProblemVersion) -> str:
        stored = self.objects.get(keys.statement(problem.package.sha256), limit=MAX_VIEW_BYTES)
        if stored is None:
            return ""
        public = statements.from_json(stored, problem.metadata)
        return "\n".join(statement.text for statement in public.statements.values())


def _named_once(found: Sequence[Near]) -> Sequence[Near]:
    """The nearest of those that share their names: to who has to choose, variants of one problem look the same."""
    by_names: dict[frozenset[str], Near] = {}
    for item in found:
        by_names.setdefault(frozenset(item.problem.metadata.names.values()), item)
    return list(by_names.values())


def _heading(problem: ProblemVersion) -> str:
    shown = problem.metadata
    return " ".join([*shown.names.values(), *shown.keywords, *shown.topics])
