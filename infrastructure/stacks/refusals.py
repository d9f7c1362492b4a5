"""What API Gateway itself answers when it refuses a request: problem details (RFC 9457), like all refusals of the API.

They belong to the API's definition (`GatewayResponses` of SAM), so that a deployment takes them along.
"""

from __future__ import annotations

import json
from typing import Any

# Quotes within quotes: a constant, in the language of mappings.
_HEADERS = {"Access-Control-Allow-Origin": "'*'", "Cache-Control": "'no-store'"}
_RETRY_AFTER_S = 1


def refusals(*, signed: bool) -> dict[str, Any]:
    """By API Gateway's names; `signed`: callers sign their requests (IAM), so what is missing may be the signature."""
    missing = (
        _refusal(403, "forbidden", "The caller may not do this", "there is no such route, or the request is not signed")
        if signed
        else _refusal(404, "not-found", "There is no such thing", "there is no such route; the method counts, too")
    )
    throttled = _refusal(429, "over-limit", "Too much at once", "the whole service is busy; repeat the request")
    throttled["ResponseParameters"]["Headers"]["Retry-After"] = f"'{_RETRY_AFTER_S}'"
    return {
        "MISSING_AUTHENTICATION_TOKEN": missing,
        "THROTTLED": throttled,
        "REQUEST_TOO_LARGE": _refusal(413, "too-large", "The request is too large", "the body may have 10 MB"),
        "UNSUPPORTED_MEDIA_TYPE": _refusal(415, "unsupported-media-type", "Unsupported media type", "send JSON"),
        "INTEGRATION_TIMEOUT": _refusal(503, "unavailable", "Try again", "the answer took too long"),
        "DEFAULT_5XX": _refusal(500, "internal", "Something went wrong on our side", "the fault has been logged"),
    }


def _refusal(status: int, slug: str, title: str, detail: str) -> dict[str, Any]:
    body = {"type": f"urn:alpaco:error:{slug}", "title": title, "status": status, "detail": detail}
    return {
        "StatusCode": status,
        "ResponseParameters": {"Headers": dict(_HEADERS)},
        "ResponseTemplates": {"application/json": json.dumps(body)},
    }
