"""What the READMEs tell people to type, open and read exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from judge.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["README.md", "README.ko.md", "CONTRIBUTING.md"]


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["README.md", "README.ko.md"])
def test_links_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", text(page))
    assert links
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_make_targets_exist(page: str) -> None:
    targets = set(re.findall(r"\bmake ([a-z][a-z0-9-]*)", text(page)))
    assert targets
    assert targets <= set(re.findall(r"^([a-z0-9-]+):", text("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("page", ["README.md", "README.ko.md"])
def test_problems_exist(page: str) -> None:
    names = set(re.findall(r"problems/([a-z]+)", text(page)))
    assert names
    assert [name for name in names if not (ROOT / "problems" / name / "problem.yaml").is_file()] == []


@pytest.mark.parametrize("page", ["README.md", "README.ko.md"])
def test_subcommands_exist(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    names = set(re.findall(r"^\$ alpaco ([a-z]+)", text(page), re.MULTILINE))
    assert names
    for name in names:
        with pytest.raises(SystemExit) as end:
            main([name, "--help"])
        assert end.value.code == 0, name
        assert f"alpaco {name}" in capsys.readouterr().out
