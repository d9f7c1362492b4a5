"""How faults of the model end a generation, in the classes of the protocol, and which of them are worth a retry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.generation import FailureClass, GenerationFailed
from chalicelib.usecases.model_drafting.ports import FaultKind, ModelFault


@dataclass(frozen=True)
class End:
    """`is_transient`: the same request may succeed in a moment. `is_retryable`: the user may try again later."""

    class_: FailureClass
    is_transient: bool
    is_retryable: bool


_ENDS: Mapping[FaultKind, End] = {
    FaultKind.CONNECTION: End(FailureClass.PROVIDER_ERROR, True, True),
    FaultKind.TIMEOUT: End(FailureClass.PROVIDER_TIMEOUT, True, True),
    FaultKind.SERVER_ERROR: End(FailureClass.PROVIDER_ERROR, True, True),
    FaultKind.RATE_LIMITED: End(FailureClass.PROVIDER_RATE_LIMITED, True, True),
    FaultKind.FORBIDDEN: End(FailureClass.PROVIDER_ERROR, False, False),
    FaultKind.NOT_FOUND: End(FailureClass.PROVIDER_ERROR, False, False),
    FaultKind.BAD_REQUEST: End(FailureClass.PROVIDER_ERROR, False, False),
    FaultKind.REFUSED: End(FailureClass.REFUSED, False, False),
    FaultKind.DEADLINE: End(FailureClass.PROVIDER_TIMEOUT, False, True),
    FaultKind.BUDGET: End(FailureClass.BUDGET, False, False),
}


def is_transient(fault: ModelFault) -> bool:
    return _ENDS[fault.kind].is_transient


def may_be_the_form(fault: ModelFault) -> bool:
    """Whether the server may have refused the way in which a form was asked for. Some say so with 404."""
    return fault.kind in (FaultKind.BAD_REQUEST, FaultKind.NOT_FOUND)


def failure(fault: ModelFault) -> GenerationFailed:
    end = _ENDS[fault.kind]
    return GenerationFailed(end.class_, fault.detail, retryable=end.is_retryable)


def unusable(stage: str, misses: tuple[str, ...]) -> GenerationFailed:
    """Every reply that the stage may ask for was unusable."""
    detail = f"The model gave no usable reply for the stage {stage}: {' '.join(misses)}"
    return GenerationFailed(FailureClass.PROVIDER_ERROR, detail, retryable=True)
