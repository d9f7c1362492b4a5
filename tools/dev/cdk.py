"""Deploys the real stack with the real CDK command line to the embedded AWS."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tools.dev import paths
from tools.dev.deployment import Deployment
from tools.dev.emulator import Emulator, answers
from tools.dev.environment import ACCOUNT, REGION
from tools.dev.errors import DevError
from tools.dev.processes import Process

SOURCES = (paths.INFRASTRUCTURE, paths.RUNTIME)
# The model of the developer's own tools drafts problems here too; its key is not part of what is deployed.
MODEL_VARIABLES = ("OPENAI_MODEL", "OPENAI_BASE_URL", "DRAFTING_")
_NOT_SOURCES = {"node_modules", "cdk.out", "chalice.out", "__pycache__", "deployed", "deployments"}


@dataclass(frozen=True)
class Cdk:
    """The CDK command line at work for one emulator; everything it writes goes below the emulator's directory."""

    emulator: Emulator
    context: tuple[tuple[str, str], ...] = (("stage", "local"),)
    # Variables over those of this process: the model that is deployed, for instance.
    variables: tuple[tuple[str, str], ...] = ()

    def deploy(self) -> Deployment:
        """Deploys the stack unless this emulator already has it as it is. Raises DevError with the end of the log."""
        fingerprint = self._fingerprint()
        if self._deployed_fingerprint() != fingerprint or not self._is_served():
            self._record.unlink(missing_ok=True)
            self._deploy()
            self._record.write_text(json.dumps({"fingerprint": fingerprint}))
        return self._deployment()

    def bootstrap(self) -> None:
        """Makes what deploying needs. Raises DevError."""
        with ExitStack() as running:
            self._finish(self._bootstrap(running))

    def diff(self) -> str:
        """What deploying the last synthesized stack would change, as CDK prints it. Raises DevError."""
        with ExitStack() as running:
            process = self._start(running, "diff", "--app", str(self.assembly))
            self._finish(process)
            return process.log.read_text()

    def executed(self) -> list[list[str]]:
        """Every command line of the CDK so far: the command, then its options."""
        return [json.loads(line) for line in self._commands.read_text().splitlines()]

    def destroy(self) -> None:
        """Ends the stack; what it keeps stays. Raises DevError."""
        with ExitStack() as running:
            self._finish(self._start(running, "destroy", "--app", str(self.assembly), "--force"))

    def deploy_again(self) -> Deployment:
        """The stack of the last `deploy`, after `destroy`: it takes over what stayed. Raises DevError."""
        with ExitStack() as running:
            self._deploy_assembly(running, "--import-existing-resources")
        return self._deployment()

    def _deployment(self) -> Deployment:
        return Deployment.read(self._outputs, endpoint=self.emulator.endpoint)

    def _is_served(self) -> bool:
        return answers(f"{self._deployment().http_url}/health")

    @property
    def _record(self) -> Path:
        return self.emulator.directory / "deployed.json"

    @property
    def _outputs(self) -> Path:
        return self.emulator.directory / "outputs.json"

    @property
    def _commands(self) -> Path:
        return self.emulator.directory / "cdk-commands.log"

    @property
    def assembly(self) -> Path:
        """Where the synthesized stack lies."""
        return self.emulator.directory / "cdk.out"

    def _deploy(self) -> None:
        with ExitStack() as running:
            # Synthesis needs no AWS: it runs while the emulator is prepared.
            context = [option for name, value in self.context for option in ("--context", f"{name}={value}")]
            synthesis = self._start(running, "synth", "--quiet", "--output", str(self.assembly), *context)
            self._finish(self._bootstrap(running))
            self._finish(synthesis)
            self._deploy_assembly(running)

    def deploy_synthesized(self, assembly: Path) -> Deployment:
        """A stack that another emulator got, after `bootstrap`: it is not synthesized again. Raises DevError."""
        shutil.copytree(assembly, self.assembly)
        with ExitStack() as running:
            self._deploy_assembly(running)
        return self._deployment()

    def _bootstrap(self, running: ExitStack) -> Process:
        return self._start(running, "bootstrap", "--app", "", f"aws://{ACCOUNT}/{REGION}")

    def _deploy_assembly(self, running: ExitStack, *more: str) -> None:
        options = ("--require-approval", "never", "--outputs-file", str(self._outputs), *more)
        self._finish(self._start(running, "deploy", "--app", str(self.assembly), *options))

    def _start(self, running: ExitStack, command: str, *options: str) -> Process:
        log = self.emulator.directory / f"cdk-{command}.log"
        log.unlink(missing_ok=True)
        with self._commands.open("a") as commands:
            commands.write(json.dumps([command, *options]) + "\n")
        process = Process.start(
            f"cdk {command}",
            [str(paths.cdk_program()), command, *options],
            env=_without_search_path({**self.emulator.client_environment, **dict(self.variables), **_quiet()}),
            log=log,
            cwd=paths.INFRASTRUCTURE,
        )
        running.callback(process.kill)
        return process

    def _finish(self, process: Process) -> None:
        if process.popen.wait() != 0:
            self.emulator.ensure_alive()
            raise DevError(f"`{process.name}` failed (log: {process.log}):\n{process.tail()}")

    def _deployed_fingerprint(self) -> str | None:
        if not (self._record.exists() and self._outputs.exists()):
            return None
        return str(json.loads(self._record.read_text())["fingerprint"])

    def _fingerprint(self) -> str:
        """Of everything that the deployed stack depends on."""
        environ = {**os.environ, **dict(self.variables)}
        model = sorted(item for item in environ.items() if item[0].startswith(MODEL_VARIABLES))
        model.append(("has_key", str(bool(environ.get("OPENAI_API_KEY")))))
        digest = hashlib.sha256(repr((sys.version_info[:2], self.emulator.port, self.context, model)).encode())
        for path in _source_files(SOURCES):
            digest.update(f"\0{path.relative_to(paths.ROOT)}\0".encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()


def _source_files(folders: Sequence[Path]) -> list[Path]:
    files = (path for folder in folders for path in folder.rglob("*"))
    return sorted(path for path in files if path.is_file() and not _NOT_SOURCES.intersection(path.parts))


def _without_search_path(environment: Mapping[str, str]) -> dict[str, str]:
    """There are two modules `app`; with the wrong one first on Python's path, Chalice would package the CDK's."""
    return {name: value for name, value in environment.items() if name != "PYTHONPATH"}


def _quiet() -> dict[str, str]:
    """No questions, no telemetry, no warnings about the version of Node.js."""
    return {
        "CI": "true",
        "CDK_DISABLE_CLI_TELEMETRY": "true",
        "CDK_DISABLE_VERSION_CHECK": "true",
        "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "18,20,21,23",
        "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1",
    }
