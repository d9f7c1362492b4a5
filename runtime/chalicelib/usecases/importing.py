"""Packages come in: uploaded by a presigned URL, checked, split, stored as the next version of a problem."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from chalicelib.domain import ids, keys, packages, statements
from chalicelib.domain.problems import PROBLEM_ID, Making, ProblemVersion
from chalicelib.domain.times import stamp
from chalicelib.errors import Invalid, NotFound, TooLarge
from chalicelib.protocol import ObjectRef, sha256_hex
from chalicelib.usecases.ports import Clock, Entropy, ObjectStore, ProblemStore

log = logging.getLogger(__name__)

UPLOAD_EXPIRES_S = 900


@dataclass(frozen=True)
class Upload:
    """Where a package can be put, by one PUT of exactly the announced size."""

    upload_id: str
    url: str
    expires_s: int


@dataclass(frozen=True)
class Prepared:
    """A checked package: what will be stored, under which names."""

    split: packages.Split
    public: statements.Public

    @property
    def package(self) -> ObjectRef:
        sha256 = sha256_hex(self.split.package)
        return ObjectRef(keys.package(sha256), sha256)

    @property
    def tests(self) -> ObjectRef | None:
        if self.split.tests is None:
            return None
        sha256 = sha256_hex(self.split.tests)
        return ObjectRef(keys.tests(sha256), sha256)


@dataclass(frozen=True)
class Imported:
    """`is_new` is False if the problem's current version holds the same package already."""

    version: ProblemVersion
    is_new: bool


@dataclass(frozen=True)
class Importing:
    problems: ProblemStore
    objects: ObjectStore
    clock: Clock
    entropy: Entropy

    def start_upload(self, size: int) -> Upload:
        """Raises TooLarge (size)."""
        if size > packages.MAX_PACKED_BYTES:
            raise TooLarge(f"at most {packages.MAX_PACKED_BYTES} bytes are accepted", field="size")
        upload_id = ids.upload_id(self.entropy())
        url = self.objects.upload_url(keys.upload(upload_id), size, UPLOAD_EXPIRES_S)
        return Upload(upload_id, url, UPLOAD_EXPIRES_S)

    def import_upload(self, problem_id: str, upload_id: str, sha256: str = "") -> Imported:
        """Imports what was uploaded; its `sha256` is checked unless it is empty.

        Raises NotFound (upload_id), Invalid (problem_id, sha256, package), TooLarge, Conflict.
        """
        _check_problem_id(problem_id)
        packed = self.objects.get(keys.upload(upload_id), limit=packages.MAX_PACKED_BYTES)
        if packed is None:
            raise NotFound(f"nothing was uploaded as {upload_id!r}", field="upload_id")
        if sha256 and sha256.lower() != sha256_hex(packed):
            raise Invalid(f"the uploaded bytes have the SHA-256 {sha256_hex(packed)}", field="sha256")
        return self.add_package(problem_id, packed)

    def add_package(self, problem_id: str, packed: bytes, *, making: Making | None = None) -> Imported:
        """Stores a zipped package as the problem's next version; `making` says that and how it was generated.

        Raises Invalid (problem_id, package), TooLarge, Conflict if somebody else stored a version meanwhile.
        """
        _check_problem_id(problem_id)
        entries = packages.read(packed)
        prepared = Prepared(packages.split(entries), statements.public(entries))
        current = self.problems.current(problem_id)
        if current and current.package == prepared.package and prepared.tests in (None, current.tests):
            return Imported(current, is_new=False)
        self._put_objects(prepared)
        version = self._next_version(problem_id, prepared, making)
        self.problems.add(version)
        log.info("problem_stored", extra={"problem_id": problem_id, "version": version.version})
        return Imported(version, is_new=True)

    def _put_objects(self, prepared: Prepared) -> None:
        self.objects.put_new(prepared.package.key, prepared.split.package)
        if prepared.tests and prepared.split.tests:
            self.objects.put_new(prepared.tests.key, prepared.split.tests)
        self.objects.put_new(keys.statement(prepared.package.sha256), statements.to_json(prepared.public))

    def _next_version(self, problem_id: str, prepared: Prepared, making: Making | None) -> ProblemVersion:
        return ProblemVersion(
            problem_id=problem_id,
            version=self.problems.last_version(problem_id) + 1,
            package=prepared.package,
            tests=prepared.tests,
            metadata=prepared.public.metadata,
            created_at=stamp(self.clock()),
            origin="generation" if making else "import",
            making=making,
        )


def _check_problem_id(problem_id: str) -> None:
    if not PROBLEM_ID.fullmatch(problem_id):
        detail = f"{problem_id[:80]!r} is not 1 to 64 lower-case letters and digits"
        raise Invalid(detail, field="problem_id")
