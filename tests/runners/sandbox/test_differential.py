"""A program run by the fork server behaves as under plain `python3 main.py`, to the last byte."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from judge.sandbox import Outcome, Sandbox

from tests.runners.sandbox.conftest import LIMITS, build_python, program_of

PROGRAMS = {
    "stdin": "import sys\nfor line in sys.stdin: print(line.strip()[::-1])",
    "input": "print(int(input()) + int(input()))\ntry: input()\nexcept EOFError as e: print(repr(e))",
    "stdin_bytes": "import sys\ndata = sys.stdin.buffer.read()\nprint(len(data), sys.stdin.buffer.tell())",
    "stdin_properties": "import sys, os\ns = sys.stdin\nprint(s.encoding, s.errors, s.isatty(), s.seekable(), s.name, s.mode, s.line_buffering, os.fstat(0).st_size)",
    "stdout_properties": "import sys\nfor s in (sys.stdout, sys.stderr): print(s.encoding, s.errors, s.isatty(), s.seekable(), s.name, s.line_buffering, s.write_through)",
    "argv": "import sys\nprint(sys.argv[1:], sys.argv[0] == __file__, len(sys.orig_argv), sys.executable)",
    "main": "print(__name__, __doc__, __package__, __spec__, __builtins__, type(__loader__).__name__, __loader__.name, __loader__.path == __file__, __cached__, sorted(globals()))",
    "main_file": "import os, sys\nprint(os.path.basename(__file__), sys.path[0] == os.path.dirname(__file__), len(sys.path), sys.path[1:])",
    "modules": "import sys\nprint(sorted(sys.modules))",
    "modules_after_import": "import heapq, collections, sys\nprint(sorted(sys.modules))",
    "flags": "import sys\nprint(sys.flags, sys.dont_write_bytecode, sys.getrecursionlimit(), sys.getswitchinterval(), sys.warnoptions)",
    "environment": "import os\nprint(sorted(os.environ.items()), os.getcwd() == os.environ['HOME'], os.listdir('.'))",
    "exception": "def f(x):\n    return 1 // x\n\n\ndef g():\n    f(0)\n\n\ng()",
    "exception_chain": "try:\n    {}['a']\nexcept KeyError as e:\n    raise ValueError('caf\\u00e9') from e",
    "exception_group": "raise ExceptionGroup('several', [ValueError(1), TypeError(2)])",
    "syntax_error_inside": "exec('x = = 1')",
    "keyboard_interrupt": "raise KeyboardInterrupt",
    "exit_code": "import sys\nsys.exit(7)",
    "exit_text": "import sys\nsys.exit('a message')",
    "exit_none": "raise SystemExit",
    "exit_large": "import sys\nsys.exit(1 << 40)",
    "os_exit": "import os\nprint('lost', end='')\nos._exit(3)",
    "abort": "import os\nos.abort()",
    "signal_oneself": "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)",
    "raise_signal": "import signal\nsignal.signal(signal.SIGUSR1, lambda *a: print('got', a[0]))\nsignal.raise_signal(signal.SIGUSR1)",
    "alarm": "import signal\nsignal.signal(signal.SIGALRM, lambda *a: print('rang'))\nsignal.setitimer(signal.ITIMER_REAL, 0.01)\nsignal.pause()",
    "atexit": "import atexit\natexit.register(print, 'last')\natexit.register(print, 'first')\nprint('body')",
    "atexit_error": "import atexit\ndef f(): raise ValueError('late')\natexit.register(f)\nprint('body')",
    "atexit_after_exception": "import atexit\natexit.register(print, 'handler')\nraise ValueError",
    "destructor": "class A:\n    def __del__(self): print('gone')\na = A()\nprint('body')",
    "destructor_cycle": "class A:\n    def __del__(self): print('gone')\na = A()\na.self = a\nprint('body')",
    "finalizer": "import weakref\nclass A: pass\na = A()\nweakref.finalize(a, print, 'finalized')\nprint('body')",
    "generator_closed_at_end": "def g():\n    try: yield 1\n    finally: print('closed')\nx = g()\nnext(x)\nprint('body')",
    "unflushed_file": "import os\nout = os.fdopen(1, 'w')\nout.write('written')",
    "unflushed_stdout": "import sys\nsys.stdout.write('no newline')",
    "stdout_replaced": "import io, sys\nsys.stdout = io.TextIOWrapper(sys.stdout.buffer, write_through=True)\nprint('through')",
    "stdout_closed": "import os\nos.close(1)\nprint('nowhere')",
    "stdout_closed_object": "import sys\nsys.stdout.close()",
    "stdout_put_aside": "import atexit, io, sys\nkept = sys.stdout = io.StringIO()\natexit.register(lambda: sys.__stdout__.write(kept.getvalue()))\nprint('collected')",
    "stdout_without_flush": "import sys\nclass Out:\n    def write(self, text): sys.__stdout__.write(text.upper())\n    def flush(self): pass\nsys.stdout = Out()\nprint('body')",
    "stdout_flush_needs_a_global": "import os, sys\nclass Out:\n    kept = b''\n    def write(self, text): self.kept += text.encode()\n    def flush(self):\n        os.write(1, self.kept)\n        self.kept = b''\nsys.stdout = Out()\nprint('body')",
    "stdout_none": "import sys\nprint('body')\nsys.stdout = None",
    "stdout_detached": "import io, sys\nsys.stdout = io.TextIOWrapper(sys.stdout.detach(), encoding='latin-1')\nprint('body')",
    "stdout_reconfigured": "import sys\nsys.stdout.reconfigure(encoding='utf-16', newline='\\r\\n')\nprint('body')",
    "stderr_replaced": "import io, sys\nsys.stderr = io.StringIO()\nprint('nowhere', file=sys.stderr)\nsys.__stderr__.write('there')",
    "standard_names": "import os\nprint(open('/dev/stdin').read(), os.path.exists('/proc/self/fd/1'), os.stat('/proc/self').st_uid == os.getuid())\nopen('/proc/self/fd/1', 'a').write('again')",
    "unraisable": "class A:\n    def __del__(self): raise ValueError('in del')\nA()\nprint('body')",
    "excepthook": "import sys\nsys.excepthook = lambda *a: print('hooked', a[0].__name__)\nraise ValueError",
    "threads": "import threading, time\ndef f():\n    time.sleep(0.02)\n    print('thread', threading.current_thread().name)\nthreading.Thread(target=f).start()\nprint(threading.main_thread() is threading.current_thread(), threading.active_count())",
    "thread_exception": "import threading\ndef f(): raise ValueError('in thread')\nt = threading.Thread(target=f)\nt.start()\nt.join()\nprint('body')",
    "daemon_thread": "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()\nprint('body')",
    "big_stack_thread": "import sys, threading\nsys.setrecursionlimit(10**6)\nthreading.stack_size(1 << 26)\ndef f(n): return 0 if n == 0 else 1 + f(n - 1)\nt = threading.Thread(target=lambda: print(f(20000)))\nt.start()\nt.join()",
    "recursion": "def f(n): return f(n + 1)\ntry: f(0)\nexcept RecursionError as e: print(e)",
    "recursion_deep": "import sys\nsys.setrecursionlimit(10**6)\ndef f(n): return 0 if n == 0 else 1 + f(n - 1)\nprint(f(50000))",
    "recursion_uncaught": "def f(n):\n    return f(n + 1)\nf(0)",
    "large_output": "print('x' * 3_000_000)",
    "many_prints": "for i in range(20000): print(i, i * i)",
    "stderr_order": "import sys\nfor i in range(5): print(i, file=sys.stderr)",
    "pickle": "import pickle\nclass A:\n    def __init__(self, x): self.x = x\na = pickle.loads(pickle.dumps(A(5)))\nprint(type(a), a.x)",
    "dataclass": "from dataclasses import dataclass, field\n@dataclass(order=True)\nclass P:\n    x: int\n    y: list = field(default_factory=list)\nprint(P(1), P(1) < P(2), P.__module__)",
    "enum_and_typing": "from enum import Enum\nfrom typing import NamedTuple\nclass E(Enum): A = 1\nclass N(NamedTuple):\n    a: int\nprint(E.A, N(3))",
    "inspect_source": "import inspect\ndef f():\n    return 1\nprint(inspect.getsource(f), inspect.stack()[0].lineno, len(inspect.stack()))",
    "frames": "import sys, traceback\nprint(sys._getframe().f_back)\ntraceback.print_stack()",
    "linecache": "import linecache\nprint(linecache.getline(__file__, 1))",
    "imports": "import bisect, copy, datetime, decimal, fractions, functools, itertools, json, math, operator, re, statistics, string\nprint(math.comb(50, 25), fractions.Fraction(1, 3), re.findall('a+', 'aabaaa'), decimal.Decimal(1) / 7)",
    "more_imports": "import array, asyncio, base64, calendar, ctypes, hashlib, hmac, io, queue, random, secrets, socket, struct, tempfile, time, uuid, zlib\nprint(struct.calcsize('q'), zlib.crc32(b'x'), hashlib.sha256(b'').hexdigest())",
    "random_seeded": "import random\nrandom.seed(5)\nprint(random.random(), random.sample(range(100), 5))",
    "hash_of_strings": "print(hash('fixed'), list({'a', 'b', 'c', 'd'}))",
    "garbage": "import gc\nprint(gc.isenabled(), gc.get_threshold(), gc.garbage, gc.callbacks, gc.get_debug())",
    "numbers": "print(2 ** 5000 % 997, 0.1 + 0.2, round(2.5), int('9' * 4000) % 7)",
    "int_digits": "print(int('9' * 5000))",
    "unicode": "print('\\u00e9\\ud55c\\uad6d', 'na\\u00efve'.upper(), ascii('\\U0001f600'))",
    "surrogate": "print('\\ud800')",
    "warning": "import warnings\nwarnings.warn('careful')\nprint(eval('1 is 1'))",
    "fork": "import os, sys\npid = os.fork()\nif pid == 0:\n    print('child')\n    sys.exit(3)\nprint(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))",
    "subprocess": "import subprocess, sys\nprint(subprocess.run([sys.executable, '-c', 'print(6 * 7)'], capture_output=True, text=True).stdout)",
    "descriptors": "import os\nprint(sorted(map(int, os.listdir('/proc/self/fd')))[:3], os.get_inheritable(0), os.get_blocking(1))",
    "limits": "import resource\nprint([resource.getrlimit(r) for r in (resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_STACK, resource.RLIMIT_NPROC, resource.RLIMIT_NOFILE, resource.RLIMIT_CORE)])",
    "signals_handled": "import signal\nprint([(s.name, str(signal.getsignal(s))) for s in (signal.SIGINT, signal.SIGPIPE, signal.SIGTERM, signal.SIGXFSZ)], signal.pthread_sigmask(signal.SIG_BLOCK, []))",
    "session": "import os\nprint(os.getsid(0) == os.getpid() == os.getpgrp(), os.getuid() == os.geteuid(), os.umask(0))",
    "future": "from __future__ import annotations\ndef f(x: Missing): pass\nprint(f.__annotations__)",
    "annotations": "x: int = 3\nprint(__annotations__)",
    "docstring": "'''What it does.'''\nprint(__doc__)",
    "relative_help": "print(repr(exit), repr(copyright)[:20])",
    "local_module_missing": "import no_such_module",
    "coding_cookie": "# -*- coding: latin-1 -*-\nprint(ascii('\u00e9'))",
    "empty": "",
    "only_comment": "# nothing",
}


def normalized(outcome: Outcome) -> tuple[object, ...]:
    """What a user sees; folders of programs and addresses of objects differ from run to run."""
    texts = [re.sub(rb"programs/\d{6}|0x[0-9a-f]+", b"*", text) for text in (outcome.stdout, outcome.stderr)]
    return outcome.status, outcome.exit_code, outcome.signal, *texts


@pytest.mark.sandbox
@pytest.mark.parametrize("name", PROGRAMS)
def test_fork_server_is_like_python_itself(name: str, sandbox: Sandbox, run: Callable[..., Outcome]) -> None:
    source, stdin = PROGRAMS[name], b"12\n30\n"
    plain = run(program_of(build_python(sandbox, source, served=False)), "one", "two words", stdin=stdin)
    served = run(program_of(build_python(sandbox, source)), "one", "two words", stdin=stdin)
    assert normalized(served) == normalized(plain)


@pytest.mark.sandbox
def test_fork_server_serves_here(
    sandbox: Sandbox, python: Callable[[str], object], run: Callable[..., Outcome]
) -> None:
    run(python("pass"), limits=LIMITS)
    assert sandbox.layers()["fork server"].active, sandbox.layers()["fork server"].detail


@pytest.mark.sandbox
def test_tests_of_a_program_share_nothing(python: Callable[[str], object], run: Callable[..., Outcome]) -> None:
    source = "import random, builtins, os\nprint(hasattr(builtins, 'left'), random.random(), os.urandom(4).hex())\nbuiltins.left = 1"
    program = python(source)
    first, second = run(program).stdout.split(), run(program).stdout.split()
    assert first[0] == second[0] == b"False"
    assert first[1:] != second[1:]
