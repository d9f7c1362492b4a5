"""Problems as anybody may read them, and whole packages for export."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import cast

from chalicelib.domain import keys, packages, statements
from chalicelib.domain.problems import ProblemVersion
from chalicelib.errors import Corrupt, NotFound
from chalicelib.protocol import ObjectRef, sha256_hex
from chalicelib.usecases.ports import ObjectStore, Page, ProblemStore

MAX_PAGE = 100
DOWNLOAD_EXPIRES_S = 300
MAX_VIEW_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True)
class Shown:
    """A problem in one of its `languages`."""

    version: ProblemVersion
    language: str
    languages: tuple[str, ...]
    statement: statements.Statement
    samples: tuple[statements.Sample, ...]


@dataclass(frozen=True)
class Library:
    problems: ProblemStore
    objects: ObjectStore

    def page(self, limit: int, cursor: str | None) -> Page[ProblemVersion]:
        return self.problems.page(min(limit, MAX_PAGE), cursor)

    def show(self, problem_id: str, language: str) -> Shown:
        """Never tests, answers or solutions. Raises NotFound (problem_id)."""
        version = self._current(problem_id)
        stored = self._stored(keys.statement(version.package.sha256), MAX_VIEW_BYTES)
        public = statements.from_json(stored, version.metadata)
        chosen = statements.choose_language(language, sorted(public.statements))
        return Shown(
            version=version,
            language=chosen,
            languages=tuple(sorted(public.statements)),
            statement=public.statements[chosen],
            samples=public.samples,
        )

    def report(self, problem_id: str) -> dict[str, object]:
        """What the gates said of the current version, without their evidence.

        Raises NotFound (problem_id) if there is no such problem, or if it was not generated.
        """
        making = self._current(problem_id).making
        if making is None:
            raise NotFound(f"problem {problem_id} was not generated: it has no gate report", field="problem_id")
        return cast("dict[str, object]", json.loads(self._verified(making.report)))

    def withdraw(self, problem_id: str) -> None:
        """Takes a problem out of use; its versions and submissions stay. Raises NotFound (problem_id)."""
        if not self.problems.withdraw(problem_id):
            raise _no_problem(problem_id)

    def export_url(self, problem_id: str) -> str:
        """Where the whole package, secrets included, can be downloaded for a while. Raises NotFound (problem_id)."""
        version = self._current(problem_id)
        key = keys.export(_version_sha256(version))
        tests = self._verified(version.tests) if version.tests else None
        self.objects.put_new(key, packages.merge(self._verified(version.package), tests))
        return self.objects.download_url(key, f"{problem_id}.zip", DOWNLOAD_EXPIRES_S)

    def _current(self, problem_id: str) -> ProblemVersion:
        version = self.problems.current(problem_id)
        if version is None:
            raise _no_problem(problem_id)
        return version

    def _stored(self, key: str, limit: int) -> bytes:
        data = self.objects.get(key, limit=limit)
        if data is None:
            raise Corrupt(f"{key} is missing")
        return data

    def _verified(self, ref: ObjectRef) -> bytes:
        data = self._stored(ref.key, packages.MAX_UNPACKED_BYTES)
        if sha256_hex(data) != ref.sha256:
            raise Corrupt(f"{ref.key} does not have the SHA-256 {ref.sha256}")
        return data


def _version_sha256(version: ProblemVersion) -> str:
    tests = version.tests.sha256 if version.tests else ""
    return sha256_hex(f"{version.package.sha256}/{tests}".encode())


def _no_problem(problem_id: str) -> NotFound:
    return NotFound(f"there is no problem {problem_id[:80]!r}", field="problem_id")
