"""The examples of the page on embedding, run as they are printed there."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

from tests.e2e.harness import Service, program, send
from tools.dev.paths import ROOT

PAGE = (ROOT / "docs/embedding.md").read_text(encoding="utf-8")
TSC = ROOT / "web/node_modules/.bin/tsc"
PATIENCE_S = 400
BEFORE = """
declare const process: any;
const url: string = process.env.URL;
const websocketUrl: string = process.env.WEBSOCKET_URL;
const key: string = "unused";
"""
AFTER = """
const taken = await grade("ribbonposts", "python3", process.env.CODE);
const last = await new Promise<any>((seen) => {
  void follow(taken.submission_id, 0, (frame) => frame.type === "done" && seen(frame));
});
console.log(JSON.stringify(last.data));
process.exit(0);
"""


def block(language: str) -> str:
    (code,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(code)


def run(command: list[str], folder: Path, **environment: str) -> str:
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, timeout=PATIENCE_S
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def objects(text: str) -> list[dict[str, Any]]:
    """JSON objects one after the other."""
    found, decoder = [], json.JSONDecoder()
    while text := text.lstrip():
        value, end = decoder.raw_decode(text)
        found.append(value)
        text = text[end:]
    return found


def test_curl_grades_and_has_a_problem_made(service: Service, tmp_path: Path) -> None:
    (tmp_path / "solution.py").write_text(program("ribbonposts", "accepted/reference.py"))
    printed = run(["sh", "-ec", block("sh")], tmp_path, URL=service.http_url, KEY="unused")
    submission, generation, _placeholder = objects(printed)
    send(f"{service.http_url}/generations/{generation['job_id']}/cancel", b"")
    # A busy service answers before the verdict is there: then it is asked for.
    assert service.verdict_of(submission["submission_id"])["verdict"] == "ACCEPTED"
    assert generation["request"]["prompt"] == "a graph problem about ferries"


def test_typescript_grades_and_follows(service: Service, tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "example.ts").write_text(BEFORE + block("ts") + AFTER + "export {};\n")
    strict = ["--strict", "--target", "es2022", "--module", "es2022", "--lib", "es2022,dom", "--types", ""]
    run([str(TSC), *strict, "example.ts"], tmp_path)
    printed = run(
        # Until Node.js 22 WebSocket has to be asked for.
        ["node", "--experimental-websocket", "--no-warnings", "example.js"],
        tmp_path,
        URL=service.http_url,
        WEBSOCKET_URL=service.websocket_url,
        CODE=program("ribbonposts", "accepted/reference.py"),
    )
    assert json.loads(printed)["outcome"] == "ACCEPTED"
