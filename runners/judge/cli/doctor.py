"""`alpaco doctor`: what protects this machine from submissions, and which languages it has.

`alpaco doctor --aws` asks whether all is ready to deploy instead.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from textwrap import wrap

from judge.cli import operate
from judge.cli.common import languages_known, print_json
from judge.cli.main import JUDGE_ERROR, OK, Arguments
from judge.language_report import LanguageReport, language_reports
from judge.sandbox import Sandbox, SandboxError
from judge.sandbox.layers import Layer

_NARROWEST = 60


def run(arguments: Arguments) -> int:
    if arguments.aws:
        arguments.operation = "operate.doctor"
        return operate.run(arguments)
    layers, problem = _layers()
    reports = language_reports(languages_known())
    if arguments.json:
        print_json(_as_json(layers, problem, reports))
    else:
        _print(layers, problem, reports)
    return JUDGE_ERROR if problem else OK


def _layers() -> tuple[Mapping[str, Layer], str]:
    """The layers, and why there is no sandbox at all if there is none."""
    try:
        with Sandbox.open() as sandbox:
            return sandbox.layers(), ""
    except SandboxError as exc:
        return {}, str(exc)


def _as_json(layers: Mapping[str, Layer], problem: str, reports: list[LanguageReport]) -> dict[str, object]:
    return {
        "ok": not problem,
        "problem": problem,
        "sandbox": {name: {"active": layer.active, "detail": layer.detail} for name, layer in layers.items()},
        "languages": [report.as_json() for report in reports],
    }


def _print(layers: Mapping[str, Layer], problem: str, reports: list[LanguageReport]) -> None:
    print(f"sandbox: {problem or 'ready'}")
    _print_rows([(layer.active, name, layer.detail) for name, layer in layers.items()])
    print("languages:")
    _print_rows([(not report.missing, report.code, report.state) for report in reports])


def _print_rows(rows: list[tuple[bool, str, str]]) -> None:
    """A plus or minus, a name, and details that wrap below themselves."""
    width = max((len(name) for _, name, _ in rows), default=0)
    room = max(_NARROWEST, shutil.get_terminal_size().columns) - width - 6
    for active, name, detail in rows:
        lines = wrap(detail, room) or [""]
        print(f"  {'+' if active else '-'} {name:<{width}}  {lines[0]}".rstrip())
        for line in lines[1:]:
            print(" " * (width + 6) + line)
