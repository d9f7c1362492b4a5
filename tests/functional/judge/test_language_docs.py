"""The page that says how to add a language adds one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from judge.engine import GradeOptions, grade
from judge.languages import LANGUAGES_DIR, load
from judge.languages.model import Language
from judge.sandbox import Sandbox
from judge.submission import Submission

from tests.functional.judge.packages import package

pytestmark = pytest.mark.sandbox

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs/languages.md").read_text("utf-8")
PERL = 'my $n = <STDIN>;\nprint $n + 0, "\\n";\n'


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture
def with_perl(tmp_path: Path) -> dict[str, Language]:
    (toml,) = blocks("toml")
    assert len(toml.splitlines()) == 10
    (tmp_path / "perl.toml").write_text(toml)
    return dict(load(LANGUAGES_DIR, tmp_path))


@pytest.mark.parametrize(("source", "verdict"), [(PERL, "AC"), ("print 4;\n", "WA"), ("print (;\n", "CE")])
def test_the_language_of_the_page_is_judged(
    sandbox: Sandbox, tmp_path: Path, with_perl: dict[str, Language], source: str, verdict: str
) -> None:
    submission = Submission("a.pl", None, {"a.pl": source.encode()})
    options = GradeOptions(languages=with_perl)
    result = grade(package(tmp_path / "p", {}), submission, sandbox=sandbox, options=options)
    assert (result.verdict.code, result.language, result.error) == (verdict, "perl", "")


def test_the_image_of_the_page_is_made_like_the_others() -> None:
    (dockerfile,) = blocks("dockerfile")
    own = (ROOT / "runners/images/native/Dockerfile").read_text("utf-8")
    without = [line for line in own.splitlines() if not line.startswith("#")]
    assert [line for line in dockerfile.splitlines() if "need " not in line] == [
        line for line in without if "need " not in line
    ]


def test_every_key_is_explained() -> None:
    table = PAGE.split("## Keys")[1].split("## What")[0]
    keys = set(
        re.findall(
            r"`([a-z_]+)`", " ".join(line.split("|")[1] for line in table.splitlines() if line.startswith("| `"))
        )
    )
    fields = set(Language.__dataclass_fields__) - {"code"}
    assert keys == fields


def test_every_listed_language_is_there() -> None:
    """Not the other way round: whoever adds a language need not change this page."""
    table = PAGE.split("## What is there")[1].split("\n\n")[1]
    codes = re.findall(r"`([a-z0-9]+)`", " ".join(line.split("|")[1] for line in table.splitlines()))
    assert len(codes) >= 12
    assert set(codes) <= set(load())
