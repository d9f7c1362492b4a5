"""What the input validators say of inputs that are no tests of the package; each is asked once."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import takewhile
from pathlib import Path

from judge.input_validation import InputChecker, Rejection, last_words
from judge.package import Package, SourceProgram, TestCase
from judge.prepare import Workshop
from judge.probe.batch import Answer, Item, chunks
from judge.probe.patience import PROBE_S, Patience
from judge.probe.player import Company, together
from judge.probe.programs import Programs

_BATCH_S = 5.0
_SMALL = 1 << 16
_VALID, _INVALID = 42, 43


class Acceptance:
    """All validators must accept. Raises JudgeError if one does not compile."""

    def __init__(self, package: Package, workshop: Workshop, programs: Programs, patience: Patience) -> None:
        self.checker = InputChecker(package, workshop, self._limit_s)
        self._patience = patience
        self._package = package
        self._programs = programs
        self._known: dict[bytes, list[Rejection]] = {}

    @cached_property
    def typical(self) -> TestCase:
        """A test whose arguments stand for those of tests that do not exist."""
        every = list(self._package.cases())
        cases = [case for case in every if not case.is_sample] or every
        if not cases:
            return TestCase("none", Path(), None)
        common = Counter((case.output_validator_args, case.args) for case in cases).most_common(1)[0][0]
        return next(case for case in cases if (case.output_validator_args, case.args) == common)

    def rejections(self, inputs: Sequence[bytes]) -> list[list[Rejection]]:
        """Per input the validators that do not accept it."""
        unknown = [data for data in dict.fromkeys(inputs) if _digest(data) not in self._known]
        for data, found in zip(unknown, self._asked(unknown), strict=True):
            self._known[_digest(data)] = found
        return [self._known[_digest(data)] for data in inputs]

    def _asked(self, inputs: Sequence[bytes]) -> list[list[Rejection]]:
        program = self._alone()
        company = self._company(program) if program and len(inputs) > 2 else None
        if program is None or company is None:
            return together(self._ordinary, inputs)
        items = [Item(tuple(self._args(program)), data) for data in inputs]
        found = together(lambda chunk: self._answers(company, chunk), chunks(items))
        answers = [answer for chunk in found for answer in chunk]
        uncertain = [data for data, answer in zip(inputs, answers, strict=True) if not _is_certain(answer)]
        known = dict(zip(uncertain, together(self._ordinary, uncertain), strict=True))
        pairs = zip(inputs, answers, strict=True)
        return [_told(program.name, answer) if answer and data not in known else known[data] for data, answer in pairs]

    def _answers(self, company: Company, items: Sequence[Item]) -> list[Answer | None]:
        """None where the interpreter ended. Those after a validator that hangs get another one."""
        found: list[Answer | None] = []
        while len(found) < len(items):
            rest, name = items[len(found) :], company.program.name
            limit_s = self._patience.limit_s(name, _BATCH_S)
            answers = company.ask(rest, _BATCH_S + limit_s, patience_s=[limit_s] * len(rest))
            settled = list(takewhile(bool, answers))
            found += settled
            if not (settled and settled[-1] and settled[-1].is_slow):
                break
            self._patience.hung(name)
        return [*found, *[None] * len(items)][: len(items)]

    def rejections_of(self, case: TestCase) -> list[Rejection]:
        """What they say of a case of the package, asked with its own arguments and alone."""
        return self._noted(self.checker.rejections(case, case.input.read_bytes()))

    def _ordinary(self, data: bytes) -> list[Rejection]:
        return self._noted(self.checker.rejections(self.typical, data))

    def _noted(self, found: list[Rejection]) -> list[Rejection]:
        for rejection in found:
            if rejection.is_endless:
                self._patience.hung(rejection.validator)
        return found

    def _limit_s(self, name: str, data: bytes) -> float:
        usual_s = self._package.limits.validation_time_s
        return self._patience.limit_s(name, min(usual_s, PROBE_S) if len(data) <= _SMALL else usual_s)

    def _alone(self) -> SourceProgram | None:
        """The only validator, which is the usual case."""
        return self.checker.validators[0] if len(self.checker.validators) == 1 else None

    def _args(self, program: SourceProgram) -> list[str]:
        return [*self.typical.input_args(program.path.stem), *self.typical.args]

    def _company(self, program: SourceProgram) -> Company | None:
        """None unless the validator has been seen to judge a test and a damaged one in company as it does alone."""
        found = self._proved.get(program.name)
        if found is None:
            self._programs.tool(program)
            found = self._programs.company(program.name, self._package.limits.validation_memory_mib)
            if found is not None:
                found.is_proved = self._is_proved(found, program)
                self._proved[program.name] = found
        return found if found is not None and found.is_proved else None

    @cached_property
    def _proved(self) -> dict[str, Company]:
        return {}

    def _is_proved(self, company: Company, program: SourceProgram) -> bool:
        smallest = min(self._package.cases(), key=lambda case: case.input.stat().st_size, default=None)
        data = smallest.input.read_bytes() if smallest else b""
        inputs = [data, data[: len(data) // 2], data + data]
        answers = self._answers(company, [Item(tuple(self._args(program)), item) for item in inputs])
        told = [answer is not None and not _told(program.name, answer) for answer in answers]
        return None not in answers and told == [not self._ordinary(item) for item in inputs]


def _is_certain(answer: Answer | None) -> bool:
    """A validator that neither accepts nor rejects is asked the ordinary way."""
    return answer is not None and (answer.is_slow or answer.exit_code in (_VALID, _INVALID, 1))


def _told(name: str, answer: Answer) -> list[Rejection]:
    if answer.exit_code == _VALID:
        return []
    if answer.is_slow:
        return [Rejection(name, "cpu_limit", crashed=True, is_endless=True)]
    last = last_words(answer.said or answer.output)
    return [Rejection(name, last or "rejected" if answer.exit_code == _INVALID else f"exit code 1 {last}".strip())]


def _digest(data: bytes) -> bytes:
    return hashlib.sha1(data, usedforsecurity=False).digest()
