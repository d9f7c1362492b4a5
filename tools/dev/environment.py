"""The environment of everything that talks to the embedded AWS, and of nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

ACCOUNT = "000000000000"
REGION = "ap-northeast-2"
# A developer's real account must never be reached from here, whatever profile is active.
_FOREIGN = ("AWS_", "CDK_")
_NO_PROXY = "127.0.0.1,localhost"


def client_environment(endpoint: str, *, directory: Path) -> dict[str, str]:
    """For clients of the embedded AWS: invented credentials, no profile, no proxy on the way."""
    return {
        **_inherited(os.environ),
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": str(directory / "no-config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(directory / "no-credentials"),
        "NO_PROXY": _NO_PROXY,
        "no_proxy": _NO_PROXY,
    }


def emulator_environment(
    port: int, *, directory: Path, persistent: bool, more: Mapping[str, str] | None = None
) -> dict[str, str]:
    """For the emulator, with `more` over what we would say. Its Lambdas inherit every variable, so it gets few."""
    temporary = directory / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    keep = "1" if persistent else "0"
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "HOME": str(directory),
        "TMPDIR": str(temporary),
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_REGION": REGION,
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "PERSIST_STATE": keep,
        "STATE_DIR": str(directory / "state"),
        "S3_PERSIST": keep,
        "S3_DATA_DIR": str(directory / "s3"),
        # Each would listen on a port of its own.
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "NO_PROXY": _NO_PROXY,
        "no_proxy": _NO_PROXY,
        **(more or {}),
    }


def _inherited(environ: Mapping[str, str]) -> dict[str, str]:
    """The developer's environment without clouds, with the programs of this Python environment first."""
    kept = {name: value for name, value in environ.items() if not name.startswith(_FOREIGN)}
    programs = str(Path(sys.executable).parent)
    return {**kept, "PATH": os.pathsep.join([programs, environ.get("PATH", os.defpath)])}
