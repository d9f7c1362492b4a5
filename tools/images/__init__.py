"""Container images of the runner pools and of the streaming generator: built, checked, pushed.

`python -m tools.images build` (that is `make images`) needs no registry, and works with the classic builder of a plain
Docker engine as well as with buildx. Python packages come from the ordinary index to the host, as wheels for the
image's own Python; the base image is an argument, and made by debootstrap where none is given.
"""
