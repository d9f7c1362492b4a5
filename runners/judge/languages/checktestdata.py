"""Checktestdata, DOMjudge's language for input validators (`.ctd`).

A script becomes a program with a `build` that translates it to Python, in the sandbox like any other compiling: the
translator works out constants, so a hostile script could keep it busy for ever.

The grammar: https://github.com/DOMjudge/checktestdata/blob/main/doc/format-spec.md
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files as files_in

_SUFFIX = ".ctd"
_PACKAGE = "checktestdata"
_SCRIPT = "script.ctd"
_BUILD = b"""#!/usr/bin/python3 -I
import pathlib, sys

folder = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(folder))
sys.setrecursionlimit(20_000)
from checktestdata.parser import ParserException, parse
from checktestdata.tokenizer import tokenize

try:
    code = parse(tokenize((folder / "script.ctd").read_bytes())).python_code(standalone=True)
except ParserException as exc:
    sys.exit(f"line {exc.token.line}: {exc}")
except Exception as exc:
    sys.exit(str(exc) or repr(exc))
# Arguments would be taken for the file to check; the reason is the last line, without the picture below it.
start = "\\ninit_lib()\\n"
code = code.replace(start, "\\nsys.argv[1:] = []\\n_InputToken.format = lambda token: ''" + start)
(folder / "run").write_text("#!/usr/bin/python3 -I\\n" + code, "utf-8")
"""


def with_translator(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The program itself, or what builds it if it is one Checktestdata script: it then exits with 42 or 43."""
    scripts = [name for name in files if name.endswith(_SUFFIX)]
    if len(scripts) != 1 or "build" in files or "run" in files:
        return files
    return {**_translator(), "build": _BUILD, _SCRIPT: _plain(files[scripts[0]])}


def _plain(script: bytes) -> bytes:
    """The translator knows neither byte-order marks nor line ends of Windows."""
    return script.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")


@cache
def _translator() -> dict[str, bytes]:
    sources = [item for item in files_in(_PACKAGE).iterdir() if item.name.endswith(".py")]
    return {f"{_PACKAGE}/{item.name}": item.read_bytes() for item in sources}
