"""The zip of the functions, unpacked and alone: it has everything that it imports, and nothing else is needed."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from stacks.functions import FUNCTIONS

from tests.infrastructure.conftest import Synthesized

# Neither the packages of this environment (-S) nor variables (-I) help; Lambda has its own boto3, ours is in the zip.
_IMPORT = """
import importlib, pkgutil, sys
sys.path.insert(0, sys.argv[1])
def fail(name):
    raise ImportError(name)
app = importlib.import_module("app")
package = importlib.import_module("chalicelib")
for module in pkgutil.walk_packages(package.__path__, "chalicelib.", fail):
    importlib.import_module(module.name)
for name in ("openai", "boto3"):
    assert importlib.import_module(name).__file__.startswith(sys.argv[1]), name
print(" ".join(name for name in sys.argv[2:] if not callable(getattr(app, name, None))))
"""


def _handlers(synthesized: Synthesized) -> list[str]:
    return [item["Handler"].removeprefix("app.") for item in synthesized.properties("AWS::Serverless::Function")]


@pytest.fixture(scope="module")
def unzipped(dev: Synthesized, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What CloudFormation is given as the code of every function: one asset."""
    sources: set[Any] = {str(item["CodeUri"]) for item in dev.properties("AWS::Serverless::Function")}
    assert len(sources) == 1
    (archive,) = (
        path for path in dev.path.parent.glob("asset.*.zip") if path.stem.removeprefix("asset.") in sources.pop()
    )
    target = tmp_path_factory.mktemp("zip")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(target)
    return target


def test_everything_imports_with_nothing_but_the_zip(dev: Synthesized, unzipped: Path) -> None:
    handlers = _handlers(dev)
    assert len(handlers) == len(FUNCTIONS)
    command = [sys.executable, "-I", "-S", "-c", _IMPORT, str(unzipped), *handlers]
    done = subprocess.run(command, env={}, cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split() == [], "handlers that the app does not have"


def test_zip_holds_no_tests_no_tools_and_no_settings_of_the_checkout(unzipped: Path) -> None:
    ours = {path.name for path in unzipped.iterdir()}
    assert {"app.py", "chalicelib"} <= ours
    assert not ours & {"tests", "tools", "infrastructure", "runners", ".chalice", "requirements.txt"}
