"""A Docker engine and a base image on a machine that may have neither an engine running nor a registry.

An engine that answers already (DOCKER_HOST or the usual socket) is used and left alone. Otherwise Debian's `dockerd`
is started as root with everything it keeps in a temporary directory, and ended afterwards. No registry is needed: the
base image is made by debootstrap (Debian's own mirror) once and cached as a tar archive.
"""
