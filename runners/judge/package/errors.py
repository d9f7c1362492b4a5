"""What can be wrong with a package, and what was only ignored."""

from __future__ import annotations

from dataclasses import dataclass


class PackageError(Exception):
    """The package cannot be used. `where` is the path in the package, `problem` what is wrong there."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}" if where else problem)
        self.where = where
        self.problem = problem


@dataclass(frozen=True)
class PackageWarning:
    """Something that was ignored or assumed. `breaks_format` says that the format forbids it."""

    where: str
    problem: str
    breaks_format: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}" if self.where else self.problem


class Notes:
    """Collects warnings while a package is read."""

    def __init__(self) -> None:
        self.items: list[PackageWarning] = []

    def warn(self, where: str, problem: str) -> None:
        self._add(PackageWarning(where, problem))

    def breach(self, where: str, problem: str) -> None:
        """The format forbids this; the package is still used as well as it can be."""
        self._add(PackageWarning(where, problem, breaks_format=True))

    def _add(self, warning: PackageWarning) -> None:
        if warning not in self.items:
            self.items.append(warning)
