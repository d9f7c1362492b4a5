"""What a program may use; every name says its unit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of one run.

    `cpu_s` sums all processes of the run, `memory_mib` is their summed resident peak with the files that they wrote
    to memory-backed storage. `stack_mib=None` lets the stack grow to the memory limit, as contests expect.
    """

    cpu_s: float
    wall_s: float
    memory_mib: int
    output_mib: float = 8
    error_kib: int = 64
    file_mib: int = 64
    processes: int = 64
    stack_mib: int | None = None
    open_files: int = 256

    @property
    def stack_bytes(self) -> int:
        return (self.memory_mib if self.stack_mib is None else self.stack_mib) << 20
