"""The demonstration: a problem made live over WebSocket, then a right and a wrong solution of it, judged."""

from __future__ import annotations

import io
import tempfile
import time
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alpaco_client.cli.show import statement
from judge.package import Package, files_of, load
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from tools.dev import client

PROMPT = "a graph problem about ferries between islands"
REQUEST = {"action": "generate", "prompt": PROMPT, "difficulty": "easy", "language": "en", "seed": 7}
GATE_MARKS = {
    "pass": ("✓", "green"),
    "fail": ("✗", "red"),
    "not_applicable": ("–", "dim"),
    "infra_failure": ("!", "yellow"),
}


class DemoFailed(Exception):
    """The demonstration did not go as it should; the text says what happened instead."""


@dataclass(frozen=True)
class Example:
    """One program to submit, and the verdict that the problem's author promises."""

    name: str
    code: str
    expected: str


def demonstrate(http_url: str, websocket_url: str, console: Console) -> None:
    """Runs the whole demonstration and prints it. Raises DemoFailed."""
    problem_id = generate(websocket_url, console)
    for example in examples(client.download(f"{http_url}/problems/{problem_id}/package")):
        grade(http_url, websocket_url, problem_id, example, console)


def generate(websocket_url: str, console: Console) -> str:
    """Has a problem made, printing it while it streams; its id."""
    console.rule(f"[bold]Generating: {PROMPT}")
    request = {**REQUEST, "request_id": f"demo-{time.time_ns()}"}
    with console.status("asking for it ...") as status:
        for frame in client.frames(websocket_url, request):
            status.update(_activity(frame))
            _show(frame, console)
    if frame["data"].get("problem_id"):
        return str(frame["data"]["problem_id"])
    raise DemoFailed(f"no problem was made: {frame['data']}")


def _activity(frame: Mapping[str, Any]) -> str:
    """What goes on right now, for the last line of a terminal."""
    stage = frame.get("stage") or "checks on a runner"
    return f"{stage}: frame {frame['seq']}"


def _show(frame: Mapping[str, Any], console: Console) -> None:
    shown = {
        "accepted": _accepted,
        "stage": _stage,
        "artefact": _artefact,
        "gate": _gate,
        "done": _done,
        "failed": _failed,
    }
    if frame["type"] in shown:
        shown[frame["type"]](frame, console)


def _accepted(frame: Mapping[str, Any], console: Console) -> None:
    model = frame["data"]["model"]
    note = "no model is configured, so a parametric package is varied" if model == "template" else "live from the model"
    console.print(f"[dim]job {frame['job_id']} · model {model} ({note})")


def _stage(frame: Mapping[str, Any], console: Console) -> None:
    data = frame["data"]
    if data["state"] == "finished":
        console.print(f"[green]✓[/] {data['name']:<10} [dim]{data['duration_ms']} ms")


def _artefact(frame: Mapping[str, Any], console: Console) -> None:
    """The rules when they are known, the statement when it is written; code is for the curious, in the package."""
    data = frame["data"]
    if frame.get("stage") == "statement" and "text" in data:
        console.print(Padding(statement(data["text"]), (1, 4)))
    elif "object" in data:
        rules = [f"{number}. {rule}" for number, rule in enumerate(data["object"].get("rules", []), 1)]
        console.print(Padding(Text("\n".join(rules), style="dim"), (0, 4)))


def _gate(frame: Mapping[str, Any], console: Console) -> None:
    data = frame["data"]
    mark, style = GATE_MARKS.get(data["status"], ("?", "yellow"))
    console.print(Text.assemble((mark, style), f" {data['id']} ", (str(data.get("summary", "")), "dim")))


def _done(frame: Mapping[str, Any], console: Console) -> None:
    data = frame["data"]
    if data["problem_id"] is None:
        console.print(f"[bold red]{data['outcome']}[/]: nothing was stored; report: {data['report']}")
        return
    console.print(f"[bold green]{data['outcome']}[/]: stored as [bold]{data['problem_id']}[/], ready for grading")


def _failed(frame: Mapping[str, Any], console: Console) -> None:
    console.print(f"[bold red]failed[/]: {frame['data']['class']}: {frame['data']['detail']}")


def examples(package_zip: bytes) -> list[Example]:
    """The reference solution and the first wrong one of an exported package, as a user would type them."""
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(io.BytesIO(package_zip)).extractall(folder)
        package = load(_package_root(Path(folder)))
        return [_example(package, "accepted", "ACCEPTED"), _example(package, "wrong_answer", "WRONG_ANSWER")]


def _package_root(folder: Path) -> Path:
    return next(path.parent for path in sorted(folder.rglob("problem.yaml")))


def _example(package: Package, folder: str, expected: str) -> Example:
    """The first Python submission of a folder, its constants replaced as the judge does it."""
    for program in package.submissions:
        if program.name.startswith(f"{folder}/") and program.name.endswith(".py"):
            (code,) = files_of(package, program).values()
            return Example(program.name, code.decode(), expected)
    raise DemoFailed(f"the package has no Python submission in {folder}")


def grade(http_url: str, websocket_url: str, problem_id: str, example: Example, console: Console) -> None:
    """Submits a program, shows its tests as they end, and compares the verdict with the promised one."""
    console.rule(f"[bold]Grading {example.name}")
    body = {"language": "python3", "code": example.code}
    submission_id = client.call(f"{http_url}/problems/{problem_id}/grade", body)["submission_id"]
    console.print(f"[dim]202 Accepted · submission {submission_id}")
    for frame in client.frames(websocket_url, {"action": "watch", "submission_id": submission_id}):
        if frame["type"] == "test":
            console.print(_run_line(frame["data"]))
    _judge(client.call(f"{http_url}/submissions/{submission_id}"), example, console)


def _run_line(run: Mapping[str, Any]) -> Text:
    passed = run["verdict"] == "ACCEPTED"
    mark = ("✓", "green") if passed else ("✗", "red")
    usage = (f"{run['cpu_s']:.3f} s  {run['memory_mib']:.0f} MiB", "dim")
    return Text.assemble(mark, f" {run['test']:<28} {run['verdict']:<22}", usage)


def _judge(submission: Mapping[str, Any], example: Example, console: Console) -> None:
    verdict = submission["verdict"]
    if verdict != example.expected:
        raise DemoFailed(f"{example.name}: {verdict}, but {example.expected} was promised")
    style = "green" if verdict == "ACCEPTED" else "red"
    console.print(f"verdict [bold {style}]{verdict}[/], as promised")
