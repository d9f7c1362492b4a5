"""The `alpaco` command as people and programs use it."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from judge.cli import main
from judge.skeleton import write_skeleton

from tests.functional.judge.packages import write

pytestmark = pytest.mark.sandbox
OUTCOMES = {"right.py": (0, "ACCEPTED"), "wrong.py": (1, "WRONG_ANSWER"), "broken.cpp": (1, "COMPILE_ERROR")}
SOURCES = {
    "right.py": "n = input()\nprint(sum(sorted(map(int, input().split()))[-2:]))\n",
    "wrong.py": "print(0)\n",
    "broken.cpp": "int main() { nonsense }\n",
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    write_skeleton(tmp_path / "some")
    write(tmp_path, SOURCES)
    return tmp_path / "some"


@pytest.mark.parametrize("name", OUTCOMES)
def test_grade_prints_json_and_answers_by_exit_code(
    package: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    code = main(["grade", str(package), str(package.parent / name), "--time-limit", "2", "--json"])
    result = json.loads(capsys.readouterr().out)
    assert (code, result["verdict"]) == OUTCOMES[name]
    assert set(result) >= {"verdict", "language", "compile", "runs", "wall_s"}
    assert set(result["compile"]) == {"ok", "output", "wall_s"}
    for run in result["runs"]:
        assert set(run) == {"test", "verdict", "cpu_s", "wall_s", "memory_mib", "message"}


@pytest.mark.parametrize("way", ["zip", "bare zip", "slash", "relative", "unusual name", "read-only", "link"])
def test_package_is_found_however_it_is_given(
    package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.chdir(package.parent)
    path = given(package, way)
    capsys.readouterr()
    assert main(["grade", path, "right.py", "--time-limit", "2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "ACCEPTED"


def given(package: Path, way: str) -> str:
    if way == "zip":
        assert main(["export", str(package), "some.zip", "--json"]) == 0
    elif way == "bare zip":
        shutil.make_archive("some", "zip", package)
    elif way == "unusual name":
        package.rename("größer als 1")
    elif way == "read-only":
        for path in (package, *package.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
    elif way == "link":
        Path("link").symlink_to("some")
    names = {"slash": "some/", "unusual name": "./größer als 1", "link": "link"}
    names |= {"zip": "some.zip", "bare zip": "some.zip", "relative": f"../{Path.cwd().name}/some"}
    return names.get(way, "some")


@pytest.mark.parametrize("columns", ["80", "160"])
def test_grade_shows_people_a_table_within_their_terminal(
    package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert main(["grade", str(package), str(package.parent / "wrong.py"), "--time-limit", "2", "--all"]) == 1
    shown = capsys.readouterr().out
    assert "WRONG_ANSWER" in shown
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= int(columns)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["grade", "{p}/none", "{p}/../right.py"], "none is neither a folder nor a zip"),
        (["grade", "{p}/problem.yaml", "{p}/../right.py"], "not a zip"),
        (["import", "{p}/none", "{p}/../x"], "none is neither a folder nor a zip"),
        (["grade", "{p}", "{p}/../none.py"], "No such file"),
        (["grade", "{p}", "{p}/../right.py", "--language", "cobol"], "cobol"),
        (["grade", "{p}", "{p}/problem.yaml"], "cannot tell the language of problem.yaml; name one with --language"),
        (["grade", "{p}", "{p}/../right.py", "--language", "answers"], "takes programs"),
        (["grade", "{p}/..", "{p}/../right.py"], "problem.yaml: is missing; did you mean"),
        (["export", "{p}", "{p}/none/x.zip"], "none/x.zip: No such file"),
        (["import", "{p}/../right.py", "{p}/../x"], "not a zip"),
        (["new", "{p}/Bad-Name"], "lower-case letters"),
        (["new", "{p}"], "exists already"),
        (["verify", "{p}/none"], "none is neither a folder nor a zip"),
        (["run", "{p}/problem.yaml"], "cannot tell the language"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(
    package: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main([word.replace("{p}", str(package)) for word in arguments]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert len(error.splitlines()) == 1
    assert error.count(f"{package}/none") <= 1


@pytest.mark.parametrize("arguments", [["grade"], ["grade", "a", "b", "--time-limit", "0"], ["nonsense"]])
def test_arguments_that_do_not_parse_end_with_exit_code_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_options_of_the_benchmark_reach_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["bench", "--rounds", "0", "--help"])
    assert ended.value.code == 0
    assert "--rounds" in capsys.readouterr().out


def test_a_broken_package_is_a_judge_error_with_exit_code_3(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(package, {"output_validator/v.py": "1 // 0"})
    assert main(["grade", str(package), str(package.parent / "right.py"), "--time-limit", "2", "--json"]) == 3
    assert "exited with code 1" in json.loads(capsys.readouterr().out)["error"]


def test_run_passes_input_and_output_through(
    package: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"2\n4 5\n")))
    assert main(["run", str(package.parent / "right.py")]) == 0
    assert capfdbinary.readouterr().out == b"9\n"


def test_verify_prints_the_form_of_the_contract(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(package), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["outcome"] == "verified"
    assert {"id", "status", "blame", "summary", "evidence"} == set(report["gates"][0])
    assert {"expected", "verdict", "slowest_s"} <= set(report["matrix"]["accepted/reference.py"])


@pytest.mark.parametrize("columns", ["80", "160"])
def test_verify_shows_the_matrix_within_the_terminal(
    package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.chdir(package.parent)
    Path("none").mkdir()
    assert main(["verify", "some", "none"]) == 1
    shown = capsys.readouterr().out
    assert "✓" in shown
    assert "n/a  tests-frozen, spec-sound" in shown
    assert re.search(r"some +verified +- +3 of 3 +1 s", shown)
    assert re.search(r"none +rejected +1 +", shown)
    assert max(map(len, shown.splitlines())) <= int(columns)


def test_doctor_tells_layers_and_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is True
    assert all(set(layer) == {"active", "detail"} for layer in told["sandbox"].values())
    assert {"code", "available", "version"} <= set(told["languages"][0])


def test_start_up_imports_nothing_that_is_not_needed() -> None:
    script = "import sys, judge.cli, judge.cli.grade; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert not loaded & {"boto3", "botocore", "pydantic", "rich", "yaml", "openai", "chalice", "worker"}


def test_a_new_package_is_told_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "fresh"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["package"] == str(tmp_path / "fresh")
    assert all((tmp_path / "fresh" / path).is_file() for path in told["files"])
