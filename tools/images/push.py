"""Brings images into the registry of a stage, and tells the digests by which the stack is to name them."""

from __future__ import annotations

import base64
import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tools.containers.engine import Engine
from tools.images import shape
from tools.images.build import Built
from tools.images.errors import ImageError

PUSH_TIMEOUT_S = 1800


def repositories(ssm: Any, stage: str) -> dict[str, str]:
    """Repository URI by image, as the deployed stage tells them. Raises ImageError."""
    name = f"/alpaco/{stage}/RepositoryUris"
    try:
        value = ssm.get_parameter(Name=name)["Parameter"]["Value"]
    except ssm.exceptions.ParameterNotFound as exc:
        raise ImageError(
            f"there is no parameter {name}: deploy the stage first, its repositories come with it"
        ) from exc
    return dict(json.loads(value))


@dataclass(frozen=True)
class Registry:
    """`host` is where images are pushed to if not to the host that the repositories are named after."""

    docker: Engine
    ecr: Any
    host: str = ""

    def push(self, image: Built, uri: str) -> str:
        """The image's digest there, after the registry has confirmed what it holds. Raises ImageError."""
        _, _, repository = uri.partition("/")
        target = f"{self.host or uri.partition('/')[0]}/{repository}"
        tag = image.tag.rpartition(":")[2]
        self._run("tag", image.tag, f"{target}:{tag}")
        self._run("push", "--quiet", f"{target}:{tag}")
        digests = json.loads(self._run("image", "inspect", "--format", "{{json .RepoDigests}}", image.tag))
        digest = next(str(item).partition("@")[2] for item in digests if str(item).startswith(f"{target}@"))
        self._confirm(repository, digest)
        return digest

    def _confirm(self, repository: str, digest: str) -> None:
        answer = self.ecr.batch_get_image(
            repositoryName=repository, imageIds=[{"imageDigest": digest}], acceptedMediaTypes=list(shape.MANIFESTS)
        )
        if not answer["images"]:
            raise ImageError(f"the registry does not have {repository}@{digest}: {answer.get('failures')}")
        shape.check_media_type(repository, answer["images"][0]["imageManifestMediaType"])

    def _run(self, *arguments: str) -> str:
        try:
            return self.docker.docker(*arguments, timeout_s=PUSH_TIMEOUT_S).stdout
        except subprocess.CalledProcessError as exc:
            raise ImageError(f"docker {arguments[0]} fails: {exc.stderr.strip()[-1000:]}") from exc


@contextmanager
def signed_in(docker: Engine, ecr: Any, host: str = "") -> Iterator[Registry]:
    """A registry that takes our images. The password stays in a folder of its own, which goes away afterwards."""
    (grant,) = ecr.get_authorization_token()["authorizationData"]
    user, _, password = base64.b64decode(grant["authorizationToken"]).decode().partition(":")
    address = host or str(grant["proxyEndpoint"]).removeprefix("https://")
    with tempfile.TemporaryDirectory(prefix="alpaco-registry-") as folder:
        signed = replace(docker, settings=Path(folder))
        command = [signed.client, "login", "--username", user, "--password-stdin", address]
        done = subprocess.run(
            command, input=password, env=signed.environment(), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise ImageError(f"docker login fails: {done.stderr.strip()[-300:]}")
        yield Registry(signed, ecr, host)
