"""The errors of the service, and how HTTP shows them (RFC 9457 problem details).

    AlpacoError
    ├── Refused                  the caller's fault: nothing was written
    │   ├── Malformed            400  the body is not JSON, a header cannot be read
    │   ├── Unauthenticated      401  nobody knows who calls
    │   ├── Forbidden            403  the caller lacks a scope
    │   ├── NotFound             404
    │   ├── Conflict             409  somebody else was quicker, or it is not the time for it
    │   │   └── Busy             409  the caller has a generation under way already
    │   ├── TooLarge             413
    │   ├── Invalid              422  a field has a wrong value
    │   └── OverLimit            429  too much at once, or for today
    └── Broken                   our fault
        ├── ConfigError          500  a variable of the environment is missing or wrong
        ├── Corrupt              500  stored data does not fit its hash or its schema
        ├── JobFailed            500  a runner reports that it could not do the job
        └── Unavailable          503  a service we use is throttling or down; trying again helps

Lambda reports the class name to Step Functions, so a state machine may match on it.
"""

from __future__ import annotations

from typing import ClassVar


class AlpacoError(Exception):
    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal"
    title: ClassVar[str] = "Something went wrong on our side"
    # When it is worth trying again; None: not by waiting.
    retry_after_s: int | None = None

    def __init__(self, detail: str, *, field: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.field = field


class Refused(AlpacoError):
    pass


class Malformed(Refused):
    status = 400
    slug = "malformed"
    title = "The request cannot be read"


class Unauthenticated(Refused):
    status = 401
    slug = "unauthenticated"
    title = "The request does not say who sends it"


class Forbidden(Refused):
    status = 403
    slug = "forbidden"
    title = "The caller may not do this"


class NotFound(Refused):
    status = 404
    slug = "not-found"
    title = "There is no such thing"


class Conflict(Refused):
    status = 409
    slug = "conflict"
    title = "The request conflicts with what is stored"


class Busy(Conflict):
    slug = "busy"
    title = "One thing at a time"

    def __init__(self, detail: str, *, job_id: str) -> None:
        super().__init__(detail, field="job_id")
        self.job_id = job_id


class TooLarge(Refused):
    status = 413
    slug = "too-large"
    title = "The request is too large"


class Invalid(Refused):
    status = 422
    slug = "invalid"
    title = "A field has an unusable value"


class OverLimit(Refused):
    status = 429
    slug = "over-limit"
    title = "That is more than is allowed for now"

    def __init__(self, detail: str, retry_after_s: int) -> None:
        super().__init__(detail)
        self.retry_after_s = retry_after_s


class Broken(AlpacoError):
    pass


class ConfigError(Broken):
    def __init__(self, variable: str, problem: str) -> None:
        super().__init__(f"{variable} {problem}")
        self.variable = variable


class Corrupt(Broken):
    pass


class JobFailed(Broken):
    pass


class Unavailable(Broken):
    status = 503
    slug = "unavailable"
    title = "The service is busy; please try again"
    retry_after_s = 2


def problem_details(error: AlpacoError) -> dict[str, object]:
    """The body of an RFC 9457 answer; `field` names what is at fault. What broke on our side is not told."""
    detail = error.detail if isinstance(error, Refused) else "The fault has been logged."
    body: dict[str, object] = {
        "type": f"urn:alpaco:error:{error.slug}",
        "title": error.title,
        "status": error.status,
        "detail": detail,
    }
    named = body if error.field is None else {**body, "field": error.field}
    return {**named, "job_id": error.job_id} if isinstance(error, Busy) else named
