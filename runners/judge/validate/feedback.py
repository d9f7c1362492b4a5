"""The feedback directory that an output validator fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from judge.package.fields import parse_number
from judge.validate.report import Judgement, ValidationReport

NEXT_PASS = "nextpass.in"  # noqa: S105 - a file of the format
_LONGEST = 4000


@dataclass(frozen=True)
class Feedback:
    """Files by name, without the next pass's input, which is taken out before that pass."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    next_pass: bytes | None = None

    def report(self, judgement: Judgement) -> ValidationReport:
        """The validator's judgement, or FAILED where what it wrote contradicts it."""
        problem = self._contradiction(judgement)
        return ValidationReport(
            judgement=Judgement.FAILED if problem else judgement,
            team_message=self.text("teammessage.txt"),
            judge_message=problem or self.text("judgemessage.txt"),
            score=self._number("score.txt"),
            score_multiplier=self._number("score_multiplier.txt"),
            next_pass=self.next_pass,
            feedback=self.files,
        )

    def text(self, name: str) -> str:
        return self.files.get(name, b"").decode("utf-8", "replace").strip()[:_LONGEST]

    def _number(self, name: str) -> float | None:
        return parse_number(self.text(name)) if name in self.files else None

    def _contradiction(self, judgement: Judgement) -> str:
        if judgement is Judgement.REJECTED and self.next_pass is not None:
            return f"the output validator rejected and yet wrote {NEXT_PASS}"
        for name in ("score.txt", "score_multiplier.txt"):
            if name in self.files and self._number(name) is None:
                return f"the output validator wrote no number to {name}"
        return ""


def read_feedback(files: Mapping[str, bytes], directory: str = "feedback") -> Feedback:
    """Takes the directory's files out of those that a run left."""
    prefix = f"{directory}/"
    inside = {name.removeprefix(prefix): content for name, content in files.items() if name.startswith(prefix)}
    next_pass = inside.pop(NEXT_PASS, None)
    return Feedback(inside, next_pass)
