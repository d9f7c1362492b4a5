"""`python -m tools.docs.terminal_picture [JOB]`: the terminal client at work, as the pictures in the docs.

Needs a running service (`make dev`); talks to the profile `local`, or to what the environment names. With JOB, that
generation is shown instead of a new one.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable

from alpaco_client.cli.generate_view import GenerateView
from alpaco_client.cli.problems import table
from alpaco_client.cli.submit_view import SubmitView
from alpaco_client.model import Frame
from alpaco_client.profiles import chosen, connected
from judge.jury import jury_submission
from judge.package import load
from rich.console import Console
from rich.terminal_theme import MONOKAI

from tools.dev.paths import ROOT

IMAGES = ROOT / "docs" / "images"
WISH = "arithmetic about ribbons along an avenue"
PROBLEM = "ribbonposts"
COLUMNS = 104
# Pictures in a repository load nothing from elsewhere.
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")


def main() -> int:
    IMAGES.mkdir(parents=True, exist_ok=True)
    alpaco = connected(chosen(""))
    console = _console("alpaco problems")
    console.print(table([item for item in alpaco.problems() if item.origin == "import"], "en"))
    _write(console, "terminal-problems.svg")
    judged = alpaco.wait(alpaco.submit(PROBLEM, "python3", reference()))
    console = _console(f"alpaco submit {PROBLEM} solution.py --watch")
    SubmitView(PROBLEM, judged.submission_id, console).finish(judged)
    _write(console, "terminal-submit.svg")
    job_id = sys.argv[1] if len(sys.argv) > 1 else alpaco.generate(WISH, difficulty="tutorial", seed=7)
    _generated(alpaco.follow(job_id))
    return 0


def _generated(frames: Iterable[Frame]) -> None:
    console = _console(f'alpaco generate "{WISH}" --watch')
    with GenerateView(console) as view:
        for frame in frames:
            view.add(frame)
    _write(console, "terminal-generate.svg")


def _console(command: str) -> Console:
    """One that remembers, with the command at its prompt."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=False, highlight=False)
    console.print(f"[bold green]$[/] [bold]{command}")
    return console


def _write(console: Console, name: str) -> None:
    picture = console.export_svg(title="alpaco", theme=MONOKAI, unique_id=name.partition(".")[0])
    (IMAGES / name).write_text(_FONT_FACE.sub("", picture), encoding="utf-8")


def reference() -> str:
    package = load(ROOT / "problems" / PROBLEM)
    program = next(item for item in package.submissions if item.name == "accepted/reference.py")
    (code,) = jury_submission(package, program).files.values()
    return code.decode()


if __name__ == "__main__":
    sys.exit(main())
