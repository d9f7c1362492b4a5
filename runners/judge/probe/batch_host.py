"""Runs one program on many inputs in one interpreter; `judge.probe.batch` builds it and reads what it prints.

On stdin: a line of JSON (source, name, the directory to collect, and per item its arguments, the length of its input
and the seconds of CPU time that it may take, 0 for any), then the inputs. On stdout, per item, as it ends: a line `exit
code, microseconds` and three lengths, then the output, the last words, and as JSON the files that the item left. An
item that takes too long ends the interpreter with SIGPROF, even inside a long call into C.
Its argument is the directory of the run.
It runs inside the sandbox under the system's interpreter and imports nothing of ours.
"""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import signal
import sys
import time
import traceback
import types
from pathlib import Path

_LAST_WORDS = 400


def _text(stream: io.BytesIO) -> io.TextIOWrapper:
    return io.TextIOWrapper(stream, encoding="utf-8", errors="surrogateescape")


def _code_of(end: SystemExit) -> int:
    if end.code is None or isinstance(end.code, int):
        return (end.code or 0) & 255
    print(end.code, file=sys.stderr)
    return 1


def _executed(code: types.CodeType) -> int:
    module = types.ModuleType("__main__")
    module.__dict__["__builtins__"] = __builtins__
    sys.modules["__main__"] = module
    try:
        exec(code, module.__dict__)  # noqa: S102 - this is what a host is for
    except SystemExit as end:
        return _code_of(end)
    except BaseException:  # noqa: BLE001 - the program's own fault, whatever it is
        traceback.print_exc()
        return 1
    return 0


def _item(code: types.CodeType, name: str, args: list[str], data: bytes) -> tuple[int, bytes, bytes]:
    """(exit code, output, what it said last) of the program on one input."""
    out, err = io.BytesIO(), io.BytesIO()
    sys.argv, sys.stdin, sys.stdout, sys.stderr = [name, *args], _text(io.BytesIO(data)), _text(out), _text(err)
    # `close` is the program's to call; what it wrote is read from the buffer itself.
    out.close = err.close = lambda: None  # type: ignore[method-assign]  # of these two alone
    sys.setrecursionlimit(1000)
    status = _executed(code)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(ValueError):
            stream.flush()
    return status, out.getvalue(), err.getvalue()[-_LAST_WORDS:]


def _left(place: Path) -> bytes:
    """The files in the directory, which is empty then."""
    paths = [path for path in place.rglob("*") if path.is_file()]
    found = {path.relative_to(place).as_posix(): path.read_bytes().decode("latin-1") for path in paths}
    for path in place.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return json.dumps(found).encode() if found else b""


def main() -> None:
    stdin, stdout, scratch = sys.stdin.buffer, sys.stdout.buffer, "".join(sys.argv[1:2])
    task = json.loads(stdin.readline())
    place = Path(scratch) / task["collect"] if task["collect"] else None
    code = compile(task["source"], task["name"], "exec", dont_inherit=True)
    for args, length, limit_s in task["items"]:
        data = stdin.read(length)
        signal.setitimer(signal.ITIMER_PROF, limit_s)
        started = time.process_time()
        words = [word.replace("{scratch}", scratch) for word in args]
        status, output, said = _item(code, task["name"], words, data)
        spent = int(1e6 * (time.process_time() - started))
        signal.setitimer(signal.ITIMER_PROF, 0)
        left = _left(place) if place else b""
        stdout.write(b"%d %d %d %d %d\n" % (status, spent, len(output), len(said), len(left)) + output + said + left)
        stdout.flush()


if __name__ == "__main__":
    main()
