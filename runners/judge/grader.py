"""Runs a custom grader of the legacy format."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chalicelib.protocol import Verdict

from judge.compile import Compiled
from judge.package.model import LegacyGrading
from judge.ports import SandboxPort
from judge.sandbox.limits import Limits
from judge.scoring import Graded, ScoreError

_CODES = {verdict.code: verdict for verdict in Verdict}
_ANSWER = re.compile(r"\s*(AC|WA|TLE|RTE|MLE|OLE|JE)\s+(-?(?:\d+\.?\d*|\.\d+))\s*")


class CustomGrader:
    """Aggregates results by running the package's grader. Raises ScoreError if that fails."""

    def __init__(self, sandbox: SandboxPort, compiled: Compiled, limits: Limits) -> None:
        assert compiled.program is not None
        self._sandbox = sandbox
        self._program = compiled.program
        self._limits = limits

    def __call__(self, grading: LegacyGrading, parts: Sequence[Graded]) -> Graded:
        lines = "".join(f"{_code(part.verdict)} {part.score}\n" for part in parts)
        with self._sandbox.slot() as slot:
            outcome = slot.run(self._program, grading.grader_flags, stdin=lines.encode(), limits=self._limits)
        match = _ANSWER.fullmatch(outcome.stdout.decode("utf-8", "replace"))
        if not outcome.succeeded or match is None:
            said = outcome.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            raise ScoreError("; ".join(["the custom grader failed or printed no verdict and score", *said])[:300])
        return Graded(_CODES[match[1]], float(match[2]))


def _code(verdict: Verdict) -> str:
    """Graders know the format's verdicts alone, in which what the sandbox forbids is a crash."""
    return Verdict.RUNTIME_ERROR.code if verdict is Verdict.SECURITY_VIOLATION else verdict.code
