"""Who may import whom. Imports only for type checkers do not count: they are not there when the program runs."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIB = ROOT / "runtime/chalicelib"
JUDGE = ROOT / "runners/judge"
WORKER = ROOT / "runners/worker"

# Modules through which the world comes in: files, network, processes, clocks, chance, environment.
WORLD = {"os", "sys", "time", "random", "secrets", "socket", "subprocess", "threading", "urllib", "http", "tempfile"}
THIRD_PARTY = {"boto3", "botocore", "chalice", "openai", "pydantic", "httpx", "httpx2", "requests"}
# The adapters' own tools, and what the edges parse and answer with.
ALLOWED = {
    "domain": {"chalicelib.domain", "chalicelib.protocol", "chalicelib.errors"},
    "usecases": {"chalicelib.usecases", "chalicelib.domain", "chalicelib.protocol", "chalicelib.errors"},
    "api": {"chalicelib.api", "chalicelib.usecases", "chalicelib.domain", "chalicelib.protocol", "chalicelib.errors"},
    "adapters": {
        "chalicelib.adapters",
        "chalicelib.usecases",
        "chalicelib.domain",
        "chalicelib.protocol",
        "chalicelib.errors",
    },
}


def imports(path: Path) -> Iterator[str]:
    """Every module that the file imports when it runs, at its top or inside a function."""
    yield from _imported(ast.parse(path.read_text()))


def _imported(node: ast.AST) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING":
            continue
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            module = child.module or ""
            # `from package import module` names the module; a name inside a module does no harm here.
            yield from (f"{module}.{alias.name}" for alias in child.names)
        else:
            yield from _imported(child)


def under(name: str, packages: set[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def files(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)
    assert found, f"{folder} holds no code"
    return found


@pytest.mark.parametrize("layer", ALLOWED)
def test_layers_import_downwards_only(layer: str) -> None:
    wrong = [
        f"{path.relative_to(LIB)} imports {name}"
        for path in files(LIB / layer)
        for name in imports(path)
        if under(name, {"chalicelib", "app", "judge", "worker"}) and not under(name, ALLOWED[layer])
    ]
    assert wrong == []


def test_only_bootstrap_knows_adapters() -> None:
    knowing = {
        path.relative_to(LIB).parts[0]
        for path in files(LIB)
        if not path.is_relative_to(LIB / "adapters") and any(under(n, {"chalicelib.adapters"}) for n in imports(path))
    }
    assert knowing == {"bootstrap"}


def test_domain_touches_nothing_outside_itself() -> None:
    wrong = [
        f"{path.relative_to(LIB)} imports {name}"
        for path in files(LIB / "domain")
        for name in imports(path)
        if under(name, WORLD | THIRD_PARTY)
    ]
    assert wrong == []


def test_use_cases_know_no_transport_and_no_cloud() -> None:
    wrong = [
        f"{path.relative_to(LIB)} imports {name}"
        for path in files(LIB / "usecases")
        for name in imports(path)
        if under(name, THIRD_PARTY | {"os", "socket", "urllib", "http"})
    ]
    assert wrong == []


def test_only_config_reads_the_environment() -> None:
    readers = {
        str(path.relative_to(LIB))
        for path in files(LIB)
        if "os.environ" in path.read_text() or "getenv" in path.read_text()
    }
    assert readers == {"config.py"}


def test_protocol_needs_the_standard_library_only() -> None:
    names = {name for path in files(LIB / "protocol") for name in imports(path)}
    assert {name.split(".")[0] for name in names if not under(name, {"chalicelib.protocol"})} <= sys.stdlib_module_names


def test_engine_knows_nothing_of_the_service_but_the_protocol() -> None:
    wrong = [
        f"{path.relative_to(JUDGE)} imports {name}"
        for path in files(JUDGE)
        for name in imports(path)
        if under(name, THIRD_PARTY | {"worker", "app"})
        or (under(name, {"chalicelib"}) and not under(name, {"chalicelib.protocol"}))
    ]
    assert wrong == []


def test_worker_knows_nothing_of_the_service_but_the_protocol() -> None:
    wrong = [
        f"{path.relative_to(WORKER)} imports {name}"
        for path in files(WORKER)
        for name in imports(path)
        if under(name, {"chalicelib"}) and not under(name, {"chalicelib.protocol"})
    ]
    assert wrong == []


def test_worker_knows_aws_in_one_place() -> None:
    knowing = {path.name for path in files(WORKER) if any(under(n, {"boto3", "botocore"}) for n in imports(path))}
    assert knowing == {"aws.py"}


def test_importing_the_app_does_nothing_and_loads_no_client() -> None:
    """Packaging imports it without any environment; a cold start pays for whatever this loads."""
    script = (
        "import sys, socket, threading\n"
        "socket.socket = None\n"
        "import app\n"
        "heavy = {'boto3', 'botocore', 'pydantic', 'openai', 'yaml'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "assert threading.active_count() == 1\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT / "runtime", env={"PATH": ""}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
