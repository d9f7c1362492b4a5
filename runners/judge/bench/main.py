"""`alpaco bench [--out DIR]`: measures the sandbox, prints, and writes bench.json and bench.png.

`alpaco bench gates` measures the quality gates instead.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from judge.bench import chart, contenders, measure, workloads
from judge.bench.contenders import Ours, Peer
from judge.bench.gates import main as gates
from judge.bench.measure import RunOnce
from judge.bench.report import Report
from judge.sandbox import Program, Sandbox, SandboxUnavailable, Stored

_PYTHON = "/usr/bin/python3"
_HELLO = b"hello\n"


def main(arguments: Sequence[str]) -> int:
    if arguments[:1] == ["gates"]:
        return gates.main(arguments[1:])
    options = _parser().parse_args(arguments)
    try:
        with Sandbox.open(slots=_slots()) as sandbox, tempfile.TemporaryDirectory() as place:
            Path(place).chmod(0o755)
            report = run(sandbox, Path(place), rounds=options.rounds, counts=options.tests)
    except SandboxUnavailable as exc:
        print(f"alpaco bench: {exc}", file=sys.stderr)
        return 3
    print(report.to_text())
    _write(report, options.out)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="alpaco bench", description="Measures the sandbox beside others.")
    parser.add_argument("--rounds", type=int, default=8, help="rounds of 25 runs of each trivial program (default 8)")
    parser.add_argument("--tests", type=int, nargs="+", default=[50, 500], help="sizes of the submission's test sets")
    parser.add_argument("--out", type=Path, default=Path("test-output"), help="folder for bench.json and bench.png")
    return parser


def _slots() -> int:
    return max(1, min(8, len(os.sched_getaffinity(0))))


def run(sandbox: Sandbox, place: Path, *, rounds: int, counts: Sequence[int]) -> Report:
    """All measurements; programs and inputs lie below `place`."""
    load_before = os.getloadavg()[0]
    contenders.adopt_orphans()
    _start_all_slots(sandbox)
    contenders.remember_lasting()
    peers = contenders.peers(place, place)
    single = {
        "trivial C": _single_native(sandbox, place, peers, rounds),
        "trivial Python": _single_python(sandbox, place, peers, rounds),
    }
    submission = {count: _submission(sandbox, place, peers, count) for count in counts}
    layers = {name: "active" if layer.active else layer.detail for name, layer in sandbox.layers().items()}
    return Report(single, submission, layers, load_before, os.getloadavg()[0])


def _start_all_slots(sandbox: Sandbox) -> None:
    """A worker's supervisors have long been running."""
    with ExitStack() as stack:
        for _ in range(_slots()):
            assert stack.enter_context(sandbox.slot()).supervisor


def _single_native(sandbox: Sandbox, place: Path, peers: Sequence[Peer], rounds: int) -> dict[str, measure.Figures]:
    executable = contenders.compiled(workloads.TRIVIAL_C, place)
    program = measure.native_program(sandbox, executable.read_bytes())
    return _single(sandbox, program, peers, [str(executable)], rounds)


def _single_python(sandbox: Sandbox, place: Path, peers: Sequence[Peer], rounds: int) -> dict[str, measure.Figures]:
    (place / "trivial.py").write_bytes(workloads.TRIVIAL_PYTHON)
    program = measure.python_program(sandbox, workloads.TRIVIAL_PYTHON)
    return _single(sandbox, program, peers, [_PYTHON, str(place / "trivial.py")], rounds)


def _single(
    sandbox: Sandbox, program: Program, peers: Sequence[Peer], command: Sequence[str], rounds: int
) -> dict[str, measure.Figures]:
    with sandbox.slot() as slot, Stored(b"") as empty:
        runs: dict[str, RunOnce] = {Ours.name: measure.once_with(Ours(sandbox, slot), program, empty, _HELLO)}
        for peer in peers:
            runs[peer.name] = measure.once_by(peer, command, Path(os.devnull), _HELLO)
        return measure.interleaved(runs, rounds=rounds, per_round=25)


def _submission(sandbox: Sandbox, place: Path, peers: Sequence[Peer], count: int) -> dict[str, float]:
    """The best of three, in turns; answers come from a first bare loop."""
    inputs = [test.stdin for test in workloads.tests(count)]
    paths = [_stored(place / f"{index}.in", text) for index, text in enumerate(inputs)]
    (place / "submission.py").write_bytes(workloads.SUBMISSION)
    command = [_PYTHON, str(place / "submission.py")]
    expected = [peers[0](path, command)[0] for path in paths]
    best: dict[str, float] = {}
    for _ in range(3):
        for slots in sorted({1, _slots()}):
            wall = measure.submission_ours(sandbox, slots, workloads.SUBMISSION, inputs, expected)
            name = f"{Ours.name}, {slots} slot{'s' if slots > 1 else ''}"
            best[name] = min(wall, best.get(name, wall))
        for peer in peers:
            wall = measure.submission_loop(peer, paths, command, expected)
            best[f"{peer.name} loop"] = min(wall, best.get(f"{peer.name} loop", wall))
    return best


def _stored(path: Path, text: bytes) -> Path:
    path.write_bytes(text)
    return path


def _write(report: Report, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench.json").write_text(json.dumps(report.to_json(), indent=2) + "\n")
    try:
        chart.draw(report, folder / "bench.png")
    except ImportError:
        print("No chart: it needs Pillow (pip install 'alpaco[bench]').", file=sys.stderr)
        print(f"\nWritten: {folder / 'bench.json'}")
        return
    print(f"\nWritten: {folder / 'bench.json'} and {folder / 'bench.png'}")
