"""What gates share: the package, the sandbox, and what was measured already."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from chalicelib.protocol import JobLimits

from judge.input_validation import InputChecker
from judge.jury import promises
from judge.matrix import Matrix, MatrixEvent, measure_matrix
from judge.package import Package, TestCase, extra_tests
from judge.package.expectations import Expectation
from judge.prepare import Workshop
from judge.validate.custom import CustomValidator


class Workbench:
    """Everything measured is measured once, when the first gate asks for it."""

    def __init__(
        self, package: Package, workshop: Workshop, limits: JobLimits, on_matrix: Callable[[MatrixEvent], None]
    ) -> None:
        self.package = package
        self.workshop = workshop
        self.limits = limits
        self._on_matrix = on_matrix

    @cached_property
    def promises(self) -> dict[str, Expectation]:
        return promises(self.package)

    @cached_property
    def input_checker(self) -> InputChecker:
        return InputChecker(self.package, self.workshop)

    @cached_property
    def output_validators(self) -> list[CustomValidator]:
        return self.workshop.output_validators(self.package)

    @cached_property
    def matrix(self) -> Matrix:
        """All jury submissions on all tests, and the time limit they were judged under."""
        return measure_matrix(self.package, self.promises, self.workshop, self.limits, self._on_matrix)

    @property
    def measured_matrix(self) -> Matrix | None:
        """The matrix if any gate asked for it."""
        found: Matrix | None = self.__dict__.get("matrix")
        return found

    def extra_cases(self, folder: str) -> list[TestCase]:
        """Cases of `data/invalid_input`, `data/invalid_output` or `data/valid_output`."""
        return list(extra_tests(self.package, folder).cases())
