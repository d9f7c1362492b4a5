"""The last words of language runtimes that got no more memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from judge.sandbox.exhaustion import OutOfMemoryKiller, says_out_of_memory
from judge.sandbox.program import Family

_PYTHON = 'Traceback (most recent call last):\n  File "main.py", line 1, in <module>\n    x()\n'


@pytest.mark.parametrize(
    ("family", "stderr"),
    [
        pytest.param(Family.PYTHON, _PYTHON + "MemoryError\n", id="python"),
        pytest.param(Family.PYTHON, _PYTHON + "MemoryError: no more\n", id="python-with-text"),
        pytest.param(
            Family.PYTHON, _PYTHON + "numpy.core._exceptions._ArrayMemoryError: Unable to allocate 8 TiB\n", id="numpy"
        ),
        pytest.param(
            Family.PYTHON, "noise\n" + _PYTHON + "KeyError: 1\n\nDuring\n\n" + _PYTHON + "MemoryError\n", id="chained"
        ),
        pytest.param(
            Family.NATIVE,
            "terminate called after throwing an instance of 'std::bad_alloc'\n  what():  std::bad_alloc\n",
            id="c++",
        ),
        pytest.param(Family.NATIVE, "log\nmemory allocation of 9223372036854775807 bytes failed\n", id="rust"),
        pytest.param(Family.NATIVE, "fatal error: runtime: out of memory\n\nruntime stack:\n", id="go"),
        pytest.param(
            Family.NATIVE, "runtime: x\nfatal error: out of memory allocating heap arena map\n", id="go-arena"
        ),
        pytest.param(
            Family.JVM, 'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space\n\tat Main', id="java"
        ),
        pytest.param(Family.JVM, "java.lang.OutOfMemoryError: GC overhead limit exceeded\n", id="java-printed"),
        pytest.param(Family.JVM, "Ex\nCaused by: java.lang.OutOfMemoryError: Metaspace\n", id="java-cause"),
        pytest.param(
            Family.NODE,
            "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n 1: 0xb\n",
            id="node",
        ),
        pytest.param(Family.NODE, "x:1\nRangeError: Array buffer allocation failed\n    at", id="node-buffer"),
    ],
)
def test_runtime_that_got_no_memory_says_so(family: Family, stderr: str) -> None:
    assert says_out_of_memory(family, stderr.encode())


@pytest.mark.parametrize(
    ("family", "stderr"),
    [
        pytest.param(Family.PYTHON, "", id="silent"),
        pytest.param(Family.PYTHON, _PYTHON + "ValueError: MemoryError\n", id="python-message"),
        pytest.param(Family.PYTHON, _PYTHON + "MemoryErrors\n", id="python-other-name"),
        pytest.param(Family.PYTHON, _PYTHON + "MemoryError\n\nDuring\n\n" + _PYTHON + "KeyError: 1\n", id="handled"),
        pytest.param(
            Family.NATIVE,
            "terminate called after throwing an instance of 'std::runtime_error'\n  what():  std::bad_alloc\n",
            id="c++-message",
        ),
        pytest.param(
            Family.NATIVE, "terminate called after throwing an instance of 'std::bad_array_new_length'\n", id="c++-size"
        ),
        pytest.param(Family.NATIVE, "MemoryError\n", id="other-language"),
        pytest.param(
            Family.JVM, 'Exception in thread "main" java.lang.StackOverflowError\n\tat Main.f(Main.java)', id="java"
        ),
        pytest.param(
            Family.JVM,
            'Exception in thread "main" java.lang.OutOfMemoryError: unable to create native thread: possibly\n',
            id="java-threads",
        ),
        pytest.param(Family.NODE, "RangeError: Maximum call stack size exceeded\n", id="node-stack"),
        pytest.param(Family.COMPILER, "java.lang.OutOfMemoryError: Java heap space\n", id="compiler"),
    ],
)
def test_other_ends_are_no_want_of_memory(family: Family, stderr: str) -> None:
    assert not says_out_of_memory(family, stderr.encode())


@pytest.mark.parametrize("text", ["low 0\noom 2\noom_kill {}\n", "oom_kill_disable 0\nunder_oom 0\noom_kill {}\n"])
def test_kernel_that_ends_a_run_is_found_in_the_container_s_counter(text: str, tmp_path: Path) -> None:
    counter = tmp_path / "memory.events"
    counter.write_text(text.format(3))
    killer = OutOfMemoryKiller([counter, tmp_path / "missing"])
    assert not killer.has_struck(9)
    counter.write_text(text.format(4))
    assert not killer.has_struck(11)
    assert killer.has_struck(9)
    assert not killer.has_struck(9)


def test_machine_without_counters_knows_of_no_kill(tmp_path: Path) -> None:
    assert not OutOfMemoryKiller([tmp_path / "missing"]).has_struck(9)
