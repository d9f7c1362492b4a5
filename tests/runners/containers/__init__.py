"""A Docker engine and a base image for tests: a container with Docker's default profile stands in for Fargate.

    from tests.runners.containers.fixtures import base_image, docker_engine   # session fixtures, in your conftest

    def test_something(docker_engine, base_image):
        done = docker_engine.docker("run", "--rm", "--network", "none", base_image, "python3", "--version")

An engine that answers already (DOCKER_HOST or the usual socket) is used and left alone. Otherwise Debian's `dockerd`
is started as root with everything it keeps in a temporary directory, and ended afterwards. No registry is needed: the
base image is made by debootstrap (Debian's own mirror) once and cached as a tar archive. Where there is neither, tests
fail with one clear line; set ALPACO_SKIP_DOCKER to skip them instead.
"""
