"""What `alpaco submit` sends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from alpaco_client.cli.submit import source
from judge.cli.main import UsageError


def test_a_folder_is_sent_as_answers_by_name(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/1.out").write_text("3\n")
    (tmp_path / "2.out").write_text("세\n", encoding="utf-8")
    (tmp_path / ".hidden").write_text("")
    code, language = source(tmp_path, None)
    assert (json.loads(code), language) == ({"a/1.out": "3\n", "2.out": "세\n"}, "answers")


def test_a_folder_is_no_program(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="a program is one file"):
        source(tmp_path, "cpp")


def test_a_program_has_the_language_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("print(1)")
    assert source(tmp_path / "a.py", None) == ("print(1)", "python3")


@pytest.mark.parametrize(("name", "content"), [("a.zzz", b"x"), ("a.py", b"\xff"), ("none.py", None)])
def test_what_cannot_be_sent_is_told(tmp_path: Path, name: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=name):
        source(tmp_path / name, None)
