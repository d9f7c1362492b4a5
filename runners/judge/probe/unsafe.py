"""What no program of a package has any use for: other processes, the network, files that are not its own, `eval`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

_MODULES = frozenset(
    (
        "socket",
        "ssl",
        "urllib.request",
        "http.client",
        "http.server",
        "requests",
        "httpx",
        "aiohttp",
        "urllib3",
        "ftplib",
        "smtplib",
        "telnetlib",
        "poplib",
        "imaplib",
        "xmlrpc",
        "socketserver",
        "webbrowser",
        "subprocess",
        "pty",
        "ctypes",
        "cffi",
        "_posixsubprocess",
        "paramiko",
    )
)
_EVALUATORS = frozenset(("eval", "exec"))
_EVALUATES = re.compile(r"calls (?:builtins\.)?(?:eval|exec)$")
_LOADERS = frozenset(("pickle.load", "pickle.loads", "marshal.loads", "dill.loads", "shelve.open"))
_OS = re.compile(
    r"os\.(?:system|popen|exec\w+|spawn\w+|posix_spawnp?|fork|forkpty|remove|unlink|rmdir|removedirs|rename|renames|"
    r"replace|chmod|chown|symlink|link|truncate|setuid|chroot|mkfifo|putenv|environ)|"
    r"shutil\.(?:rmtree|move|copy\w*|chown)|pathlib\.Path\.(?:home|cwd)"
)
_OWN_FILES = re.compile(r"/dev/(?:stdin|stdout|stderr|null|tty|fd/\d)|/proc/self/fd/[012]")
_FOREIGN_PATH = re.compile(r"^(?:/(?:tmp|etc|home|proc|var|usr|root|dev|sys|opt|mnt|run|srv|boot)/\S+|~/?\S*)$")
_CALLS = (
    "system", "popen", "fork", "vfork", "execl", "execlp", "execle", "execv", "execvp", "execve", "posix_spawn",
    "dlopen", "ptrace", "unlink", "rmdir",
)  # fmt: skip
_C_CALL = re.compile(rf"(?<![\w.>])(?:std\s*::\s*|::\s*)?({'|'.join(_CALLS)})\s*\(")
_C_HEADER = re.compile(r"#\s*include\s*<(sys/socket\.h|netdb\.h|netinet/in\.h|arpa/inet\.h|sys/ptrace\.h|dlfcn\.h)>")
_C_PATH = re.compile(r"\b(?:fopen|freopen|open|ifstream|ofstream|fstream)\b[^;\"]{0,40}\"(/[^\"]+)\"")
_JAVA = re.compile(
    r"Runtime\s*\.\s*getRuntime\s*\(\s*\)\s*\.\s*exec|\bProcessBuilder\b|java\.net\.\w+|\bnew\s+Socket\b"
)
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')


def dangers(name: str, text: str, *, is_tool: bool = True) -> Iterator[str]:
    """Phrases; `name` is the file's, whose suffix tells the language. Languages not known here yield nothing.

    A tool, such as a validator, reads what others wrote, so it evaluates nothing; a submission may.
    """
    suffix = name.rpartition(".")[2].lower()
    if suffix in ("py", "py3", "py2"):
        yield from (danger for danger in _python(text) if is_tool or not _EVALUATES.search(danger))
    elif suffix in ("c", "cc", "cpp", "cxx", "c++", "h", "hpp"):
        yield from _c(text)
    elif suffix in ("java", "kt", "scala"):
        yield from (f"uses {match[0]}" for match in _JAVA.finditer(_COMMENT.sub(" ", text)))


def _python(text: str) -> Iterator[str]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return
    aliases = dict(_aliases(tree))
    for node in ast.walk(tree):
        for module in _imported(node):
            if _is_dangerous(module):
                yield f"line {node.lineno}: imports {module}"  # type: ignore[attr-defined]  # imports and calls have it
        if isinstance(node, ast.Call):
            yield from (f"line {node.lineno}: {danger}" for danger in _call(node, aliases))


def _is_dangerous(module: str) -> bool:
    return module in _MODULES or module.partition(".")[0] in _MODULES


def _aliases(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Names that imports bind, with the full name of what they stand for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((item.asname or item.name.partition(".")[0], item.name if item.asname else
                         item.name.partition(".")[0]) for item in node.names)  # fmt: skip
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((item.asname or item.name, f"{node.module}.{item.name}") for item in node.names)


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [item.name for item in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{item.name}" for item in node.names)]
    if isinstance(node, ast.Call) and _name(node.func, {}) in ("__import__", "importlib.import_module"):
        argument = node.args[0] if node.args else None
        return [str(argument.value)] if isinstance(argument, ast.Constant) else ["what is not known before it runs"]
    return []


def _name(node: ast.expr, aliases: dict[str, str]) -> str:
    """`os.path.join` for such an expression, aliases resolved; empty for any other."""
    if isinstance(node, ast.Name):
        return aliases.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        base = _name(node.value, aliases)
        return f"{base}.{node.attr}" if base else ""
    return ""


def _call(node: ast.Call, aliases: dict[str, str]) -> Iterator[str]:
    name = _name(node.func, aliases)
    if name in _EVALUATORS or name.removeprefix("builtins.") in _EVALUATORS or name in _LOADERS or _OS.fullmatch(name):
        yield f"calls {name}"
    elif name == "getattr" and node.args and _name(node.args[0], aliases) in ("os", "builtins", "shutil"):
        yield "looks for functions of the system by name"
    elif name in ("open", "io.open", "os.open", "codecs.open", "Path", "pathlib.Path"):
        yield from _file(name, node)


def _file(name: str, node: ast.Call) -> Iterator[str]:
    first = node.args[0] if node.args else None
    if not isinstance(first, ast.Constant) or not isinstance(first.value, str) or _OWN_FILES.fullmatch(first.value):
        return
    if _FOREIGN_PATH.match(first.value):
        yield f"opens {first.value}"
    elif name != "Path" and name != "pathlib.Path" and _writes(node):
        yield f"writes the file {first.value}"


def _writes(node: ast.Call) -> bool:
    mode = node.args[1] if len(node.args) > 1 else next((k.value for k in node.keywords if k.arg == "mode"), None)
    return isinstance(mode, ast.Constant) and isinstance(mode.value, str) and any(c in mode.value for c in "wax+")


def _c(text: str) -> Iterator[str]:
    plain = _COMMENT.sub(" ", text)
    yield from (f"includes {match[1]}" for match in _C_HEADER.finditer(plain))
    for match in _C_PATH.finditer(plain):
        is_foreign = _FOREIGN_PATH.match(match[1]) and not match[1].startswith("/tmp/")  # noqa: S108 - validators log there
        if is_foreign and not _OWN_FILES.fullmatch(match[1]):
            yield f"opens {match[1]}"
    plain = _STRING.sub('""', plain)
    for match in _C_CALL.finditer(plain):
        if not re.search(rf"(?:\w[\w:<>*&]*\s+[*&]*|[\[({{,=]\s*&?){match[1]}\s*(?:\([^;]*\)\s*\{{|=\s*\[)", plain):
            yield f"calls {match[1]}"
