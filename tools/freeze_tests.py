"""Makes the tests of problem packages: `freeze_tests.py problems/NAME...` writes, with `--check` it only compares.

For each stratum and seed the package's generator prints an input, its input validator checks it, and its reference
prints the answer; sample inputs are written by hand and get only their answers. The SHA-256 of every file is kept in
`.alpaco/tests.sha256`. Runs code of this repository only, outside any sandbox: never use it on a package of others.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "runtime"))

from chalicelib.domain import templates

# Seeds per stratum, counted from 1.
STRATA = {"small": 6, "random": 5, "extreme": 5, "slow": 3}
PYTHON = "/usr/bin/python3" if Path("/usr/bin/python3").exists() else sys.executable
VALID = 42
STEP_LIMIT_S = 30
HASHES = ".alpaco/tests.sha256"


class Unusable(Exception):
    """The package cannot make its tests; the message says which step failed."""


class Programs:
    """The Python programs of one package, with its constants filled in as the format says."""

    def __init__(self, package: Path, directory: Path) -> None:
        self._package = package
        self._directory = directory
        self._constants = templates.read_constants((package / "problem.yaml").read_text(encoding="utf-8"))

    def run(self, program: str, *arguments: str, stdin: bytes = b"", expect: int = 0) -> bytes:
        """What the program prints. Raises Unusable if it ends with another code than `expect`."""
        source = self._directory / program.replace("/", "-")
        text = (self._package / program).read_text(encoding="utf-8")
        # The format replaces constants everywhere but in generators.
        filled = text if program.startswith("generators/") else templates.substitute(text, self._constants)
        source.write_text(filled, encoding="utf-8")
        command = [PYTHON, "-I", str(source), *arguments]
        done = subprocess.run(command, input=stdin, capture_output=True, timeout=STEP_LIMIT_S, check=False)
        if done.returncode != expect:
            call = " ".join((program, *arguments))
            complaint = done.stderr.decode(errors="replace").strip()
            raise Unusable(f"{self._package.name}: {call} ended with {done.returncode}: {complaint}")
        return done.stdout


def frozen_files(package: Path) -> dict[str, bytes]:
    """Every file that freezing writes, by its path in the package."""
    with tempfile.TemporaryDirectory() as directory:
        tests = dict(_tests(package, Programs(package, Path(directory))))
    hashes = "".join(f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in sorted(tests.items()))
    return {**tests, HASHES: hashes.encode()}


def _tests(package: Path, programs: Programs) -> Iterator[tuple[str, bytes]]:
    for name, data in {**_samples(package), **_secret_inputs(programs)}.items():
        programs.run("input_validators/validate.py", stdin=data, expect=VALID)
        yield f"{name}.in", data
        yield f"{name}.ans", programs.run("submissions/accepted/reference.py", stdin=data)


def _samples(package: Path) -> dict[str, bytes]:
    return {f"data/sample/{path.stem}": path.read_bytes() for path in sorted((package / "data/sample").glob("*.in"))}


def _secret_inputs(programs: Programs) -> dict[str, bytes]:
    cases = [(stratum, seed) for stratum, seeds in STRATA.items() for seed in range(1, seeds + 1)]
    return {
        f"data/secret/{number:03}-{stratum}-{seed}": programs.run("generators/generate.py", stratum, str(seed))
        for number, (stratum, seed) in enumerate(cases, 1)
    }


def present_files(package: Path) -> dict[str, bytes]:
    """The frozen files as they are on disk now."""
    paths = [path for folder in ("sample", "secret") for path in (package / "data" / folder).glob("*.*")]
    tests = {str(path.relative_to(package)): path for path in paths if path.suffix in {".in", ".ans"}}
    if (package / HASHES).exists():
        tests[HASHES] = package / HASHES
    return {name: path.read_bytes() for name, path in tests.items()}


def _write(package: Path, files: Mapping[str, bytes]) -> None:
    for name in present_files(package).keys() - files.keys():
        (package / name).unlink()
    for name, data in files.items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_bytes(data)


def differences(package: Path) -> list[str]:
    """Paths whose bytes differ from what freezing would write, missing and surplus ones included."""
    wanted, present = frozen_files(package), present_files(package)
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("packages", nargs="+", type=Path)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if anything would change")
    arguments = parser.parse_args()
    stale = False
    for package in arguments.packages:
        changed = differences(package)
        stale = stale or bool(changed)
        print(f"{package.name}: {', '.join(changed) if changed else 'up to date'}")
        if changed and not arguments.check:
            _write(package, frozen_files(package))
    return int(stale and arguments.check)


if __name__ == "__main__":
    sys.exit(main())
