"""A deployment whose workers are containers, with every AWS call of every part of it recorded."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.e2e.harness import Service
from tests.e2e.recorded import WORKER, Records
from tests.e2e.recording import collector
from tests.provider.recordings import Recording
from tests.provider.server import Provider
from tools.containers import base_image
from tools.containers.engine import Engine
from tools.dev import paths
from tools.dev.cdk import Cdk
from tools.dev.emulator import Emulator
from tools.dev.environment import ACCOUNT, REGION
from tools.dev.local_platform import Platform
from tools.images.build import Builder
from tools.images.recipe import recipes

POOL = "main"
REGISTRY = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com"
# How a container reaches this machine; ECS of the embedded AWS gives it the name.
HOST = "host.docker.internal"
RECORDED = "choir_row"
MODEL = "recorded"
_DOCKERFILE = """\
FROM {base}
COPY sitecustomize.py /opt/recording/
ENV PYTHONPATH=/opt/alpaco:/opt/recording {variables}
"""


@dataclass
class Proof:
    """`service` is what is deployed now; `records` has the calls of all that was deployed before, too."""

    cdk: Cdk
    service: Service
    records: Records
    docker: Engine
    provider: Provider
    # Of operators: the program and its words.
    commands: list[list[str]] = field(default_factory=list)

    def update(self, **context: str) -> None:
        """Deploys with other settings, and with a model, over what stands."""
        variables = (("OPENAI_MODEL", MODEL), ("OPENAI_BASE_URL", self.provider.url), ("OPENAI_API_KEY", "key"))
        self.records.look(self.service.platform)
        merged = {**dict(self.cdk.context), **context}
        self.cdk = replace(self.cdk, context=tuple(merged.items()), variables=variables)
        self.service.platform.deployment = self.cdk.deploy()
        self.alpaco("secrets", "set", "model-key", "--stage", "local", told="key\n")

    def alpaco(self, *words: str, told: str = "", check: bool = True) -> str:
        """What the command prints, as an operator of the deployed stack; `told` is what is typed."""
        self.commands.append(["alpaco", *words])
        done = subprocess.run(
            [str(paths.program("alpaco")), *words],
            input=told,
            text=True,
            env=self.service.platform.client_environment,
            check=False,
            capture_output=True,
        )
        assert done.returncode == 0 or not check, f"alpaco {words}: {done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def client(self, name: str) -> Any:
        return self.service.platform.client(name)

    def tasks(self) -> list[dict[str, Any]]:
        """Those that run and those that have stopped, as ECS describes them."""
        ecs, cluster = self.client("ecs"), self.service.platform.deployment.outputs["ClusterName"]
        arns = [
            arn
            for status in ("RUNNING", "STOPPED")
            for arn in ecs.list_tasks(cluster=cluster, desiredStatus=status)["taskArns"]
        ]
        found: list[dict[str, Any]] = ecs.describe_tasks(cluster=cluster, tasks=arns)["tasks"] if arns else []
        return found


@contextmanager
def proving(directory: Path, records: Records, docker: Engine) -> Iterator[Proof]:
    """Deploys the stack with one warm pool of containers; ends everything afterwards."""
    collected = records.collector
    with ExitStack() as stack:
        provider = stack.enter_context(Provider(Recording.named(RECORDED)))
        tag = _recording_image(docker, collected)
        variables = {
            **collected.variables(),
            "BIND_HOST": "0.0.0.0",  # containers come over the bridge
            "DOCKER_HOST": docker.host,
        }
        emulator = Emulator.start(directory, variables=variables)
        stack.callback(emulator.stop)
        images = directory / "images.json"
        images.write_text(json.dumps({POOL: tag}))
        context = (("stage", "local"), ("keep_data", "true"), ("images", str(images)))
        cdk = Cdk(emulator, context)
        platform = Platform(emulator, cdk.deploy())
        yield Proof(cdk, Service(platform), records, docker, provider)


def _recording_image(docker: Engine, collected: collector.Collector) -> str:
    """The pool's image with the recorder in it, under the name that the stack gives it; its tag."""
    built = Builder(docker, base_image.ensure(docker)).build(*recipes((POOL,)))
    variables = {
        **collected.variables(WORKER, host=HOST),
        "AWS_DEFAULT_REGION": REGION,
        # The embedded AWS offers credentials over HTTP from an address that botocore does not trust.
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }
    del variables["PYTHONPATH"]
    tag = f"recording-{variables['ALPACO_CALLS'].rpartition(':')[2]}"
    with tempfile.TemporaryDirectory(prefix="alpaco-recording-") as place:
        text = _DOCKERFILE.format(base=built.tag, variables=" ".join(f"{k}={v}" for k, v in variables.items()))
        (Path(place) / "Dockerfile").write_text(text)
        (Path(place) / "sitecustomize.py").write_bytes((collector.HERE / "sitecustomize.py").read_bytes())
        docker.docker("build", "--quiet", "--tag", f"{REGISTRY}/alpaco-local/{POOL}:{tag}", place)
    return tag
