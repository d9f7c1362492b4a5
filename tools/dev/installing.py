"""`python tools/dev/installing.py WORDS... -- COMMAND...`: a long and silent command, with a line that moves.

Runs before anything is installed, so it needs the standard library alone. The line tells what is being done and
for how long; where nobody looks (no terminal) it is printed once. If the command fails, all that it said follows.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time

TICK_S = 0.5
_ASIDE = ("WARNING", "npm warn")


def main(arguments: list[str]) -> int:
    """The command's exit code."""
    cut = arguments.index("--")
    title, command = " ".join(arguments[:cut]), arguments[cut + 1 :]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        said = _Said()
        reader = threading.Thread(target=said.read, args=(process,))
        reader.start()
        _show(title, process, said)
        reader.join()
    if process.returncode:
        sys.stderr.write("".join(said.lines))
    return process.returncode


class _Said:
    """What the command has said so far."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self.lines.extend(iter(process.stdout.readline, ""))

    def last(self) -> str:
        """The last line that tells of progress, without where it was downloaded from."""
        told = next((line for line in reversed(self.lines) if not line.startswith(_ASIDE)), "")
        return " ".join(told.split()[:2])


def _show(title: str, process: subprocess.Popen[str], said: _Said) -> None:
    started = time.monotonic()
    if not sys.stdout.isatty():
        print(title, flush=True)
        process.wait()
        return
    while process.poll() is None:
        _line(f"{title}: {time.monotonic() - started:.0f} s  {said.last()}")
        time.sleep(TICK_S)
    _line(f"{title}: {time.monotonic() - started:.0f} s")
    print(flush=True)


def _line(text: str) -> None:
    width = shutil.get_terminal_size().columns - 1
    print("\r\x1b[K" + text[:width], end="", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
