"""Which programs may share an interpreter, and how the host's output is read."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from judge.probe import batch
from judge.probe.batch import Answer, Item, Shared, shared

HOST = Path(batch.__file__).with_name("batch_host.py")


def _run(source: str, *items: Item) -> list[tuple[int, bytes]]:
    task = batch._task(Shared("program.py", source), [(item, 0.0) for item in items])
    done = subprocess.run([sys.executable, HOST], input=task, capture_output=True, check=True)
    return [(answer.exit_code, answer.output) for answer in batch._answers(done.stdout)]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("import threading", id="threads"),
        pytest.param("data = open(0).read()", id="descriptor"),
        pytest.param("import os\nos._exit(0)", id="exit"),
        pytest.param("import time", id="clock"),
    ],
)
def test_a_program_stays_alone_if_it_could_notice(source: str) -> None:
    assert shared("p.py", source.encode()) is None


def test_items_do_not_see_each_other() -> None:
    source = "import sys\nseen = globals().get('seen', 0) + 1\nprint(seen, sys.argv[1], input())\nsys.exit(3)"
    items = [Item(("a",), b"one\n"), Item(("b",), b"two\n")]
    assert _run(source, *items) == [(3, b"1 a one\n"), (3, b"1 b two\n")]


def test_a_crash_or_a_closed_stream_ends_only_its_item() -> None:
    source = "import sys\nline = input()\nif line == 'x': 1 / 0\nprint(line)\nsys.stdout.close()"
    assert _run(source, Item((), b"x\n"), Item((), b"y\n")) == [(1, b""), (0, b"y\n")]


def test_an_answer_that_was_cut_off_is_none() -> None:
    whole = b"0 12 3 0 0\nok\n"
    assert list(batch._answers(whole + b"0 9 50 0 0\nno")) == [Answer(0, 12e-6, b"ok\n", b"")]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("time = 3\nprint(time)", id="a variable"),
        pytest.param("import os.path\nprint(os.path.join('a', 'b'))", id="paths"),
        pytest.param("import sys, heapq\nfrom pathlib import Path", id="harmless modules"),
    ],
)
def test_a_program_may_share_if_only_its_names_are_those_of_modules(source: str) -> None:
    assert shared("p.py", source.encode()) is not None


def test_each_item_finds_the_collected_directory_empty_and_its_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "feedback").mkdir()
    source = (
        "import sys\nfrom pathlib import Path\nplace = Path(sys.argv[1])\n"
        "(place / 'message.txt').write_text(f'{input()} {len(list(place.iterdir()))}')\nsys.exit(42)"
    )
    items = [Item(("{scratch}/feedback",), b"one\n"), Item(("{scratch}/feedback",), b"two\n")]
    task = batch._task(Shared("program.py", source), [(item, 0.0) for item in items], "feedback")
    done = subprocess.run([sys.executable, HOST, tmp_path], input=task, capture_output=True, check=True)
    answers = list(batch._answers(done.stdout))
    assert [answer.files for answer in answers] == [{"message.txt": b"one 0"}, {"message.txt": b"two 0"}]
    assert [answer.exit_code for answer in answers] == [42, 42]


@pytest.mark.parametrize(
    "work",
    [pytest.param("while True: pass", id="a loop"), pytest.param("sum(range(10**11))", id="a long call into C")],
)
def test_an_item_that_takes_longer_than_it_may_ends_the_interpreter(work: str) -> None:
    source = f"line = input()\nif line == 'x':\n    {work}\nprint(line)"
    items = [(Item((), line), 0.2) for line in (b"a\n", b"x\n", b"b\n")]
    task = batch._task(Shared("program.py", source), items)
    done = subprocess.run([sys.executable, HOST], input=task, capture_output=True, check=False)
    assert done.returncode == -signal.SIGPROF
    assert [answer.output for answer in batch._answers(done.stdout)] == [b"a\n"]


def test_the_time_of_one_item_is_not_that_of_the_next() -> None:
    source = "import sys\nn = int(input())\nfor _ in range(n): pass\nprint('done')"
    task = batch._task(Shared("program.py", source), [(Item((), b"300000\n"), 1.0)] * 200)
    done = subprocess.run([sys.executable, HOST], input=task, capture_output=True, check=True)
    assert len(list(batch._answers(done.stdout))) == 200
