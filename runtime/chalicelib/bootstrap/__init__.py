"""The one place that knows adapters: builds what use cases need, each when it is first used.

A cold start pays only for what its request touches; boto3 alone takes 0.4 s to import.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from chalicelib.bootstrap.generating import GenerationServices
from chalicelib.config import Config
from chalicelib.domain import tracing


class Services(GenerationServices):
    """Everything that an entry point may need. Tests build it with fakes by setting attributes of the same names."""


def _traced(make: Callable[..., logging.LogRecord], *args: Any, **kwargs: Any) -> logging.LogRecord:
    """Every log entry carries the trace id of the request that it follows from."""
    record = make(*args, **kwargs)
    if trace_id := tracing.current():
        record.trace_id = trace_id
    return record


@cache
def services() -> Services:
    """The services of this process."""
    config = Config.from_environ()
    logger = logging.getLogger("chalicelib")
    logger.setLevel(config.log_level)
    logging.setLogRecordFactory(partial(_traced, logging.getLogRecordFactory()))
    if not config.is_local:
        from chalicelib.adapters.metrics import MetricsHandler

        logger.addHandler(MetricsHandler(config.stage))
    return Services(config)
