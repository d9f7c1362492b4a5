"""What a program may use; every name says its unit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of one run.

    `cpu_s` sums all processes of the run, `memory_mib` is their summed resident peak with the files that they wrote
    to memory-backed storage. `stack_mib=None` lets the stack grow almost to the memory limit, as contests expect;
    a recursion without end then meets the end of the stack first, and is told as the crash that it is.
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
        if self.stack_mib is not None:
            return self.stack_mib << 20
        return (self.memory_mib << 20) // 16 * 15
