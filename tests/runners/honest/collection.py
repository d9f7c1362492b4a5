"""The honest programs of tests/honest, read from their tables."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chalicelib.protocol import JobLimits, Verdict
from judge.run import SourceRun
from judge.submission import Submission

ROOT = Path(__file__).resolve().parents[2] / "honest"
LANGUAGES = {"python": "python3"}


@dataclass(frozen=True)
class HonestProgram:
    """One entry of a table; tests/honest/README.md explains the keys. `stdout` is None where it does not matter."""

    id: str
    language: str
    submission: Submission
    stdin: bytes
    limits: JobLimits
    verdicts: frozenset[Verdict]
    stdout: bytes | None
    stdout_size: int | None

    def complaint(self, run: SourceRun) -> str:
        """What is not as it must be; empty if all is."""
        if run.verdict not in self.verdicts:
            wanted = " or ".join(sorted(self.verdicts))
            return (
                f"{run.verdict} ({run.message}), not {wanted}: {run.compile.output} {run.stderr[-600:]!r} {run.usage}"
            )
        if run.verdict is not Verdict.ACCEPTED:
            return ""
        if self.stdout is not None and run.stdout != self.stdout:
            return f"stdout {run.stdout[:300]!r}, not {self.stdout[:300]!r}"
        if self.stdout_size is not None and len(run.stdout) != self.stdout_size:
            return f"{len(run.stdout)} bytes of stdout, not {self.stdout_size}"
        return ""


def load(root: Path = ROOT) -> list[HonestProgram]:
    """Every program, in a stable order. Raises ValueError naming the entry that is wrong."""
    return [program for table in sorted(root.glob("*.toml")) for program in _read(table)]


def _read(table: Path) -> Iterator[HonestProgram]:
    for name, raw in tomllib.loads(table.read_text("utf-8")).items():
        try:
            yield _program(table.stem, name, raw)
        except (KeyError, TypeError, ValueError) as exc:
            raise ValueError(f"{table.stem}/{name}: {exc}") from exc


def _program(stem: str, name: str, raw: Mapping[str, Any]) -> HonestProgram:
    language = LANGUAGES.get(stem, stem)
    main = Verdict(raw.get("verdict", Verdict.ACCEPTED))
    return HonestProgram(
        id=f"{stem}/{name}",
        language=language,
        submission=Submission(name, language, {_FILES[stem]: raw["source"].encode()}),
        stdin=_bytes(raw, "stdin") or b"",
        limits=JobLimits(raw.get("time_limit_s", 3), raw.get("memory_mib", 256), processes=raw.get("processes")),
        verdicts=frozenset({main, *map(Verdict, raw.get("or", ()))}),
        stdout=_bytes(raw, "stdout"),
        stdout_size=raw.get("stdout_size"),
    )


_FILES = {
    "c": "main.c",
    "cpp": "main.cpp",
    "java": "Main.java",
    "javascript": "main.js",
    "python": "main.py",
    "rust": "main.rs",
}


def _bytes(raw: Mapping[str, Any], key: str) -> bytes | None:
    if f"{key}_hex" in raw:
        return bytes.fromhex(raw[f"{key}_hex"])
    return raw[key].encode() if key in raw else None
