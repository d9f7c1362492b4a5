"""`alpaco export`: a package folder becomes a zip."""

from __future__ import annotations

from judge.cli.common import folder_of, print_json, told
from judge.cli.main import OK, Arguments, UsageError
from judge.exchange import export_package
from judge.package import PackageError


def run(arguments: Arguments) -> int:
    try:
        with folder_of(arguments.package) as folder:
            size = export_package(folder, arguments.target)
    except (PackageError, OSError) as exc:
        raise UsageError(told(exc, arguments.package)) from exc
    if arguments.json:
        print_json({"zip": str(arguments.target), "bytes": size})
    else:
        print(f"{arguments.target}: {size} bytes")
    return OK
