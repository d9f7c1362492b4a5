"""Where things lie in the checkout, and the programs that the set-up installed."""

import os
import sys
from pathlib import Path

from tools.dev.errors import DevError

ROOT = Path(__file__).resolve().parents[2]
INFRASTRUCTURE = ROOT / "infrastructure"
RUNTIME = ROOT / "runtime"
STATE = ROOT / ".dev"


def emulator_program() -> Path:
    """The embedded AWS; ALPACO_EMULATOR names one that is installed elsewhere."""
    return _installed(Path(os.environ.get("ALPACO_EMULATOR", ROOT / ".venv-emulator/bin/ministack")))


def cdk_program() -> Path:
    return _installed(INFRASTRUCTURE / "node_modules/.bin/cdk")


def program(name: str) -> Path:
    """A program of the Python environment that runs this."""
    return _installed(Path(sys.executable).with_name(name))


def _installed(path: Path) -> Path:
    if not path.exists():
        raise DevError(f"{path.name} is not installed ({path} is missing): run `make setup`")
    return path
