"""Containers for tests: one with Docker's default profile stands in for Fargate.

    from tests.runners.containers.fixtures import base_image, docker_engine   # session fixtures, in your conftest

    def test_something(docker_engine, base_image):
        done = docker_engine.docker("run", "--rm", "--network", "none", base_image, "python3", "--version")

Engine and base image come from `tools/containers`. Where there is neither, tests fail with one clear line; set
ALPACO_SKIP_DOCKER to skip them instead.
"""
