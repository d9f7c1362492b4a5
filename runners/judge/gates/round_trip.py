"""Gate `round-trip`: exported as a zip and imported again, the package is the same."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from judge import archive
from judge.exchange.bring import package_folder
from judge.exchange.files import package_files, programs_of
from judge.gates.model import Blame, Finding, Gate, failed, listed, passed
from judge.gates.workbench import Workbench
from judge.package import Package, PackageError, load

# Larger packages take minutes and several times their size in memory, and show nothing that smaller ones do not.
_LARGEST_BYTES = 64 << 20


@dataclass(frozen=True)
class Trip:
    """`differences` as phrases."""

    files: int
    differences: tuple[str, ...]


def _measure(bench: Workbench) -> Trip | None:
    package = bench.package
    if sum(path.stat().st_size for path in package.root.rglob("*") if path.is_file()) > _LARGEST_BYTES:
        return None
    files = package_files(package)
    with tempfile.TemporaryDirectory() as place:
        try:
            again = _returned(package, files, Path(place))
            return Trip(len(files), tuple(_differences(package, files, again)))
        except (archive.ArchiveError, PackageError, OSError, UnicodeError) as exc:
            return Trip(len(files), (f"does not come back: {exc}",))


def _returned(package: Package, files: dict[str, bytes], place: Path) -> Package:
    packed = archive.pack_files({f"{package.name}/{path}": data for path, data in files.items()}, programs_of(package))
    archive.unpack(packed, place)
    return load(package_folder(place))


def _differences(package: Package, files: dict[str, bytes], again: Package) -> list[str]:
    returned = package_files(again)
    changed = [f"{path} is lost" for path in files if path not in returned]
    changed += [f"{path} is another" for path in files if path in returned and returned[path] != files[path]]
    before = [(case.name, case.output_validator_args, case.args) for case in package.cases()]
    if before != [(case.name, case.output_validator_args, case.args) for case in again.cases()]:
        changed.append("the test cases are others")
    if package.limits != again.limits:
        changed.append("the limits are others")
    if [item.name for item in package.submissions] != [item.name for item in again.submissions]:
        changed.append("the submissions are others")
    return changed


def _decide(found: Trip) -> Finding:
    if found.differences:
        told = listed(list(found.differences), "differences")
        return failed(Blame.PACKAGE, told, "\n".join(found.differences))
    return passed(Blame.PACKAGE, f"{found.files} files come back as they were")


GATE = Gate("round-trip", Blame.PACKAGE, _measure, _decide, "larger than 64 MiB", after=("structure",))
