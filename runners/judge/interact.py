"""Runs a submission and an output validator against each other, connected by two pipes.

The rules on who closes what follow the format's reference tool, problemtools' `interactive`: the parent keeps both
write ends until the process that owns them has ended, so that who ends first is never a race, and
the read end of the submission's pipe until the validator has ended without accepting, so that a submission that
still writes when the validator has accepted is not killed by SIGPIPE. Beyond that, a validator that closes its output
lets the submission read to the end. What the validator writes to a submission that
has ended is read and thrown away: it is neither killed nor kept waiting. Nor is it given what a submission that was out
of time had written and nobody had read yet.
"""

from __future__ import annotations

import fcntl
import os
import select
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread

from judge.execute import Executable
from judge.ports import NO_FILES, RunningPort, SandboxPort, SlotPort
from judge.sandbox.outcome import Outcome
from judge.sandbox.status import OUT_OF_TIME, Status
from judge.validate.custom import FEEDBACK, CustomValidator, ValidatorCall

_PIPE_BYTES = 1 << 20
_ACCEPT = 42
_LOOK_S = 0.2

# Two jobs that each hold one slot and wait for a second would wait for ever: pairs are taken one after the other.
_PAIRS = Lock()


@dataclass(frozen=True)
class Interaction:
    """Both outcomes; `validator_first` says who ended first."""

    submission: Outcome
    validator: Outcome
    validator_first: bool


class _Pipe:
    """One pipe; the parent keeps both ends and closes each when its time has come."""

    def __init__(self) -> None:
        self.read, self.write = os.pipe2(os.O_CLOEXEC)
        with suppress(OSError):
            fcntl.fcntl(self.write, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        self._lock = Lock()

    def close_read(self) -> None:
        with self._lock:
            self.read = _closed(self.read)

    def close_write(self) -> None:
        with self._lock:
            self.write = _closed(self.write)

    def close(self) -> None:
        self.close_read()
        self.close_write()

    def discard(self) -> None:
        """Forgets what is in the pipe, without ever waiting for more."""
        with self._lock, Path(os.devnull).open("wb") as nowhere, suppress(BlockingIOError):
            while self.read >= 0 and os.splice(self.read, nowhere.fileno(), _PIPE_BYTES, flags=os.SPLICE_F_NONBLOCK):
                pass

    def release_if_abandoned(self) -> None:
        """Lets the reader see the end if the process that wrote has closed its end and yet goes on.

        Who else holds the write end cannot be asked; but without ours, the read end tells whether anyone does.
        """
        with self._lock:
            if self.read < 0 or self.write < 0:
                return
            self.write = _closed(self.write)
            if not _is_hung_up(self.read):
                self.write = os.open(f"/proc/self/fd/{self.read}", os.O_WRONLY | os.O_CLOEXEC)


def _closed(end: int) -> int:
    if end >= 0:
        os.close(end)
    return -1


def _is_hung_up(end: int) -> bool:
    poller = select.poll()
    poller.register(end, select.POLLIN)
    return any(event & select.POLLHUP for _, event in poller.poll(0))


@contextmanager
def _two_slots(sandbox: SandboxPort) -> Iterator[tuple[SlotPort, SlotPort]]:
    with ExitStack() as stack:
        with _PAIRS:
            first = stack.enter_context(sandbox.slot())
            second = stack.enter_context(sandbox.slot())
        yield first, second


def interact(
    sandbox: SandboxPort,
    executable: Executable,
    validator: CustomValidator,
    call: ValidatorCall,
    *,
    args: Sequence[str] = (),
    files: Mapping[str, bytes] = NO_FILES,
) -> Interaction:
    """One pass of an interactive problem; it needs two slots of the sandbox."""
    with _two_slots(sandbox) as (submission_slot, validator_slot), ExitStack() as stack:
        to_submission, to_validator = _Pipe(), _Pipe()
        stack.callback(to_submission.close)
        stack.callback(to_validator.close)
        judge = validator_slot.start(
            validator.program,
            call.arguments(),
            stdin=to_validator.read,
            stdout=to_submission.write,
            limits=validator.sandbox_limits(executable.sandbox_limits.wall_s),
            files=call.files(),
            collect=(FEEDBACK,),
        )
        stack.callback(judge.kill)
        player = submission_slot.start(
            executable.program,
            args,
            stdin=to_submission.read,
            stdout=to_validator.write,
            limits=executable.sandbox_limits,
            files=files,
        )
        return _wait(player, judge, to_submission, to_validator)


def _wait(player: RunningPort, judge: RunningPort, to_submission: _Pipe, to_validator: _Pipe) -> Interaction:
    ended: dict[str, Outcome] = {}

    def validator_ended(outcome: Outcome) -> None:
        to_submission.close_write()
        if not _accepted(outcome):
            to_validator.close_read()
            if "submission" not in ended:
                player.kill()

    def submission_ended(outcome: Outcome) -> None:
        to_validator.close_write()
        if outcome.status in OUT_OF_TIME:
            to_validator.discard()

    watchers = [
        _watch("validator", judge, ended, validator_ended),
        _watch("submission", player, ended, submission_ended),
    ]
    while any(watcher.is_alive() for watcher in watchers):
        watchers[0].join(_LOOK_S / 2)
        watchers[1].join(_LOOK_S / 2)
        to_submission.release_if_abandoned()
        if "submission" in ended:
            to_submission.discard()
    submission, validator = ended["submission"], ended["validator"]
    return Interaction(submission, validator, validator.ended_ns < submission.ended_ns)


def _accepted(outcome: Outcome) -> bool:
    return outcome.status is Status.EXITED and outcome.exit_code == _ACCEPT


def _watch(name: str, running: RunningPort, ended: dict[str, Outcome], then: Callable[[Outcome], None]) -> Thread:
    def wait() -> None:
        outcome = Outcome(Status.FAILED, detail=f"the {name} was lost")
        try:
            outcome = running.wait()
        finally:
            ended[name] = outcome
            then(outcome)

    thread = Thread(target=wait, name=f"wait for {name}", daemon=True)
    thread.start()
    return thread
