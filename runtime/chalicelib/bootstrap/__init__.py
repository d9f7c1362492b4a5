"""The one place that knows adapters: builds what use cases need, each when it is first used.

A cold start pays only for what its request touches; boto3 alone takes 0.4 s to import.
"""

from __future__ import annotations

import logging
from functools import cache

from chalicelib.bootstrap.generating import GenerationServices
from chalicelib.config import Config


class Services(GenerationServices):
    """Everything that an entry point may need. Tests build it with fakes by setting attributes of the same names."""


@cache
def services() -> Services:
    """The services of this process."""
    config = Config.from_environ()
    logger = logging.getLogger("chalicelib")
    logger.setLevel(config.log_level)
    if not config.is_local:
        from chalicelib.adapters.metrics import MetricsHandler

        logger.addHandler(MetricsHandler(config.stage))
    return Services(config)
