"""Quality gates: one small file each, listed in `registry`."""

from judge.gates.model import Blame, Gate, GateResult, GateStatus

__all__ = ["Blame", "Gate", "GateResult", "GateStatus"]
