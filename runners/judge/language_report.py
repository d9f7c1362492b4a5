"""Which languages this machine has, and in which version."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from judge.languages import Language, missing_tools, with_tool_path

_ASKING_S = 20


@dataclass(frozen=True)
class LanguageReport:
    """`version` is the first line that the version command prints; `missing` names tools that are not installed."""

    code: str
    name: str
    extensions: tuple[str, ...]
    version: str
    missing: tuple[str, ...]

    @property
    def state(self) -> str:
        return f"not installed (no {', '.join(self.missing)})" if self.missing else self.version

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "name": self.name,
            "extensions": list(self.extensions),
            "available": not self.missing,
            "version": self.version,
            "missing": list(self.missing),
        }


def language_reports(languages: Mapping[str, Language]) -> list[LanguageReport]:
    """Installed languages first, each part by code."""
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(_report, languages.values()))
    return sorted(reports, key=lambda report: (bool(report.missing), report.code))


def _report(language: Language) -> LanguageReport:
    missing = tuple(missing_tools(language))
    version = "" if missing else version_of(language)
    return LanguageReport(language.code, language.name, language.extensions, version, missing)


def version_of(language: Language) -> str:
    """What the trusted compiler or interpreter says of itself; empty if it says nothing."""
    if not language.version:
        return ""
    command = with_tool_path(language.version)
    try:
        done = subprocess.run(command, capture_output=True, timeout=_ASKING_S, check=False, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    lines = (done.stdout or done.stderr).decode("utf-8", "replace").strip().splitlines()
    return re.sub(r"\s+", " ", lines[0]) if lines else ""
