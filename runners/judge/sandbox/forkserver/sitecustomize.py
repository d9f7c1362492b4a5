"""The Python fork server: an interpreter that has started, and waits just before it would run its main program.

It is started as `/usr/bin/python3 <slot>/visible/main.pyc`, and `site` imports this file on the way. Here it serves:
every request forks one child, which becomes the slot's user and *returns*, so that the interpreter goes on to do what
it always does: run the main file, print tracebacks, join threads, call atexit, choose an exit code. No frame of ours
is left below the program. The server itself never reads anything that a submission wrote.

It runs as a user of its own whose system call filter lets it become the slot's user and nobody else. The child is
made a child of the supervisor (CLONE_PARENT), which alone watches, measures and ends it.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # a program must not find modules that it would not have found otherwise
    from collections.abc import Callable


def _restore_surroundings() -> bool:
    """Undoes what brought us here; true if the distribution has a sitecustomize of its own, which ours had hidden."""
    import os

    place = __file__.rpartition("/")[0]
    sys.path[:] = [entry for entry in sys.path if entry != place]
    sys.path_importer_cache.pop(place, None)
    os.environ.pop("PYTHONPATH", None)
    ours = sys.modules.pop("sitecustomize")
    try:
        import sitecustomize  # type: ignore[import-not-found]  # noqa: F401 - the distribution's
    except ImportError:
        sys.modules["sitecustomize"] = ours
        return False
    return True


def _prepare_main() -> None:
    """The compiled form is run, but it will look as if the source had been.

    The loader is asked for after the interpreter has set `__file__`, and is the last thing that it asks for.
    """
    import __main__

    external = sys.modules["_frozen_importlib_external"]
    original = external.SourcelessFileLoader

    def loader(name: str, _path: str) -> object:
        external.SourcelessFileLoader = original  # type: ignore[attr-defined]
        __main__.__file__ = main = sys.argv[0]
        return external.SourceFileLoader(name, main)

    external.SourcelessFileLoader = loader  # type: ignore[attr-defined]
    sys.path_importer_cache[sys.argv[0]] = None  # it is a file, not a folder or an archive


def _connect() -> "Callable[[], list[bytes]]":
    """The function that serves; what is loaded for it leaves no trace among the modules."""
    known = set(sys.modules)
    import atexit
    import ctypes
    import gc

    library = ctypes.PyDLL(__file__.rpartition("/")[0] + "/forkserver.so")
    library.alpaco_end.restype = None
    atexit.register(library.alpaco_end)
    serve = library.alpaco_serve
    serve.restype = ctypes.py_object
    for name in set(sys.modules) - known:
        del sys.modules[name]
    gc.collect()
    gc.freeze()
    return serve


def _add_variables(variables: list[bytes]) -> None:
    import os

    for variable in variables:
        name, _, value = os.fsdecode(variable).partition("=")
        os.environ[name] = value


_hidden = _restore_surroundings()
_prepare_main()
_add_variables(_connect()())
if not _hidden:
    raise ImportError("there is none", name="sitecustomize")
