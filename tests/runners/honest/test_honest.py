"""What people submit in good faith gets the verdict that it deserves, with all layers and with few."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from judge.languages import Language, load, missing_tools
from judge.run import run_source
from judge.sandbox import Sandbox, layers
from judge.sandbox.layers import WITHOUT_VARIABLE

from tests.runners.honest import collection
from tests.runners.honest.collection import HonestProgram
from tests.sandboxes import open_or_skip

pytestmark = [pytest.mark.sandbox, pytest.mark.xdist_group("honest")]
SETTINGS = {"all-layers": "", "landlock": "namespaces", "fargate-set": "namespaces,landlock"}
SLOW_TO_COMPILE = ("cpp", "java", "rust")  # once is enough: what differs between settings does not depend on them


@pytest.fixture(scope="module")
def honest_sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """With the layers of Fargate alone it takes this machine for a container of ours, where no place is open to all."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(WITHOUT_VARIABLE, SETTINGS[request.param])
        if request.param == "fargate-set":
            patch.setattr(layers, "_USUALLY_OPEN", ())
        opened = open_or_skip(slots=1)
    with opened:
        yield opened


@pytest.fixture(scope="session")
def languages() -> dict[str, Language]:
    return dict(load())


def _id(program: HonestProgram) -> str:
    return program.id


def _check(program: HonestProgram, sandbox: Sandbox, languages: dict[str, Language]) -> None:
    if missing_tools(languages[program.language]):
        pytest.skip(f"{program.language} is not installed")
    run = run_source(program.submission, program.stdin, sandbox=sandbox, languages=languages, limits=program.limits)
    complaint = program.complaint(run)
    assert not complaint, complaint


PROGRAMS = collection.load()


@pytest.mark.parametrize("honest_sandbox", ["landlock"], indirect=True)
@pytest.mark.parametrize("program", [each for each in PROGRAMS if each.language in SLOW_TO_COMPILE], ids=_id)
def test_honest_program_gets_its_verdict(
    program: HonestProgram, honest_sandbox: Sandbox, languages: dict[str, Language]
) -> None:
    _check(program, honest_sandbox, languages)


@pytest.mark.parametrize("honest_sandbox", ["all-layers", "fargate-set"], indirect=True)
@pytest.mark.parametrize("program", [each for each in PROGRAMS if each.language not in SLOW_TO_COMPILE], ids=_id)
def test_honest_program_gets_its_verdict_with_all_layers_and_few(
    program: HonestProgram, honest_sandbox: Sandbox, languages: dict[str, Language]
) -> None:
    _check(program, honest_sandbox, languages)


@pytest.mark.parametrize("honest_sandbox", ["landlock"], indirect=True)
@pytest.mark.parametrize("program", [each for each in PROGRAMS if each.language == "python3"], ids=_id)
def test_honest_python_gets_the_same_without_the_fork_server(
    program: HonestProgram, honest_sandbox: Sandbox, languages: dict[str, Language]
) -> None:
    plain = {**languages, "python3": replace(languages["python3"], fork_server=False)}
    _check(program, honest_sandbox, plain)
