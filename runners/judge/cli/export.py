"""`alpaco export`: a package folder becomes a zip."""

from __future__ import annotations

from judge.cli.common import print_json
from judge.cli.main import OK, Arguments, UsageError
from judge.exchange import export_package
from judge.package import PackageError


def run(arguments: Arguments) -> int:
    try:
        size = export_package(arguments.package, arguments.target)
    except (PackageError, OSError) as exc:
        raise UsageError(f"{arguments.package}: {exc}") from exc
    if arguments.json:
        print_json({"zip": str(arguments.target), "bytes": size})
    else:
        print(f"{arguments.target}: {size} bytes")
    return OK
