"""What the sandbox saw. Not a verdict: the engine decides that."""

from enum import StrEnum


class Status(StrEnum):
    """How a run ended.

    A limit's status wins over how the process then died. TAMPERED means that there is proof of an attack: the
    frozen program was changed; FAILED that the fault is ours, and the outcome's `detail` says which.
    """

    EXITED = "exited"
    SIGNALLED = "signalled"
    CPU_LIMIT = "cpu_limit"
    WALL_LIMIT = "wall_limit"
    MEMORY_LIMIT = "memory_limit"
    OUTPUT_LIMIT = "output_limit"
    TAMPERED = "tampered"
    FAILED = "failed"


OUT_OF_TIME = (Status.CPU_LIMIT, Status.WALL_LIMIT)
