"""An honest submission in another slot, with a secret in every place that belongs to it alone."""

from __future__ import annotations

import secrets
import threading
from types import TracebackType

from judge.sandbox import Family, Limits, Outcome, Sandbox, Status

from tests.runners.hostile.report import Finding

_SOURCE = """
import os, sys, time
mine = "{secret}"
text = sys.stdin.read()
kept = open("notes.txt").read()
time.sleep(1.5)
print(text.strip() == kept.strip() == os.environ["MINE"] == mine)
"""
_LIMITS = Limits(cpu_s=3.0, wall_s=12.0, memory_mib=128)


class Victim:
    """Runs while the `with` block does, if wanted."""

    def __init__(self, sandbox: Sandbox, *, wanted: bool) -> None:
        self.secret = f"CANARY_{secrets.token_hex(12)}"
        self._sandbox = sandbox
        self._thread = threading.Thread(target=self._run) if wanted else None
        self._outcome: Outcome | None = None

    def _run(self) -> None:
        source = _SOURCE.format(secret=self.secret).encode()
        command = ("/usr/bin/python3", "{dir}/main.py")
        secret = self.secret.encode()
        build = self._sandbox.build(
            {"main.py": source}, (), run=command, limits=_LIMITS, family=Family.PYTHON, python_main="main.py"
        )
        if build.program is None:
            return
        with self._sandbox.slot() as slot:
            self._outcome = slot.run(
                build.program, stdin=secret, limits=_LIMITS, files={"notes.txt": secret}, env={"MINE": self.secret}
            )
        self._sandbox.discard(build.program)

    def findings(self) -> list[Finding]:
        """Whether the honest submission ran as if nobody else were there."""
        if self._thread is None:
            return []
        outcome = self._outcome
        if outcome and outcome.status is Status.EXITED and outcome.stdout == b"True\n":
            return []
        return [Finding("neighbours_alive", f"the submission in the other slot got {outcome}")]

    def __enter__(self) -> Victim:
        if self._thread:
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if self._thread:
            self._thread.join()
