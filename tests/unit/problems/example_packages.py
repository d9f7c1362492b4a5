"""The example packages, as the tests look at them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from chalicelib.domain import templates
from chalicelib.domain.templates import Constant, Template

PROBLEMS = Path(__file__).resolve().parents[3] / "problems"
PACKAGES = sorted(path.parent for path in PROBLEMS.glob("*/problem.yaml"))
LANGUAGES = ("en", "ko")


def package_id(package: Path) -> str:
    return package.name


def text(package: Path, path: str) -> str:
    return (package / path).read_text(encoding="utf-8")


def constants(package: Path) -> dict[str, Constant]:
    return templates.read_constants(text(package, "problem.yaml"))


def files(package: Path) -> dict[str, bytes]:
    return {str(path.relative_to(package)): path.read_bytes() for path in package.rglob("*") if path.is_file()}


def template(package: Path) -> Template:
    found = templates.read_template(package.name, files(package))
    assert found is not None, f"{package.name} is not parametric"
    return found


def combinations(chosen: Template) -> Iterator[dict[str, Constant]]:
    """The constants of every combination of parameter values."""
    for values in itertools.product(*chosen.parameters.values()):
        yield {name: value for constants in values for name, value in constants.items()}
