"""`chalice local` beside the deployed service: the same store, the same queue."""

from __future__ import annotations

import os
from pathlib import Path

from tests.e2e.harness import Service, program, submit, until
from tools.dev import client
from tools.dev.emulator import answers
from tools.dev.local_api import api_variables
from tools.dev.paths import RUNTIME
from tools.dev.paths import program as installed
from tools.dev.ports import free_port
from tools.dev.processes import Process


def test_local_api_grades_against_the_deployed_service(service: Service, tmp_path: Path) -> None:
    port = free_port()
    local = Process.start(
        "chalice local",
        [str(installed("chalice")), "local", "--port", str(port), "--no-autoreload"],
        env={"PATH": os.environ["PATH"], **api_variables(service.platform)},
        log=tmp_path / "chalice.log",
        cwd=RUNTIME,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        until(lambda: local.is_alive() and answers(f"{url}/health"), bool, what=f"chalice local: {local.tail()}")
        submission_id = submit(url, "ferryrest", "python3", program("ferryrest", "accepted/reference.py"))
        assert service.verdict_of(submission_id)["verdict"] == "ACCEPTED"
        assert client.call(f"{url}/submissions/{submission_id}")["verdict"] == "ACCEPTED"
    finally:
        local.stop()
