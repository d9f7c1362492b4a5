"""`alpaco bench gates`: verifies packages with planted defects and clean ones, prints what was caught."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from judge.bench.gates.manifest import ManifestError, read_entries
from judge.bench.gates.many import run_many
from judge.bench.gates.model import Entry, Result
from judge.bench.gates.record import Record
from judge.bench.gates.report import Report
from judge.bench.gates.run import sampled
from judge.bench.gates.score import is_as_it_should, score
from judge.sandbox import SandboxError

_REPOSITORY = Path(__file__).resolve().parents[4]


def main(arguments: Sequence[str]) -> int:
    """0 if the gates are good enough, 1 if not, 2 wrong usage, 3 no sandbox."""
    options = _parser().parse_args(arguments)
    try:
        entries = _chosen(read_entries(options.data), options)
        report = _measure(entries, options)
    except (ManifestError, OSError) as exc:
        print(f"alpaco bench gates: {exc}", file=sys.stderr)
        return 2
    except SandboxError as exc:
        print(f"alpaco bench gates: {exc}", file=sys.stderr)
        return 3
    print(_shown(report, options))
    return int(not score(report.results).is_good_enough)


def _shown(report: Report, options: argparse.Namespace) -> str:
    if options.json:
        return json.dumps(report.to_json(), ensure_ascii=False)
    return report.to_markdown() if options.markdown else report.to_text()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="alpaco bench gates", description="Measures the gates on planted defects.")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    parser.add_argument("--markdown", action="store_true", help="print the tables as Markdown")
    parser.add_argument("--sample", type=_share, default=1.0, metavar="10%", help="only this share, chosen by --seed")
    parser.add_argument("--seed", type=int, default=1, help="of the sample (default 1)")
    parser.add_argument(
        "--only", nargs="+", default=["*"], metavar="PATTERN", help="ids or classes, like 'ferryrest/*'"
    )
    parser.add_argument(
        "--every-gate", action="store_true", help="ask all of them, caught or not: shows what each catches alone"
    )
    parser.add_argument("--resume", type=Path, metavar="FILE", help="keep results in this file, run only what is new")
    parser.add_argument("--for", dest="for_s", type=float, metavar="SECONDS", help="start no entry after so long")
    parser.add_argument("--jobs", type=int, default=_cores(), help="packages at a time (default: one per core)")
    parser.add_argument("--data", type=Path, default=_REPOSITORY / "tests/defects", help="folder of the manifests")
    parser.add_argument("--problems", type=Path, default=_REPOSITORY / "problems", help="folder of the base packages")
    return parser


def _share(text: str) -> float:
    share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    if not 0 < share <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not a share")
    return share


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _chosen(entries: list[Entry], options: argparse.Namespace) -> list[Entry]:
    named = [
        entry for entry in entries if any(fnmatchcase(w, p) for p in options.only for w in (entry.id, entry.group))
    ]
    return named if options.sample == 1 else sampled(named, options.sample, options.seed)


def _measure(entries: Sequence[Entry], options: argparse.Namespace) -> Report:
    """With a record, entries that it holds are not run again, and those that there is no time for are left out."""
    started = time.monotonic()
    record = Record(options.resume, every_gate=options.every_gate) if options.resume else None
    known = record.known(entries) if record else []
    done = {result.entry.id for result in known}

    def tell(result: Result) -> None:
        _tell(result)
        if record:
            record.add(result)

    def is_time_left() -> bool:
        return options.for_s is None or time.monotonic() - started < options.for_s

    left = [entry for entry in entries if entry.id not in done]
    how = {"jobs": options.jobs, "every_gate": options.every_gate}
    made = run_many(left, options.problems, **how, on_result=tell, goes_on=is_time_left)
    results = {result.entry.id: result for result in [*known, *made]}
    ordered = [results[entry.id] for entry in entries if entry.id in results]
    if len(ordered) < len(entries):
        print(f"{len(entries) - len(ordered)} entries are left for the next piece", file=sys.stderr)
    return Report(ordered, time.monotonic() - started)


def _tell(result: Result) -> None:
    mark = "ok  " if is_as_it_should(result) else "BAD "
    print(f"{mark} {result.wall_s:6.1f} s  {result.outcome:12}  {result.entry.id}", file=sys.stderr, flush=True)
