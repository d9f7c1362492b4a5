"""The lines of the tour, typed into a terminal as they are printed there; what was seen becomes pictures."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.e2e.harness import Service, program
from tools.dev.paths import ROOT
from tools.dev.paths import program as installed
from tools.docs.animation import animation
from tools.docs.recording import Recording, record

OUTPUT = ROOT / "test-output" / "tour"
ROWS = 34
# The words of a command, and what the screen must show when it has ended.
SHOWN = {
    "problems": ("ribbonposts", "tutorial"),
    "show": ("How many metres", "sample 1 answer"),
    "submit": ("ACCEPTED", "test cases passed"),
    "generate": ("verified",),
}
# To who is asked whether a problem that is there already will do.
REPLIES = {"or Enter for a new one": "\n"}


def lines(page: str) -> list[str]:
    """The lines of the tour that call the terminal client."""
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ alpaco ")]


@pytest.fixture
def environment(service: Service, tmp_path: Path) -> dict[str, str]:
    """Of a newcomer in a folder with a solution, who has never used the client."""
    (tmp_path / "solution.py").write_text(program("ribbonposts", "accepted/reference.py"))
    path = f"{installed('alpaco').parent}{os.pathsep}{os.environ['PATH']}"
    urls = {"ALPACO_URL": service.http_url, "ALPACO_WEBSOCKET_URL": service.websocket_url}
    return {**os.environ, "PATH": path, "HOME": str(tmp_path), "LANG": "C.UTF-8", **urls}


@pytest.mark.parametrize("line", lines("tour.md"), ids=lambda line: line.split()[1])
def test_tour_in_english(line: str, environment: dict[str, str], tmp_path: Path) -> None:
    recording = record(line, tmp_path, environment, rows=ROWS, replies=REPLIES)
    verb = line.split()[1]
    _write(recording, f"terminal-{verb}.svg", line)
    _is_as_promised(recording, verb)


def test_korean_tour_has_the_same_lines_and_its_own_wish(environment: dict[str, str], tmp_path: Path) -> None:
    english, korean = lines("tour.md"), lines("tour.ko.md")
    assert [line.split()[:2] for line in korean] == [line.split()[:2] for line in english]
    (wish,) = [line for line in korean if " generate " in line]
    recording = record(wish, tmp_path, environment, rows=ROWS, replies=REPLIES)
    _write(recording, "terminal-generate-ko.svg", wish)
    _is_as_promised(recording, "generate")


def _write(recording: Recording, name: str, line: str) -> None:
    OUTPUT.mkdir(parents=True, exist_ok=True)
    (OUTPUT / name).write_text(animation(recording, line), encoding="utf-8")


def _is_as_promised(recording: Recording, verb: str) -> None:
    last = recording.frames[-1].text()
    assert recording.exit_code == 0, last
    assert [words for words in SHOWN[verb] if words not in last] == [], last
