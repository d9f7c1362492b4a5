"""The local platform: one clear line for what stops it, and nothing left behind."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest

from tools.dev import cdk, emulator, environment, paths, ports
from tools.dev.deployment import Deployment
from tools.dev.emulator import Emulator
from tools.dev.errors import DevError
from tools.dev.processes import Process

ENDPOINT = "http://127.0.0.1:4711"


def _script(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_port_in_use_is_named_with_a_remedy() -> None:
    with socket.socket() as taken:
        taken.bind((ports.LOOPBACK, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(DevError, match=rf"^Port {port} is in use: .*make dev PORT="):
            ports.ensure_free(port)
    ports.ensure_free(port)


def test_missing_program_is_named_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALPACO_EMULATOR", str(tmp_path / "nowhere"))
    with pytest.raises(DevError, match=r"nowhere is not installed .* run `make setup`"):
        Emulator.start(tmp_path)


def test_end_of_the_log_is_shown_when_the_emulator_ends_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = _script(tmp_path / "ministack", "echo cannot open the store >&2; exit 1")
    monkeypatch.setenv("ALPACO_EMULATOR", str(broken))
    with pytest.raises(DevError, match=r"(?s)embedded AWS has ended .*cannot open the store"):
        Emulator.start(tmp_path)


def test_everything_that_a_process_started_ends_with_it(tmp_path: Path) -> None:
    """The grandchild holds the write end of a pipe: it reads as ended only when nobody holds it any more."""
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    script = _script(tmp_path / "parent", f"(echo ready; exec sleep 1000) > {fifo} & wait")
    parent = Process.start("parent", [str(script)], env={"PATH": os.defpath}, log=tmp_path / "log")
    with fifo.open() as grandchild:
        assert grandchild.readline() == "ready\n"
        parent.stop()
        assert grandchild.read() == ""
    assert not parent.is_alive()


def test_data_of_a_killed_emulator_is_discarded_and_that_of_a_stopped_one_kept(tmp_path: Path) -> None:
    for name in ("state", "s3", "tmp"):
        (tmp_path / name).mkdir()
    emulator._discard_leftovers(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["s3", "state"]
    (tmp_path / "running").touch()
    emulator._discard_leftovers(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["running"]


def test_clients_see_the_embedded_aws_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "real")
    monkeypatch.setenv("CDK_DEPLOY_REGION", "us-east-1")
    variables = environment.client_environment(ENDPOINT, directory=tmp_path)
    assert variables["AWS_ENDPOINT_URL"] == ENDPOINT
    assert not {"AWS_PROFILE", "AWS_SESSION_TOKEN", "CDK_DEPLOY_REGION"} & set(variables)
    assert not Path(variables["AWS_SHARED_CREDENTIALS_FILE"]).exists()


def test_lambdas_inherit_no_variable_of_the_developer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    variables = environment.emulator_environment(4711, directory=tmp_path, persistent=False)
    assert "secret" not in variables.values()
    assert variables["BIND_HOST"] == ports.LOOPBACK


def test_urls_are_those_of_the_embedded_aws(tmp_path: Path) -> None:
    outputs = tmp_path / "outputs.json"
    outputs.write_text(
        '{"alpaco-local": {"RestApiId": "r1", "WebSocketApiId": "w1", "ApiStage": "api", "JobsTable": "jobs-1",'
        ' "JobQueueUrls": "{\\"main\\": \\"queue-1\\"}"}}'
    )
    deployment = Deployment.read(outputs, endpoint=ENDPOINT)
    assert deployment.http_url == f"{ENDPOINT}/_aws/execute-api/r1/api"
    assert deployment.websocket_url == "ws://127.0.0.1:4711/_aws/execute-api/w1/api"
    assert deployment.tables == {"jobs": "jobs-1"}
    assert deployment.job_queue_urls == {"main": "queue-1"}


def test_only_sources_decide_whether_to_deploy_again(tmp_path: Path) -> None:
    for name in ("app.py", "node_modules/x.js", "cdk.out/t.json", "__pycache__/app.pyc", "lib/deep.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert [str(path.relative_to(tmp_path)) for path in cdk._source_files([tmp_path])] == ["app.py", "lib/deep.py"]


def test_sources_of_the_stack_are_found_from_the_checkout() -> None:
    names = {path.relative_to(paths.ROOT).as_posix() for path in cdk._source_files(cdk.SOURCES)}
    assert {"infrastructure/app.py", "infrastructure/state_machines/grader.asl.json", "runtime/app.py"} <= names
