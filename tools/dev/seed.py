"""Imports packages through the HTTP API, as any user would."""

from __future__ import annotations

import hashlib
import urllib.request
from pathlib import Path

from judge import archive

from tools.dev import client

UPLOAD_TIMEOUT_S = 120


def import_examples(http_url: str, folder: Path) -> list[str]:
    """Imports every package below `folder` under its own name; their ids, sorted."""
    packages = sorted(path.parent for path in folder.glob("*/problem.yaml"))
    return [import_package(http_url, package) for package in packages]


def import_package(http_url: str, package: Path) -> str:
    """Uploads one package and imports it; the same package again makes no new version. Its id."""
    content = archive.pack(package)
    upload = client.call(f"{http_url}/problems", {"size": len(content)})
    _put(upload["url"], content)
    body = {"upload_id": upload["upload_id"], "sha256": hashlib.sha256(content).hexdigest()}
    client.call(f"{http_url}/problems/{package.name}", body, method="PUT")
    return package.name


def _put(url: str, content: bytes) -> None:
    request = urllib.request.Request(url, data=content, method="PUT")  # noqa: S310 - presigned by the service
    urllib.request.urlopen(request, timeout=UPLOAD_TIMEOUT_S).close()  # noqa: S310 - as above
