"""Builds images with the engine at hand, and looks at what came out."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.containers.engine import Engine
from tools.images import context, shape
from tools.images.errors import ImageError
from tools.images.recipe import Recipe, engine

BUILD_TIMEOUT_S = 1800
CHECK_TIMEOUT_S = 120
_IMPORT_ALL = """
import importlib, pkgutil, sys
def fail(name):
    raise ImportError(name)
for root in sys.argv[1:]:
    package = importlib.import_module(root)
    for module in pkgutil.walk_packages(getattr(package, "__path__", ()), root + ".", fail):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
"""


@dataclass(frozen=True)
class Built:
    """An image in the engine's own store; its name holds the fingerprint of what it was built from."""

    recipe: Recipe
    tag: str
    size_mib: int


class Builder:
    """`base` is the image that all others start from; `say` is told what is being done."""

    def __init__(self, docker: Engine, base: str, say: Callable[[str], None] = lambda _: None) -> None:
        self._docker = docker
        self._base = base
        self._say = say
        self._engine_tag = ""

    def build(self, recipe: Recipe) -> Built:
        """The image, built if the engine does not have it, checked in any case. Raises ImageError."""
        self._engine_tag = self._engine_tag or self._tagged(engine(), {"BASE": self._base})
        arguments = {"BASE": self._base} if recipe.requirements else {"BASE": self._base, "ENGINE": self._engine_tag}
        tag = self._tagged(recipe, arguments)
        size_bytes = self._checked_size(tag)
        self._import_everything(tag, recipe.packages)
        return Built(recipe, tag, size_bytes >> 20)

    def _tagged(self, recipe: Recipe, arguments: dict[str, str]) -> str:
        with tempfile.TemporaryDirectory(prefix="alpaco-image-") as place:
            folder = Path(place) / "context"
            context.assemble(recipe, folder)
            tag = f"{recipe.repository}:{context.fingerprint(folder, self._base_id(), *arguments.values())}"
            if not self._run("images", "--quiet", tag).strip():
                self._say(f"building {tag}")
                self._run("build", *self._options(arguments), "--tag", tag, str(folder), timeout_s=BUILD_TIMEOUT_S)
            return tag

    def _base_id(self) -> str:
        return self._run("image", "inspect", "--format", "{{.Id}}", self._base).strip()

    def _options(self, arguments: dict[str, str]) -> list[str]:
        """Attestations make an image an index, which Lambda refuses. The classic builder makes none."""
        plain = ["--provenance=false", "--sbom=false"] if "--provenance" in self._run("build", "--help") else []
        given = [word for name, value in arguments.items() for word in ("--build-arg", f"{name}={value}")]
        return ["--quiet", "--platform", shape.PLATFORM, *plain, *given]

    def _checked_size(self, tag: str) -> int:
        (described,) = json.loads(self._run("image", "inspect", tag))
        shape.check(tag, described)
        return int(described["Size"])

    def _import_everything(self, tag: str, packages: Sequence[str]) -> None:
        options = ("--rm", "--network", "none", "--read-only", "--entrypoint", "/usr/bin/python3")
        self._run("run", *options, tag, "-c", _IMPORT_ALL, *packages, timeout_s=CHECK_TIMEOUT_S)

    def _run(self, *arguments: str, timeout_s: float = CHECK_TIMEOUT_S) -> str:
        try:
            return self._docker.docker(*arguments, timeout_s=timeout_s).stdout
        except subprocess.CalledProcessError as exc:
            said = f"{exc.stdout}\n{exc.stderr}".strip()
            raise ImageError(f"docker {arguments[0]} fails: {said[-1500:]}") from exc
