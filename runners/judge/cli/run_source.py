"""`alpaco run`: one program on standard input, its output on standard output."""

from __future__ import annotations

import sys

from chalicelib.protocol import Verdict

from judge.cli.common import languages_known, limits_of, print_json, submission_of
from judge.cli.main import JUDGE_ERROR, NOT_ACCEPTED, OK, Arguments, UsageError
from judge.languages import LanguageError
from judge.run import SourceRun, language_of, run_source
from judge.sandbox import Sandbox, SandboxError


def run(arguments: Arguments) -> int:
    submission = submission_of(arguments.source, arguments.language)
    try:
        language_of(submission, languages_known())
        stdin = b"" if sys.stdin.isatty() else sys.stdin.buffer.read()
        with Sandbox.open() as sandbox:
            done = run_source(
                submission, stdin, sandbox=sandbox, languages=languages_known(), limits=limits_of(arguments)
            )
    except LanguageError as exc:
        raise UsageError(f"{arguments.source}: {exc}") from exc
    except SandboxError as exc:
        print(f"alpaco: {exc}", file=sys.stderr)
        return JUDGE_ERROR
    _print(done, arguments.json)
    codes = {Verdict.ACCEPTED: OK, Verdict.JUDGE_ERROR: JUDGE_ERROR}
    return codes.get(done.verdict, NOT_ACCEPTED)


def _print(done: SourceRun, as_json: bool) -> None:
    if as_json:
        print_json(done.as_json())
        return
    sys.stdout.buffer.write(done.stdout)
    sys.stdout.buffer.flush()
    sys.stderr.buffer.write(done.stderr)
    sys.stderr.buffer.flush()
    if not done.compile.ok:
        print(done.compile.output, file=sys.stderr)
    if done.verdict is not Verdict.ACCEPTED:
        print(f"alpaco: {done.verdict} {done.message}".rstrip(), file=sys.stderr)
