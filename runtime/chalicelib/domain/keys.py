"""Where things are in the bucket. What is named by its hash or written once is never changed."""

from __future__ import annotations

# What each pool of runners has, one JSON object a pool, written by its runners: the only objects that are overwritten.
PUBLISHED_LANGUAGES = "languages/"


def code(submission_id: str, attempt: int) -> str:
    return f"code/{submission_id}/{attempt}"


def stdin(run_id: str) -> str:
    """The input of a custom run."""
    return f"code/{run_id}/stdin"


def output(run_id: str, attempt: int, stream: str) -> str:
    """What a custom run printed; `stream` is `stdout` or `stderr`."""
    return f"results/{run_id}/{attempt}.{stream}"


def package(sha256: str) -> str:
    """A package without its secret tests."""
    return f"packages/{sha256}.zip"


def statement(package_sha256: str) -> str:
    """What anybody may see of that package: statements and samples."""
    return f"packages/{package_sha256}.statement.json"


def problem_report(sha256: str) -> str:
    """What the gates said of a stored problem, as anybody may see it."""
    return f"packages/{sha256}.report.json"


def tests(sha256: str) -> str:
    """The `data/` folder of a package."""
    return f"tests/{sha256}.zip"


def result(job_id: str, attempt: int) -> str:
    return f"results/{job_id}/{attempt}.json"


def generated_tests_result(submission_id: str, attempt: int) -> str:
    """The result of the job that makes missing tests before a submission can be judged."""
    return f"results/{submission_id}/{attempt}-tests.json"


def draft(draft_id: str, stage: str, attempt: int) -> str:
    """What a stage of a generation made: a zip of files of the package."""
    return f"drafts/{draft_id}/{stage}-{attempt}.zip"


def artefacts(draft_id: str, stage: str, attempt: int) -> str:
    """The same as it was shown, by artefact."""
    return f"drafts/{draft_id}/{stage}-{attempt}.json"


def generation_result(job_id: str, kind: str, number: int) -> str:
    """The result of a runner's job for a generation; `number` counts its jobs of that kind."""
    return f"results/{job_id}/{number}-{kind}.json"


def generation_report(job_id: str) -> str:
    """What the gates said in the end."""
    return f"drafts/{job_id}/report.json"


def check_report(job_id: str, number: int) -> str:
    """What the gates said in the check that was the generation's runner job of that number."""
    return f"evidence/{job_id}/{number}.report"


def upload(upload_id: str) -> str:
    return f"uploads/{upload_id}.zip"


def export(version_sha256: str) -> str:
    """A whole package, put together for a download."""
    return f"packages/{version_sha256}.whole.zip"
