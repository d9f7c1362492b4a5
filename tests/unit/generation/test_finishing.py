"""From drafts to a stored problem: nothing is stored that was rejected, nothing twice, one end in every case."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from chalicelib.domain import packages
from chalicelib.domain.problems import Making, Metadata, ProblemVersion
from chalicelib.domain.stages import Stage
from chalicelib.errors import Corrupt
from chalicelib.protocol import JobKind, ObjectRef, sha256_hex
from chalicelib.usecases.drafting import Drafts, Product
from chalicelib.usecases.finishing import Assembling, Failing, Storing
from chalicelib.usecases.importing import Importing
from chalicelib.usecases.nearness import Nearby
from chalicelib.usecases.ports import Page
from chalicelib.usecases.streams import FrameLog
from chalicelib.usecases.verdicts import Dispatch

from tests.unit.generation.fakes import JOB, Mailboxes, MemoryJobs, MemoryObjects, at, no_nearby

PACKAGE = {
    "problem.yaml": b"problem_format_version: 2025-09\nname: {en: Sum}\n",
    "statement/problem.en.md": b"Add.\n",
    "generators/generate.py": b"print(1)\n",
}
GATE = {"id": "tests-valid", "status": "pass", "blame": "generator", "summary": "2 inputs accepted"}
TESTS = {"data/secret/001-small-1.in": b"1\n", "data/secret/001-small-1.ans": b"1\n"}


class Shelf:
    """Problems by id, each with its versions."""

    def __init__(self) -> None:
        self.versions: dict[str, list[ProblemVersion]] = {}

    def current(self, problem_id: str) -> ProblemVersion | None:
        return self.versions[problem_id][-1] if problem_id in self.versions else None

    def last_version(self, problem_id: str) -> int:
        return len(self.versions.get(problem_id, []))

    def add(self, version: ProblemVersion) -> None:
        self.versions.setdefault(version.problem_id, []).append(version)


class Bench:
    def __init__(self) -> None:
        self.objects, self.jobs, self.shelf = MemoryObjects(), MemoryJobs(JOB), Shelf()
        self.log = FrameLog(self.jobs, Mailboxes())
        importing = Importing(self.shelf, self.objects, lambda: at(1000), lambda: b"")  # type: ignore[arg-type]
        self.storing = Storing(self.jobs, self.log, self.objects, importing)

    def put(self, key: str, data: bytes) -> ObjectRef:
        self.objects.put_new(key, data)
        return ObjectRef(key, sha256_hex(data))

    def store(self, outcome: str) -> str:
        package = self.put("packages/p.zip", zipped(PACKAGE))
        tests = self.put("tests/t.zip", zipped(TESTS))
        report = self.put("evidence/r.json", json.dumps({"outcome": outcome, "gates": [GATE]}).encode())
        return str(self.storing.store(JOB.job_id, 2, package, tests, report))


def zipped(files: dict[str, bytes]) -> bytes:
    return packages.write({path: packages.Entry(data) for path, data in files.items()})


@pytest.mark.parametrize("outcome", ["verified", "needs_review"])
def test_problem_is_stored_with_its_tests(outcome: str) -> None:
    bench = Bench()
    assert bench.store(outcome) == outcome
    [(problem_id, [version])] = bench.shelf.versions.items()
    assert (version.origin, version.tests is not None) == ("generation", True)
    assert version.making
    assert version.making.job_id == JOB.job_id
    [gate, verified, done] = bench.jobs.events(JOB.job_id)
    assert gate.data["id"] == "tests-valid"
    assert (verified.stage, verified.data["state"], verified.data["attempt"]) == ("verify", "finished", 1)
    report = f"/generations/{JOB.job_id}/report"
    assert done.data == {"outcome": outcome, "problem_id": problem_id, "report": report}


def test_problem_is_stored_once_when_the_step_repeats() -> None:
    bench = Bench()
    bench.store("verified")
    bench.store("verified")
    assert [len(versions) for versions in bench.shelf.versions.values()] == [1]
    assert bench.jobs.types(JOB.job_id) == ["gate", "stage:finished", "done"]


def test_nothing_is_stored_when_the_draft_is_rejected() -> None:
    bench = Bench()
    bench.store("rejected")
    assert bench.shelf.versions == {}
    assert bench.jobs.events(JOB.job_id)[-1].data["problem_id"] is None


def test_report_must_have_an_outcome() -> None:
    with pytest.raises(Corrupt):
        Bench().store("excellent")


def test_nothing_is_stored_when_the_tests_do_not_fit_their_hash() -> None:
    bench = Bench()
    package = bench.put("packages/p.zip", zipped(PACKAGE))
    report = bench.put("evidence/r.json", b'{"outcome": "verified", "gates": []}')
    with pytest.raises(Corrupt):
        bench.storing.store(JOB.job_id, 2, package, ObjectRef("tests/t.zip", "0" * 64), report)
    assert bench.jobs.types(JOB.job_id) == []


def test_package_is_put_together_from_what_the_stages_made() -> None:
    objects = MemoryObjects()
    drafts = Drafts(objects)
    drafts.save(JOB.job_id, Stage.SPEC, Product({"problem.yaml": b"a", "b.py": b"old"}, {}))
    drafts.save(JOB.job_id, Stage.BRUTE, Product({"b.py": b"failed"}, {}, attempt=1))
    drafts.save(JOB.job_id, Stage.BRUTE, Product({"b.py": b"new"}, {}, attempt=2))
    drafts.save(JOB.job_id, Stage.WRONG, Product({"c.py": b"to be remade"}, {}))
    jobs = MemoryJobs(replace(JOB, finished={"spec": 1, "brute": 2}))
    log = FrameLog(jobs, Mailboxes())
    assembling = Assembling(jobs, objects, drafts, Dispatch("warm", {"main": "url"}, {}), log, no_nearby())
    plan = assembling.assemble(JOB.job_id, 0)
    assert assembling.assemble(JOB.job_id, 0) == plan
    assert jobs.types(JOB.job_id) == ["stage:started"]
    package = plan.tests_job.package
    assert package is not None
    assert {path: entry.data for path, entry in packages.unpack(objects.objects[package.key]).items()} == {
        "problem.yaml": b"a",
        "b.py": b"new",
    }
    assert (plan.tests_job.kind, plan.verify_job.kind) == (JobKind.GENERATE_TESTS, JobKind.VERIFY)
    assert plan.queue_url == "url"


class Listing:
    """Stored problems, newest first."""

    def __init__(self, *versions: ProblemVersion) -> None:
        self.versions = versions

    def page(self, limit: int, cursor: str | None) -> Page[ProblemVersion]:
        return Page(self.versions)


def listed(problem_id: str, title: str, making: Making | None = None) -> ProblemVersion:
    package = ObjectRef(f"packages/{problem_id}.zip", problem_id)
    return ProblemVersion(problem_id, 1, package, None, Metadata({"en": title}), "2026", making=making)


COMPARED = {
    "by name": ("gpt", "user:me", ["near", "others"]),
    "nameless": ("gpt", "connection:c1", ["near"]),
    "template": ("template", "user:me", []),
}


@pytest.mark.parametrize(("model", "owner", "found"), COMPARED.values(), ids=COMPARED)
def test_draft_is_compared_with_near_problems_but_not_with_earlier_ones_that_may_be_the_owners(
    model: str, owner: str, found: list[str]
) -> None:
    mine, theirs = replace(JOB, job_id="g1", owner=owner), replace(JOB, job_id="g2", owner="user:you")
    nameless = replace(JOB, job_id="g3", owner="connection:c2")
    job = replace(JOB, model=model, owner=owner, finished={"statement": 1})
    jobs, objects = MemoryJobs(job, mine, theirs, nameless), MemoryObjects()
    report = ObjectRef("r", "r")
    shelf = Listing(
        listed("far", "Weights on a balance"),
        listed("others", "Ferries of islands", Making("g2", report)),
        listed("anybodys", "Ferries between islands of pirates", Making("g3", report)),
        listed("expired", "Ferries between islands of pirates", Making("g4", report)),
        listed("mine", "Ferries between islands", Making("g1", report)),
        listed("near", "Ferries between the islands of pirates"),
        listed(job.problem_id, "Ferries between islands of pirates"),
    )
    drafts = Drafts(objects)
    drafts.save(job.draft_id, Stage.STATEMENT, Product({"statement/problem.en.md": b"Ferries of pirates, islands"}, {}))
    nearby = Nearby(shelf, objects)  # type: ignore[arg-type]  # a page is all that is read
    log = FrameLog(jobs, Mailboxes())
    assembling = Assembling(jobs, objects, drafts, Dispatch("warm", {"main": "url"}, {}), log, nearby)
    stored = assembling.assemble(job.job_id, 0).verify_job.stored
    assert stored == {problem_id: ObjectRef(f"packages/{problem_id}.zip", problem_id) for problem_id in found}
    assert list(stored) == found


def test_no_two_jobs_of_a_generation_share_a_number() -> None:
    dispatch = Dispatch("warm", {"main": "url"}, {})
    jobs = MemoryJobs(JOB)
    log = FrameLog(jobs, Mailboxes())
    assembling = Assembling(jobs, MemoryObjects(), Drafts(MemoryObjects()), dispatch, log, no_nearby())
    plans = [assembling.assemble(JOB.job_id, check) for check in range(4)]
    numbers = [job.attempt for plan in plans for job in (plan.tests_job, plan.verify_job)]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize(
    ("error", "class_"),
    [("JobFailed", "sandbox"), ("DeadLettered", "sandbox"), ("States.Timeout", "internal"), ("Corrupt", "internal")],
)
def test_broken_off_execution_ends_the_job(error: str, class_: str) -> None:
    bench = Bench()
    Failing(bench.log).fail(JOB.job_id, error)
    Failing(bench.log).fail(JOB.job_id, "Other")
    [failed] = bench.jobs.events(JOB.job_id)
    assert (failed.data["class"], failed.data["retryable"]) == (class_, True)
