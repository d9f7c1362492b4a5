"""What the output validators say of outputs that nobody submitted: each is asked once, many in one interpreter."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf

from judge.package import Package, TestCase
from judge.ports import SandboxPort
from judge.prepare import Workshop
from judge.probe.batch import Answer, Item
from judge.probe.patience import PROBE_S, Patience
from judge.probe.player import Company, together
from judge.probe.programs import Programs
from judge.sandbox.status import OUT_OF_TIME
from judge.validate import Judgement, ValidationReport, validate_default
from judge.validate.custom import ACCEPT, FEEDBACK, REJECT, CustomValidator, ValidatorCall, report_of
from judge.validate.feedback import read_feedback

_BATCH_S = 5.0
_ITEMS = 60
# Fewer are not worth the trouble; larger ones are few.
_FEWEST = 3
_LARGEST = 1 << 16
_JUDGEMENTS = {ACCEPT: Judgement.ACCEPTED, REJECT: Judgement.REJECTED}


@dataclass(frozen=True)
class Question:
    """An output with what a validator is given besides it."""

    data: bytes
    answer: bytes
    output: bytes
    args: tuple[str, ...] = ()

    @classmethod
    def of(cls, case: TestCase, output: bytes) -> Question:
        """What a validator is asked when a submission prints that on a test case."""
        return cls(case.input.read_bytes(), case.answer_data(), output, case.output_validator_args)

    @cached_property
    def digest(self) -> bytes:
        parts = [*map(_digest, (self.data, self.answer, self.output)), *(arg.encode() for arg in self.args)]
        return _digest(b"\0".join(parts))

    @property
    def call(self) -> ValidatorCall:
        return ValidatorCall(self.data, self.answer, self.args)

    @property
    def size(self) -> int:
        return len(self.data) + len(self.answer) + len(self.output)


class Verdicts:
    """All validators must accept, as in judging. Raises JudgeError if one does not compile."""

    def __init__(self, package: Package, workshop: Workshop, programs: Programs, patience: Patience) -> None:
        self.validators = [_Patient.of(item, patience) for item in workshop.output_validators(package)]
        self._package = package
        self._workshop = workshop
        self._programs = programs
        self._patience = patience
        self._known: dict[bytes, ValidationReport] = {}

    def of(self, questions: Sequence[Question]) -> list[ValidationReport]:
        """The reports in the order of the questions."""
        unknown = list({item.digest: item for item in questions if item.digest not in self._known}.values())
        if len(unknown) >= _FEWEST and self._company is not None:
            together(self._ask, _shares([item for item in unknown if item.size <= _LARGEST]))
        return together(self.one, questions)

    def one(self, question: Question) -> ValidationReport:
        found = self._known.get(question.digest)
        if found is None:
            self._known[question.digest] = found = self._ordinary(question)
        return found

    def _ordinary(self, question: Question) -> ValidationReport:
        if not self.validators:
            return validate_default(question.output, question.answer, question.args)
        report = ValidationReport(Judgement.FAILED)
        for validator in self.validators:
            report = validator.validate(self._workshop.sandbox, question.call, question.output)
            if not report.is_accepted:
                break
        return report

    def _ask(self, questions: Sequence[Question]) -> None:
        """Remembers what is certain; a validator that neither accepts nor rejects is asked the ordinary way."""
        if self._company is not None:
            cpu_s = self._patience.batch_s(self._package.output_validators[0].name, _BATCH_S)
            for question, report in zip(questions, _asked(self._company, questions, cpu_s), strict=True):
                if report is not None:
                    self._known[question.digest] = report

    @cached_property
    def _company(self) -> Company | None:
        """None unless the only validator has been seen to say in company what it says alone."""
        programs = self._package.output_validators
        if len(programs) != 1:
            return None
        self._programs.tool(programs[0])
        company = self._programs.company(programs[0].name, self._package.limits.validation_memory_mib)
        return company if company is not None and self._is_proved(company) else None

    def _is_proved(self, company: Company) -> bool:
        case = min(self._package.cases(), key=lambda case: case.input.stat().st_size, default=None)
        if case is None or case.answer is None:
            return False
        data, answer, args = case.input.read_bytes(), case.answer.read_bytes(), case.output_validator_args
        proofs = [Question(data, answer, output, args) for output in (answer, b"qwzx\n", answer + answer)]
        told = _asked(company, proofs, _BATCH_S)
        return told[0] is not None and all(
            report is None or report == self.one(proof) for report, proof in zip(told, proofs, strict=True)
        )


def _asked(company: Company, questions: Sequence[Question], cpu_s: float) -> list[ValidationReport | None]:
    files = {_name(part): part for question in questions for part in (question.data, question.answer)}
    items = [Item(_arguments(question), question.output) for question in questions]
    return [_report(answer) for answer in company.ask(items, cpu_s, files=files, collect=FEEDBACK)]


def _arguments(question: Question) -> tuple[str, ...]:
    places = [f"{{scratch}}/{name}" for name in (_name(question.data), _name(question.answer), f"{FEEDBACK}/")]
    return (*places, *question.args)


def _name(data: bytes) -> str:
    return _digest(data).hex()


def _report(answer: Answer | None) -> ValidationReport | None:
    """None where only an ordinary run can tell."""
    if answer is None or answer.exit_code not in _JUDGEMENTS:
        return None
    files: Mapping[str, bytes] = {f"{FEEDBACK}/{name}": data for name, data in answer.files.items()}
    return read_feedback(files).report(_JUDGEMENTS[answer.exit_code])


def _shares(questions: Sequence[Question]) -> list[Sequence[Question]]:
    """At least two, for both cores."""
    size = max(1, min(_ITEMS, -(-len(questions) // 2)))
    return [questions[start : start + size] for start in range(0, len(questions), size)]


def _digest(data: bytes) -> bytes:
    return hashlib.sha1(data, usedforsecurity=False).digest()


@dataclass(frozen=True)
class _Patient(CustomValidator):
    """Waits less for a validator that has not come to an end before."""

    patience: Patience | None = None

    @classmethod
    def of(cls, validator: CustomValidator, patience: Patience) -> _Patient:  # type: ignore[override]
        return cls(validator.name, validator.program, validator.limits, validator.memory_overhead_mib, patience)

    def validate(self, sandbox: SandboxPort, call: ValidatorCall, output: bytes) -> ValidationReport:
        assert self.patience is not None
        is_small = len(call.input) + len(call.answer) + len(output) <= _LARGEST
        time_s = self.patience.limit_s(self.name, min(self.limits.time_s, PROBE_S if is_small else inf))
        hurried = CustomValidator(
            self.name, self.program, replace(self.limits, time_s=time_s), self.memory_overhead_mib
        )
        outcome = hurried.run(sandbox, call, output)
        if outcome.status in OUT_OF_TIME:
            self.patience.hung(self.name)
        return report_of(self.name, outcome)
