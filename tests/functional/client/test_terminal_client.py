"""The commands that talk to a service, against one on loopback."""

from __future__ import annotations

import io
import json
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from judge.cli import main

from tests.functional.client.fake_service import FakeService, running


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FakeService]:
    """A service, and a configuration file that nobody has written yet."""
    monkeypatch.setenv("ALPACO_CONFIG", str(tmp_path / "alpaco" / "config.json"))
    monkeypatch.setenv("COLUMNS", "120")
    with running() as fake:
        monkeypatch.setenv("ALPACO_URL", fake.http_url)
        monkeypatch.setenv("ALPACO_WEBSOCKET_URL", fake.websocket_url)
        yield fake


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "solution.py"
    path.write_text("print(input() * 2)\n")
    return path


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_problems_are_listed_and_filtered(service: FakeService, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["problems", "--search", "두 배", "--topic", "arith", "--difficulty", "easy"]) == 0
    assert "twice" in capsys.readouterr().out
    assert main(["problems", "--difficulty", "hard", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_problem_is_shown_with_readable_formulas(service: FakeService, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "twice"]) == 0
    shown = capsys.readouterr().out
    assert "2 × n" in shown
    assert "10⁹" in shown
    assert "remainingsamples" not in shown


def test_gate_report_of_a_problem_is_shown(service: FakeService, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "twice", "--gates"]) == 0
    shown = capsys.readouterr().out
    assert [word for word in ("structure", "all there", "accepted/a.py", "verified") if word not in shown] == []
    assert main(["show", "twice", "--gates", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["outcome"] == "verified"


def test_wrong_submission_shows_its_tests_and_the_first_difference(
    service: FakeService, program: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["submit", "twice", str(program), "--watch"]) == 1
    shown = capsys.readouterr().out
    assert "0 of 3 test cases passed" in shown
    assert "-4" in shown
    assert "+22" in shown
    assert service.received["/problems/twice/grade"] == {"language": "python3", "code": "print(input() * 2)\n"}


def test_submission_for_programs_is_json_line_by_line(
    service: FakeService, program: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["submit", "twice", str(program), "--watch", "--json"]) == 1
    printed = lines(capsys.readouterr().out)
    assert [item.get("type") for item in printed] == ["test", "done", None]
    assert printed[-1]["verdict"] == "WRONG_ANSWER"


def test_generation_is_shown_while_it_is_made(service: FakeService, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", "doubling", "--watch", "--seed", "7"]) == 0
    shown = capsys.readouterr().out
    assert [
        word for word in ("no model is set up", "n is whole", "structure", "a.py", "pnew") if word not in shown
    ] == []
    assert service.received["/generations"]["seed"] == 7


@pytest.mark.parametrize(("typed", "taken"), [("1", "twice"), ("", None), ("7", None)], ids=["take", "new", "odd"])
def test_person_at_a_terminal_chooses_among_problems_near_the_wish(
    service: FakeService,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    typed: str,
    taken: str | None,
) -> None:
    service.job_id = "gnear"
    monkeypatch.setattr("alpaco_client.cli.generate._may_ask", lambda _arguments: True)
    (tmp_path / "typed").write_text(f"{typed}\n")
    with (tmp_path / "typed").open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        assert main(["generate", "doubling", "--watch"]) == 0
    assert service.received["/generations"]["near_wait_s"] == 60
    assert service.received["/generations/gnear/choose"] == {"problem_id": taken}
    assert "taken twice" in capsys.readouterr().out


def test_who_does_not_answer_is_not_waited_for_longer_than_the_service_waits(
    service: FakeService, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = []

    def nothing_typed(_read: object, _write: object, _other: object, wait_s: float) -> tuple[list[object], ...]:
        waits.append(wait_s)
        return [], [], []

    service.job_id = "gnear"
    monkeypatch.setattr("alpaco_client.cli.generate._may_ask", lambda _arguments: True)
    monkeypatch.setattr("select.select", nothing_typed)
    assert main(["generate", "doubling", "--watch"]) == 0
    assert waits == [60]
    assert "/generations/gnear/choose" not in service.received
    assert "nobody answered" in capsys.readouterr().out


def test_script_is_never_asked_to_choose(service: FakeService) -> None:
    service.job_id = "gnear"
    assert main(["generate", "doubling", "--watch"]) == 0
    assert "near_wait_s" not in service.received["/generations"]
    assert "/generations/gnear/choose" not in service.received


def test_generation_can_be_followed_again(service: FakeService, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", "--resume", "g1", "--watch", "--json"]) == 0
    assert [frame["seq"] for frame in lines(capsys.readouterr().out)] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["show", "nothing"], "there is no /problems/nothing", id="unknown problem"),
        pytest.param(["submit", "twice", "absent.py"], "No such file", id="no file"),
        pytest.param(["submit", "twice", __file__ + "c.xyz"], "xyz", id="unknown suffix"),
        pytest.param(["problems", "--profile", "other"], "there is no profile 'other'", id="unknown profile"),
    ],
)
def test_mistake_is_one_line(
    service: FakeService, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    assert main(arguments) == 2
    assert says in capsys.readouterr().err


def test_login_keeps_a_profile_that_only_its_owner_can_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "config.json"
    monkeypatch.setenv("ALPACO_CONFIG", str(file))
    monkeypatch.setattr(sys, "stdin", io.StringIO("secret-key\n"))
    with running(token="secret-key") as fake:
        assert main(["login", fake.http_url, "--token"]) == 0
        assert main(["problems", "--json"]) == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "secret-key" not in capsys.readouterr().out


def test_login_with_a_wrong_key_keeps_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    monkeypatch.setenv("ALPACO_CONFIG", str(file))
    monkeypatch.setattr(sys, "stdin", io.StringIO("guess\n"))
    with running(token="secret-key") as fake:
        assert main(["login", fake.http_url, "--token"]) == 2
    assert not file.exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert [name for name in ("grade", "submit", "generate", "login") if name not in script] == []


def test_completion_for_bash_completes(capsys: pytest.CaptureFixture[str]) -> None:
    main(["completion", "bash"])
    ask = 'COMP_WORDS=(alpaco sub); COMP_CWORD=1; _alpaco; echo "${COMPREPLY[*]}"'
    done = subprocess.run(["bash", "-c", capsys.readouterr().out + ask], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "submit"


def test_command_line_loads_nothing_of_the_service_for_other_commands() -> None:
    script = (
        "import sys\nfrom judge.cli.main import parser_of_commands\nparser_of_commands().parse_args(['doctor'])\n"
        "heavy = {'alpaco_client', 'websockets', 'rich', 'urllib.request', 'asyncio'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=_environment())
    assert done.returncode == 0, done.stderr


def _environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path)}
