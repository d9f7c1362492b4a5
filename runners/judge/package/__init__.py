"""Problem packages in the Kattis problem package format: 2025-09, 2023-07-draft and legacy."""

from judge.package.errors import PackageError, PackageWarning
from judge.package.loader import extra_tests, files_of, includes_for, load
from judge.package.model import (
    Format,
    Package,
    ProblemLimits,
    ProblemType,
    SourceProgram,
    TestCase,
    TestGroup,
)

__all__ = [
    "Format",
    "Package",
    "PackageError",
    "PackageWarning",
    "ProblemLimits",
    "ProblemType",
    "SourceProgram",
    "TestCase",
    "TestGroup",
    "extra_tests",
    "files_of",
    "includes_for",
    "load",
]
