"""`alpaco submit`: sends a program, shows its tests as they end, then the verdict and, of a sample, what differs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.protocol import ANSWERS
from judge.cli.main import Arguments, UsageError

from alpaco_client.api import Alpaco
from alpaco_client.cli.common import command, exit_code, print_json, service
from alpaco_client.errors import StreamLost
from alpaco_client.model import DONE, Run, Submission

if TYPE_CHECKING:
    from alpaco_client.cli.submit_view import SubmitView

SUFFIXES = {
    ".py": "python3", ".cpp": "cpp", ".cc": "cpp", ".cxx": "cpp", ".c": "c", ".java": "java", ".js": "javascript",
    ".ts": "typescript", ".rs": "rust", ".go": "go", ".kt": "kotlin",
}  # fmt: skip


@command
def run(arguments: Arguments) -> int:
    code, language = source(arguments.file, arguments.language)
    with service(arguments) as alpaco:
        submission_id = alpaco.submit(arguments.problem, language, code)
        if not arguments.watch and not arguments.wait:
            return _sent(submission_id, arguments)
        judged = _judged(alpaco, submission_id, arguments)
        if not arguments.json:
            _show_difference(alpaco, judged, code)
    return exit_code(judged.verdict)


def source(path: Path, language: str | None) -> tuple[str, str]:
    """The code and its language, told from the name if none is given; a folder holds answers. Raises UsageError."""
    if path.is_dir():
        return _answers(path, language or ANSWERS), ANSWERS
    code = _text(path)
    told = language or SUFFIXES.get(path.suffix.lower())
    if not told:
        raise UsageError(f"{path}: say the language: --language (one of those of `alpaco languages`)")
    return code, told


def _answers(folder: Path, language: str) -> str:
    if language != ANSWERS:
        raise UsageError(f"{folder}: is a folder; a program is one file")
    files = [item for item in sorted(folder.rglob("*")) if item.is_file() and not item.name.startswith(".")]
    return json.dumps({item.relative_to(folder).as_posix(): _text(item) for item in files})


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise UsageError(f"{path}: {getattr(exc, 'strerror', None) or 'is no text in UTF-8'}") from exc


def _sent(submission_id: str, arguments: Arguments) -> int:
    if arguments.json:
        print_json({"submission_id": submission_id})
    else:
        print(f"{submission_id}\nsee the verdict with --watch next time, or GET /submissions/{submission_id}")
    return 0


def _judged(alpaco: Alpaco, submission_id: str, arguments: Arguments) -> Submission:
    if arguments.json:
        return _judged_for_programs(alpaco, submission_id, watch=arguments.watch)
    from alpaco_client.cli.submit_view import SubmitView

    view = SubmitView(arguments.problem, submission_id)
    with view:
        _watch(alpaco, submission_id, view)
        judged = alpaco.wait(submission_id)
    view.finish(judged)
    return judged


def _judged_for_programs(alpaco: Alpaco, submission_id: str, *, watch: bool) -> Submission:
    """Frames as they come if they are watched, then the submission: one JSON object a line."""
    for frame in alpaco.watch(submission_id) if watch else ():
        print_json(frame.to_json())
    judged = alpaco.wait(submission_id)
    print_json(judged.raw)
    return judged


def _watch(alpaco: Alpaco, submission_id: str, view: SubmitView) -> None:
    """Live tests are a comfort: without them the verdict is waited for."""
    try:
        for frame in alpaco.watch(submission_id):
            if frame.type == "test":
                view.add(Run.from_json(frame.data))
            elif frame.type == DONE:
                return
    except StreamLost as exc:
        view.note(f"{exc}; waiting for the verdict instead")


def _show_difference(alpaco: Alpaco, judged: Submission, code: str) -> None:
    """Only samples are visible, so only of them there is something to compare."""
    failed = next((run.test for run in judged.runs if run.verdict != "ACCEPTED"), "")
    if judged.verdict != "WRONG_ANSWER" or not failed.startswith("sample/") or judged.language == ANSWERS:
        return
    samples = alpaco.problem(judged.problem_id).samples
    sample = next((item for item in samples if item.name in (failed, failed.removeprefix("sample/"))), None)
    if sample is not None:
        from alpaco_client.cli.submit_view import print_difference

        output = str(alpaco.run(judged.language, code, sample.input).get("stdout") or "")
        print_difference(failed, sample, output)
