"""Reading requests: a JSON body that fits its model, query parameters, headers. Every refusal names the field."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, TypeVar, cast

from chalice.app import Request

from chalicelib.errors import Invalid, Malformed, TooLarge

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

M = TypeVar("M", bound="BaseModel")

# 256 KiB of code in which JSON escapes every character, and the rest of the body.
MAX_BODY_BYTES = 2 * 1024 * 1024
DEFAULT_PAGE = 20
MAX_IDEMPOTENCY_KEY = 255
_LIMIT = re.compile(r"[1-9][0-9]{0,5}")
_WAIT = re.compile(r"(?:^|[,;])\s*wait\s*=\s*\"?(\d{1,9})\"?\s*(?=$|[,;])", re.IGNORECASE)


def parse(request: Request, model: type[M], *, max_bytes: int = MAX_BODY_BYTES) -> M:
    """The body as that model. Raises TooLarge, Malformed (body), Invalid (the first field at fault)."""
    from pydantic import ValidationError

    raw = json_object(request, max_bytes)
    try:
        return model.model_validate(raw)
    except ValidationError as exc:
        raise _invalid(exc) from exc


def json_object(request: Request, max_bytes: int = MAX_BODY_BYTES) -> dict[str, object]:
    """A body that is a JSON object. Raises TooLarge, Malformed (body)."""
    raw = cast("bytes", request.raw_body) or b""
    if len(raw) > max_bytes:
        raise TooLarge(f"the body has {len(raw)} bytes; at most {max_bytes} are accepted", field="body")
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError) as exc:
        raise Malformed(f"the body is not JSON: {exc}", field="body") from exc
    if not isinstance(body, dict):
        raise Malformed("the body must be a JSON object", field="body")
    return body


def _invalid(exc: ValidationError) -> Invalid:
    first = exc.errors(include_url=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"]) or "body"
    return Invalid(f"{field}: {first['msg']}", field=field)


def query(request: Request, name: str, default: str | None = None) -> str:
    """A query parameter. Raises Invalid if it is missing or empty and there is no default."""
    value = request.query_params.get(name) if request.query_params else None
    value = value or default
    if value is None:
        raise Invalid(f"the query parameter {name} is missing", field=name)
    return str(value)


def page_of(request: Request) -> tuple[int, str | None]:
    """Size and cursor of the wanted page. Raises Invalid (limit)."""
    text = query(request, "limit", str(DEFAULT_PAGE))
    if not _LIMIT.fullmatch(text):
        raise Invalid("limit must be a positive integer", field="limit")
    return int(text), query(request, "cursor", "") or None


def idempotency_key(request: Request) -> str:
    """Empty if there is none. Raises Malformed."""
    key = str(request.headers.get("idempotency-key", ""))
    if len(key) > MAX_IDEMPOTENCY_KEY or not key.isprintable():
        detail = f"must be at most {MAX_IDEMPOTENCY_KEY} printable characters"
        raise Malformed(detail, field="Idempotency-Key")
    return key


def preferred_wait_s(request: Request) -> int:
    """The seconds of `Prefer: wait=N`; 0 if the client would rather not wait. See RFC 7240."""
    found = _WAIT.search(str(request.headers.get("prefer", "")))
    return int(found[1]) if found else 0
