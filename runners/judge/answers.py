"""Problems of type submit-answer: a submission holds what a program would print, one file per test case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from chalicelib.protocol import ANSWERS, Verdict

from judge.case import CaseResult, call_for, validated
from judge.languages import LanguageError
from judge.package import Package, TestCase
from judge.ports import SandboxPort
from judge.prepare import Workshop
from judge.submission import Submission
from judge.validate.custom import CustomValidator
from judge.verdict import verdict_of_judgement


def is_answers(package: Package, submission: Submission, workshop: Workshop) -> bool:
    """Whether the files are answers: a program, by its language, is run instead, as juries of such problems do."""
    if not package.is_submit_answer:
        return False
    if submission.language:
        return submission.language == ANSWERS
    try:
        workshop.language_of(submission)
    except LanguageError:
        return True
    return False


class AnswerJudge:
    """Judges test cases of one package by the answers that were submitted."""

    def __init__(
        self,
        sandbox: SandboxPort,
        package: Package,
        validators: Sequence[CustomValidator],
        files: Mapping[str, bytes],
    ) -> None:
        secret = [case for case in package.cases() if not case.is_sample]
        self._sandbox = sandbox
        self._validators = validators
        self._files = files
        self._only = next(iter(files.values())) if len(files) == len(secret) == 1 else None

    def judge(self, case: TestCase) -> CaseResult:
        """Samples need no answer; a secret test case without one is wrong."""
        answer = self._answer(case)
        if answer is None:
            verdict = Verdict.ACCEPTED if case.is_sample else Verdict.WRONG_ANSWER
            return CaseResult(case, verdict, team_message="no answer for this test case")
        report = validated(self._sandbox, self._validators, call_for(case), answer)
        return CaseResult(
            case=case,
            verdict=verdict_of_judgement(report.judgement),
            team_message=report.team_message,
            judge_message=report.judge_message,
            score=report.score,
            score_multiplier=report.score_multiplier,
        )

    def _answer(self, case: TestCase) -> bytes | None:
        """The file that is named like the test case, with or without its folders; the longest name wins."""
        stems = {str(PurePosixPath(name).with_suffix("")): content for name, content in self._files.items()}
        fitting = [stem for stem in stems if f"/{case.name}".endswith(f"/{stem}")]
        if fitting:
            return stems[max(fitting, key=len)]
        return None if case.is_sample else self._only
