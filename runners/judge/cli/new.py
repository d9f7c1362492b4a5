"""`alpaco new`: a package skeleton that verifies."""

from __future__ import annotations

import re

from judge.cli.common import print_json
from judge.cli.main import OK, Arguments, UsageError
from judge.skeleton import skeleton_files, write_skeleton

_NAME = re.compile(r"[a-z0-9]+")


def run(arguments: Arguments) -> int:
    target = arguments.name
    if not _NAME.fullmatch(target.name):
        raise UsageError(f"{target.name}: a package name has only lower-case letters and digits")
    if target.exists():
        raise UsageError(f"{target} exists already")
    write_skeleton(target, arguments.kind)
    if arguments.json:
        print_json({"package": str(target), "files": sorted(skeleton_files(target.name, arguments.kind))})
    else:
        print(f"{target}: a problem to start from. Next: alpaco verify {target}")
    return OK
