"""Builds the sandbox's supervisor, a static C program, as part of the package; everything else is in pyproject.toml."""

import sys
from pathlib import Path

from setuptools import Distribution, setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT / "runners" / "judge" / "sandbox"))

import helper  # noqa: E402


class BuildWithSupervisor(build_py):
    """Puts the supervisor beside the modules: into the wheel, or for an editable install into the source tree."""

    def run(self) -> None:
        super().run()
        helper.build(self._target(), ROOT / "runners" / "judge" / "sandbox" / "csrc")

    def _target(self) -> Path:
        base = ROOT / "runners" if self.editable_mode else Path(self.build_lib)
        return base / "judge" / "sandbox" / helper.BUILT


class PlatformDistribution(Distribution):
    def has_ext_modules(self) -> bool:
        """The supervisor is machine code, so a wheel fits one platform."""
        return True


setup(cmdclass={"build_py": BuildWithSupervisor}, distclass=PlatformDistribution)
