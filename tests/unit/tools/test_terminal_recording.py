"""What a terminal showed is told from what was written to it, and becomes one picture that moves."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from pathlib import Path

from tools.docs.animation import MOST_FRAMES, animation
from tools.docs.recording import Frame, Recording, Run, record


def test_what_is_overwritten_is_seen_only_in_earlier_frames(tmp_path: Path) -> None:
    recording = record(r"printf 'wait'; sleep 0.4; printf '\r\033[Kdone\n'; exit 3", tmp_path, os.environ)
    assert recording.exit_code == 3
    assert any("wait" in frame.text().splitlines() for frame in recording.frames)
    last = recording.frames[-1].text()
    assert last.splitlines()[1] == "done"


def test_looks_are_kept_and_dim_is_grey(tmp_path: Path) -> None:
    line = r"printf '\033[1;31mbad\033[0m \033[2mold\033[0m 한글'"
    recording = record(line, tmp_path, os.environ)
    (row,) = [row for row in recording.frames[-1].rows if row and row[0].text.startswith("bad")]
    assert row[0] == Run(0, "bad", "red", bold=True)
    assert [run.text.strip() for run in row if run.colour == "brightblack"] == ["old"]
    assert "한글" in "".join(run.text for run in row)


def test_the_picture_is_well_formed_small_and_ends_with_the_last_screen() -> None:
    frames = tuple(Frame(n / 10, ((Run(0, f"<{n}> & so on"),), ())) for n in range(500))
    picture = animation(Recording(40, 2, frames, 0), "a title")
    root = ET.fromstring(picture)
    assert len([item for item in root.iter() if item.tag.endswith("use")]) <= MOST_FRAMES + 1
    assert "<499> & so on" in "".join(root.itertext())
    assert "<script" not in picture
    assert "http" not in picture.replace("http://www.w3.org/2000/svg", "")


def test_what_is_asked_is_answered_once(tmp_path: Path) -> None:
    line = "read -p 'Your name? ' name; echo hello $name; read -t 0.3 more; echo [$more]"
    recording = record(line, tmp_path, os.environ, replies={"Your name?": "Ada\n"})
    assert "hello Ada" in recording.frames[-1].text()
    assert "[]" in recording.frames[-1].text()
