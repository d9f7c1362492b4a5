"""Problems over HTTP: listing, statements, import and export of packages."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from chalice.app import Request, Response

from chalicelib.api import bodies, http
from chalicelib.domain.languages import Language
from chalicelib.domain.problems import DEFAULT_LANGUAGE, ProblemVersion

if TYPE_CHECKING:
    from chalicelib.bootstrap import Services


@http.endpoint
def languages(services: Services) -> Response:
    """GET /languages"""
    known = [_language(item) for item in services.languages.known().values()]
    return http.reply({"languages": known})


def _language(item: Language) -> dict[str, object]:
    return {"id": item.id, "name": item.name, "aliases": item.aliases, "version": item.version or None}


@http.endpoint
def listing(request: Request, services: Services) -> Response:
    """GET /problems?limit=&cursor="""
    page = services.library.page(*bodies.page_of(request))
    return http.reply({"problems": [_summary(version) for version in page.items], "cursor": page.cursor})


@http.endpoint
def show(request: Request, services: Services, problem_id: str) -> Response:
    """GET /problems/{problem_id}?language="""
    shown = services.library.show(problem_id, bodies.query(request, "language", DEFAULT_LANGUAGE))
    names = shown.version.metadata.names
    body = {
        **_summary(shown.version),
        "name": names.get(shown.language) or next(iter(names.values())),
        "language": shown.language,
        "languages": shown.languages,
        "statement": asdict(shown.statement),
        "samples": [asdict(sample) for sample in shown.samples],
    }
    return http.reply(body)


@http.endpoint
def report(_request: Request, services: Services, problem_id: str) -> Response:
    """GET /problems/{problem_id}/report: what the gates said when it was generated."""
    return http.reply(services.library.report(problem_id))


@http.endpoint
def start_upload(request: Request, services: Services) -> Response:
    """POST /problems: where to PUT the zip of a package. PUT /problems/{problem_id} then imports it."""
    from chalicelib.api.models import UploadBody

    upload = services.importing.start_upload(bodies.parse(request, UploadBody).size)
    return http.reply(asdict(upload), 201)


@http.endpoint
def import_package(request: Request, services: Services, problem_id: str) -> Response:
    """PUT /problems/{problem_id}: 201 for a new version, 200 if the current one holds the same package."""
    from chalicelib.api.models import ImportBody

    body = bodies.parse(request, ImportBody)
    imported = services.importing.import_upload(problem_id, body.upload_id, body.sha256)
    return http.reply(_summary(imported.version), 201 if imported.is_new else 200, location=f"/problems/{problem_id}")


@http.endpoint
def withdraw(_request: Request, services: Services, problem_id: str) -> Response:
    """DELETE /problems/{problem_id}: no new submissions; versions and verdicts stay."""
    services.library.withdraw(problem_id)
    return http.reply({"problem_id": problem_id, "withdrawn": True})


@http.endpoint
def export(_request: Request, services: Services, problem_id: str) -> Response:
    """GET /problems/{problem_id}/package: redirects to a download of the whole package."""
    url = services.library.export_url(problem_id)
    return http.reply({"url": url}, 302, location=url)


def _making(version: ProblemVersion) -> dict[str, str] | None:
    if version.making is None:
        return None
    return {"job_id": version.making.job_id, "report": f"/problems/{version.problem_id}/report"}


def _summary(version: ProblemVersion) -> dict[str, object]:
    metadata = version.metadata
    return {
        "problem_id": version.problem_id,
        "version": version.version,
        "names": metadata.names,
        "keywords": metadata.keywords,
        "difficulty": metadata.difficulty or None,
        "types": metadata.types,
        "limits": {"time_limit_s": metadata.time_limit_s, "memory_mib": metadata.memory_mib},
        "origin": version.origin,
        "making": _making(version),
        "created_at": version.created_at,
    }
