"""The recipes of images fit the service: every pool has one, and what they install is what the tests ran with."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from chalicelib.domain.languages import FALLBACK_POOL, GENERATOR_POOL
from judge.languages import load

from tools.dev.paths import ROOT
from tools.images import context, recipe, wheels
from tools.images.errors import ImageError
from tools.images.recipe import Recipe

# Only images have it: the functions of the zip are started by Lambda's own runtime.
_ONLY_IN_IMAGES = {"awslambdaric", "pip", "setuptools", "simplejson", "snapshot-restore-py"}


def _pins(path: Path) -> dict[str, str]:
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    return dict(line.split("==") for line in lines)


def test_every_pool_and_the_streaming_generator_have_an_image() -> None:
    pools = {language.pool for language in load().values()}
    expected = {*pools, FALLBACK_POOL, GENERATOR_POOL, recipe.STREAMING}
    assert {item.name for item in recipe.recipes()} == expected


def test_unknown_image_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ImageError, match="no image is called cobol; there are generator, generator-streaming, go"):
        recipe.recipes(("java", "cobol"))


@pytest.mark.parametrize("item", [recipe.engine(), *recipe.recipes()], ids=lambda item: item.name)
def test_dockerfile_takes_its_base_as_an_argument_and_names_no_registry(item: Recipe) -> None:
    lines = (item.folder / "Dockerfile").read_text().splitlines()
    assert "ARG BASE" in lines
    starts = {line.split()[1] for line in lines if line.startswith("FROM ")}
    assert starts <= {"${BASE}", "${ENGINE}", "scratch"}


@pytest.mark.parametrize("name", [recipe.ENGINE, recipe.STREAMING])
def test_image_holds_the_versions_that_the_tests_ran_with(name: str) -> None:
    pins = _pins(recipe.FOLDER / name / "requirements.txt")
    installed = {package: metadata.version(package) for package in pins if package not in _ONLY_IN_IMAGES}
    assert installed == {package: version for package, version in pins.items() if package in installed}


def test_functions_in_the_image_have_what_the_zip_has() -> None:
    pins = _pins(recipe.FOLDER / recipe.STREAMING / "requirements.txt")
    wanted = _pins(ROOT / "runtime/requirements.txt")
    assert wanted.items() <= {re.sub("^pyyaml$", "PyYAML", name): version for name, version in pins.items()}.items()


def test_engine_brings_the_data_that_its_modules_read() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    brought = {
        path
        for package, patterns in project["package-data"].items()
        for folder in (ROOT / "runners", ROOT / "runtime")
        for pattern in patterns
        for path in (folder / package.replace(".", "/")).glob(pattern)
    }
    folders = (ROOT / "runners/judge", ROOT / "runners/worker", ROOT / "runtime/chalicelib")
    data = {path for folder in folders for kind in ("txt", "md", "json", "toml") for path in folder.rglob(f"*.{kind}")}
    assert data
    assert data <= brought


def test_engine_is_built_by_the_setuptools_that_its_project_names() -> None:
    (wanted,) = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    assert f"setuptools=={_pins(recipe.FOLDER / recipe.ENGINE / 'requirements.txt')['setuptools']}" == wanted


def test_context_holds_sources_and_nothing_that_was_made_from_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_wheels(requirements: Path) -> Path:
        (tmp_path / "wheels").mkdir()
        return tmp_path / "wheels"

    monkeypatch.setattr(wheels, "ensure", no_wheels)
    context.assemble(recipe.engine(), tmp_path / "context")
    names = {str(path.relative_to(tmp_path / "context")) for path in (tmp_path / "context").rglob("*")}
    assert {
        "Dockerfile",
        "need",
        "source/runners/judge/engine.py",
        "source/runtime/chalicelib/protocol/messages.py",
    } <= names
    assert not [name for name in names if "__pycache__" in name or "_bin" in name or "tests" in name.split("/")]


def test_fingerprint_changes_with_content_mode_and_what_the_image_is_built_on(tmp_path: Path) -> None:
    file = tmp_path / "Dockerfile"
    file.write_text("FROM scratch")
    first = context.fingerprint(tmp_path, "base")
    assert context.fingerprint(tmp_path, "base") == first
    assert context.fingerprint(tmp_path, "other base") != first
    file.chmod(0o755)
    executable = context.fingerprint(tmp_path, "base")
    file.write_text("FROM scratch ")
    assert len({first, executable, context.fingerprint(tmp_path, "base")}) == 3


def test_engine_brings_everything_that_the_package_says_it_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = {*project["dependencies"], *project["optional-dependencies"]["worker"]}
    pins = _pins(recipe.FOLDER / recipe.ENGINE / "requirements.txt")
    assert {item.lower() for item in needed} <= {f"{name}=={version}" for name, version in pins.items()}
