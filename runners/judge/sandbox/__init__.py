"""The sandbox: everything that we do not trust, compilers included, runs through `Sandbox` and nowhere else."""

from judge.sandbox.errors import SandboxError, SandboxUnavailable, SupervisorLost
from judge.sandbox.limits import Limits
from judge.sandbox.outcome import Build, Outcome
from judge.sandbox.program import Family, Program
from judge.sandbox.sandbox import Sandbox
from judge.sandbox.slot import Running, Slot
from judge.sandbox.status import Status
from judge.sandbox.stored import Stored
from judge.sandbox.usage import Usage

__all__ = [
    "Build",
    "Family",
    "Limits",
    "Outcome",
    "Program",
    "Running",
    "Sandbox",
    "SandboxError",
    "SandboxUnavailable",
    "Slot",
    "Status",
    "Stored",
    "SupervisorLost",
    "Usage",
]
