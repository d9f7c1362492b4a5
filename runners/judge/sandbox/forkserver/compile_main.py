"""Compiles a Python source from stdin: bytecode to stdout, or what is wrong to stderr, as python3 itself says it.

The one argument is the path that the source will have. Runs confined: the source may be anything, and compiling it may
take any time and memory.
"""

import marshal
import sys
from importlib.util import MAGIC_NUMBER


def main(path: str) -> None:
    source = sys.stdin.buffer.read()
    try:
        code = compile(source, path, "exec", dont_inherit=True)
    except Exception as exc:  # noqa: BLE001 - whatever compile() raises is the submission's
        sys.excepthook(type(exc), exc.with_traceback(None), None)
        sys.exit(1)
    sys.stdout.buffer.write(MAGIC_NUMBER + bytes(12) + marshal.dumps(code))


main(sys.argv[1])
