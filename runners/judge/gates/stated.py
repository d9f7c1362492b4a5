"""What a package says of itself: the part of a workbench that needs no sandbox."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from chalicelib.protocol import JobLimits

from judge.generating.plan import Wanted, wanted_of
from judge.jury import promises
from judge.package import Package, SourceProgram, TestCase, extra_tests
from judge.package.expectations import Expectation
from judge.probe.prose import Statement, allows_any, read_statements
from judge.probe.spec import ProblemSpec, SpecError, read_spec
from judge.probe.tolerance import stated_tolerances

_LARGE_BYTES = 16 << 20


class Stated:
    """`limits` are those that the caller asks for."""

    def __init__(self, package: Package, limits: JobLimits) -> None:
        self.package = package
        self.limits = limits

    @cached_property
    def promises(self) -> dict[str, Expectation]:
        return promises(self.package)

    @cached_property
    def spec(self) -> ProblemSpec | None:
        """None if there is none or it cannot be read; a gate of its own says so."""
        try:
            return read_spec(self.package.root, self.package.constants)
        except SpecError:
            return None

    @cached_property
    def statements(self) -> list[Statement]:
        """Statements in Markdown, by language."""
        return read_statements(self.package)

    @property
    def is_plain(self) -> bool:
        """Whether a submission reads one input and prints one output, which is right or wrong."""
        return not (self.package.is_interactive or self.package.is_multi_pass or self.package.is_scoring)

    @property
    def secret(self) -> list[TestCase]:
        return [case for case in self.package.cases() if not case.is_sample]

    @property
    def is_large(self) -> bool:
        """Whether people wrote it with so much data that only what its jury asks for is worth the time and memory."""
        return self.spec is None and sum(case.input.stat().st_size for case in self.package.cases()) > _LARGE_BYTES

    @cached_property
    def time_limit_s(self) -> float | None:
        """Stated, not measured."""
        return self.limits.time_limit_s or self.package.limits.time_limit_s

    @cached_property
    def planned(self) -> dict[str, Wanted]:
        """Secret tests by name that are named after the generator's arguments."""
        named = {case.name: wanted_of(case.input.stem) for case in self.secret}
        return {name: wanted for name, wanted in named.items() if wanted is not None}

    @cached_property
    def granted_tolerance(self) -> Decimal | None:
        """The error of real answers that the spec allows, or else the statements, if they name one and the same."""
        if self.spec is not None:
            return Decimal(self.spec.float_tolerance) if self.spec.output_kind == "float" else None
        told = {value for item in self.statements for value in stated_tolerances(item)}
        return told.pop() if len(told) == 1 else None

    def submission_named(self, name: str) -> SourceProgram:
        return next(item for item in self.package.submissions if item.name == name)

    def input_of(self, name: str) -> bytes:
        return next(case for case in self.package.cases() if case.name == name).input.read_bytes()

    @cached_property
    def says_any(self) -> bool | None:
        """Whether the package's own words allow several answers to one input; None if they leave it open."""
        if self.spec is not None and self.spec.output_kind == "any_valid":
            return True
        if any(allows_any(statement) for statement in self.statements):
            return True
        return None if self.spec is None else False

    def extra_cases(self, folder: str) -> list[TestCase]:
        """Cases of `data/invalid_input`, `data/invalid_output` or `data/valid_output`."""
        return list(extra_tests(self.package, folder).cases())
