"""What a worker can do: one function per kind of job."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.protocol import (
    ANSWERS,
    Job,
    JobKind,
    ObjectRef,
    Result,
    RunReport,
    Verdict,
    read_answers,
    sha256_hex,
    to_json,
)
from judge.ports import SandboxPort

from worker.cache import PackageCache
from worker.calibration import Calibration
from worker.ports import DraftBroken, ObjectDamaged, Store
from worker.progress import ProgressLine
from worker.versions import compiler_version, runner_version

if TYPE_CHECKING:
    from judge.package import Package

log = logging.getLogger(__name__)

SAMPLE_PREFIX = "sample/"


@dataclass(frozen=True)
class Bench:
    """What jobs are done with."""

    store: Store
    packages: PackageCache
    sandbox: SandboxPort


def perform(job: Job, bench: Bench, line: ProgressLine) -> Result:
    """The job's result. JUDGE_ERROR as its verdict says that it could not be done here.

    Raises ObjectDamaged, DraftBroken, and whatever the engine raises if our world is broken.
    """
    result = _KINDS[job.kind](job, bench, line)
    return replace(
        result,
        job_id=job.job_id,
        attempt=job.attempt,
        runner_version=runner_version(),
        compiler_version=compiler_version(result.language),
    )


def _grade(job: Job, bench: Bench, line: ProgressLine) -> Result:
    from judge.engine import Submission, grade

    submission = Submission(_name(job), job.language or None, _files(job, bench))
    with bench.packages.folder(job) as folder:
        package = _read(folder)
        return grade(
            package,
            submission,
            sandbox=bench.sandbox,
            limits=Calibration(bench.store, bench.sandbox).limits(job, package),
            stop_on_first_failure=job.stop_on_first_failure,
            on_run=lambda report: line.report("test", shown_run(report)),
        )


def _name(job: Job) -> str:
    return job.source_name or "main"


def _files(job: Job, bench: Bench) -> dict[str, bytes]:
    """The submitted files by name. Raises ObjectDamaged if they cannot be read."""
    source = _part(job.source, "source", bench)
    if job.language != ANSWERS:
        return {_name(job): source}
    try:
        return {name: text.encode() for name, text in read_answers(source).items()}
    except ValueError as exc:
        raise ObjectDamaged(str(exc)) from exc


@lru_cache(maxsize=64)
def _read(folder: Path) -> Package:
    """A folder of the cache is named by what is in it, so what was read once need not be read for each submission."""
    from judge.package import load

    return load(folder)


def shown_run(report: RunReport) -> dict[str, object]:
    """What watchers may see: messages of samples only, since those of secret tests can tell what is in them."""
    is_sample = report.test.startswith(SAMPLE_PREFIX)
    return to_json(report if is_sample else replace(report, message=""))


def _run(job: Job, bench: Bench, _line: ProgressLine) -> Result:
    from judge.run import run_source
    from judge.submission import Submission

    submission = Submission(_name(job), job.language or None, {_name(job): _part(job.source, "source", bench)})
    stdin = bench.store.get(job.stdin) if job.stdin else b""
    ran = run_source(submission, stdin, sandbox=bench.sandbox, limits=job.limits)
    usage = ran.usage
    measured = (round(usage.cpu_s, 4), round(usage.wall_s, 4), round(usage.memory_mib, 1))
    report = RunReport("run", ran.verdict, *measured, ran.message)
    return Result(
        job_id=job.job_id,
        attempt=job.attempt,
        verdict=ran.verdict,
        language=ran.language,
        compile=ran.compile,
        runs=(report,),
        wall_s=round(usage.wall_s, 4),
        tests_total=1,
        outputs=_stored({f"{_stem(job)}.stdout": ran.stdout, f"{_stem(job)}.stderr": ran.stderr}, bench.store),
    )


def _stored(files: Mapping[str, bytes], store: Store) -> dict[str, ObjectRef]:
    """By the last part of each key's name."""
    for key, data in files.items():
        store.put_new(key, data)
    return {key.rpartition(".")[2]: ObjectRef(key, sha256_hex(data)) for key, data in files.items()}


def _stem(job: Job) -> str:
    return job.result_key.removesuffix(".json")


def _generate_tests(job: Job, bench: Bench, _line: ProgressLine) -> Result:
    from judge import archive
    from judge.engine import JudgeError, generate_tests
    from judge.package import PackageError, load

    try:
        with bench.packages.folder(job) as folder:
            files = generate_tests(load(folder), sandbox=bench.sandbox, on_progress=lambda: None)
    except (JudgeError, PackageError) as exc:
        raise DraftBroken(str(exc)) from exc
    packed = archive.pack_files(files)
    ref = ObjectRef(f"tests/{sha256_hex(packed)}.zip", sha256_hex(packed))
    bench.store.put_new(ref.key, packed)
    return Result(job_id=job.job_id, attempt=job.attempt, verdict=Verdict.ACCEPTED, outputs={"tests": ref})


def _verify(job: Job, bench: Bench, line: ProgressLine) -> Result:
    from judge.verify import verify_folder

    def on_event(type_: str, data: Mapping[str, object]) -> None:
        # The matrix comes when all is decided: then the report with the same content is ready too.
        if type_ == "gate":
            line.report(type_, data)

    with bench.packages.folder(job) as folder, ExitStack() as stack:
        options = {"limits": job.limits, "stored": stored_problems(job, bench, stack)}
        # The cache names folders by hashes; a package is named by what it is drafted as.
        report = verify_folder(folder, sandbox=bench.sandbox, name=job.job_id, on_event=on_event, **options)
    data = json.dumps(report.to_json(), ensure_ascii=False).encode("utf-8", "replace")
    outputs = _stored({f"evidence/{job.job_id}/{job.attempt}.report": data}, bench.store)
    return Result(job.job_id, job.attempt, Verdict.ACCEPTED, wall_s=report.wall_s, outputs=outputs)


def stored_problems(job: Job, bench: Bench, stack: ExitStack) -> list[Package]:
    """Named by their ids, in folders that stay as long as the stack. One that cannot be read is passed over."""
    from judge.archive import ArchiveError
    from judge.package import PackageError, load

    found: list[Package] = []
    for problem_id, ref in job.stored.items():
        try:
            folder = stack.enter_context(bench.packages.folder(replace(job, package=ref, tests=None)))
            found.append(replace(load(folder), name=problem_id))
        except (ObjectDamaged, ArchiveError, PackageError):
            log.warning("stored_problem_unreadable", extra={"job_id": job.job_id, "problem_id": problem_id})
    return found


def _part(ref: ObjectRef | None, name: str, bench: Bench) -> bytes:
    if ref is None:
        raise ObjectDamaged(f"the job names no {name}")
    return bench.store.get(ref)


Kind = Callable[[Job, Bench, ProgressLine], Result]
_KINDS: Mapping[JobKind, Kind] = {
    JobKind.GRADE: _grade,
    JobKind.RUN: _run,
    JobKind.GENERATE_TESTS: _generate_tests,
    JobKind.VERIFY: _verify,
}
