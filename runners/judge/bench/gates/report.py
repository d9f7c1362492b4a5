"""The benchmark's figures as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import mean

from judge.bench.gates.model import Kind, Result
from judge.bench.gates.score import (
    BASELINES,
    GateUse,
    Score,
    by_class,
    failures,
    is_as_it_should,
    is_caught,
    score,
    uses,
)
from judge.gates.model import GateStatus

_SHOWN = 160


@dataclass(frozen=True)
class Report:
    """All that a run of the benchmark found; `wall_s` is the whole run's."""

    results: Sequence[Result]
    wall_s: float

    @property
    def uses(self) -> list[GateUse]:
        """Empty if some entries were not shown to every gate."""
        return uses(self.results) if all(result.has_every_gate for result in self.results) else []

    @property
    def seconds_per_package(self) -> float:
        return mean(result.wall_s for result in self.results) if self.results else 0.0

    @property
    def spared_per_package_s(self) -> float:
        return mean(result.spared_s for result in self.results) if self.results else 0.0

    def to_json(self) -> dict[str, object]:
        return {
            **_score_json(score(self.results)),
            "seconds_per_package": round(self.seconds_per_package, 2),
            "spared_per_package_s": round(self.spared_per_package_s, 2),
            "wall_s": round(self.wall_s, 1),
            "baselines": {name: _score_json(score(self.results, gates)) for name, gates in BASELINES.items()},
            "classes": {name: _score_json(found) for name, found in by_class(self.results).items()},
            "gates": [asdict(use) for use in self.uses],
            "entries": [_entry_json(result) for result in self.results],
        }

    def to_markdown(self) -> str:
        """For the documentation."""
        return "\n\n".join(_markdown(*table) for table in self._tables())

    def _tables(self) -> list[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
        gates = ("gate", "catches", "alone", "false alarms", "alone in")
        rows = [_use_row(use) for use in self.uses]
        return [
            (("", "caught", "planted", "right blame", "false rejections", "controls", "verified"), self._scores()),
            *([(gates, rows)] if rows else []),
            (("class", "planted", "caught", "right blame"), _class_rows(by_class(self.results))),
        ]

    def to_text(self) -> str:
        found = score(self.results)
        parts = [
            *(_table(*table) for table in self._tables()),
            "\n".join(_complaints(self.results)) or "Nothing missed, nothing blamed wrongly, no control held back.",
            f"caught {found.caught}/{found.planted}, right blame {found.right_blame:.1%}, false rejections "
            f"{found.false_rejections}, verified {found.verified}/{found.controls} controls, "
            f"{self.seconds_per_package:.1f} s per package ({self.spared_per_package_s:.1f} s of runs each told from "
            f"memory), {self.wall_s:.0f} s in all",
        ]
        return "\n\n".join(parts)

    def _scores(self) -> list[tuple[str, ...]]:
        rows = {"all gates": score(self.results)}
        rows |= {name: score(self.results, gates) for name, gates in BASELINES.items()}
        return [
            (
                name,
                str(found.caught),
                str(found.planted),
                f"{found.right_blame:.0%}",
                str(found.false_rejections),
                str(found.controls),
                str(found.verified),
            )
            for name, found in rows.items()
        ]


def _score_json(found: Score) -> dict[str, object]:
    return {**asdict(found), "right_blame": round(found.right_blame, 4)}


def _entry_json(result: Result) -> dict[str, object]:
    return {
        "id": result.entry.id,
        "kind": str(result.entry.kind),
        "class": result.entry.group,
        "outcome": str(result.outcome),
        "as_it_should": is_as_it_should(result),
        "failed": [{"gate": gate.id, "blame": str(gate.blame), "summary": gate.summary} for gate in failures(result)],
        "wall_s": round(result.wall_s, 2),
        "spared_s": round(result.spared_s, 2),
    }


def _class_rows(classes: dict[str, Score]) -> list[tuple[str, ...]]:
    return [(name, str(s.planted), str(s.caught), str(s.rightly_led)) for name, s in classes.items()]


def _use_row(use: GateUse) -> tuple[str, ...]:
    return use.id, str(use.catches), str(use.alone), str(use.false_alarms), ", ".join(use.alone_in)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if not cell[:1].isdigit() else cell.rjust(width)
            for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in [head, *rows]
    )


def _markdown(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, ("---",) * len(head), *rows])


def _complaints(results: Sequence[Result]) -> list[str]:
    """One line per entry that did not come out as it should, with what the gates said instead."""
    return [line for result in results if (line := _complaint(result))]


def _complaint(result: Result) -> str:
    if is_as_it_should(result):
        return ""
    entry, told = result.entry, failures(result)
    wanted = "/".join(sorted(entry.blame))
    if entry.kind is Kind.CONTROL:
        word = "REJECTED CONTROL" if told else "NEEDS REVIEW"
        told = told or [gate for gate in result.gates if gate.status is GateStatus.INFRA_FAILURE]
    else:
        word = f"BLAMED FIRST (not {wanted})" if is_caught(result) else f"MISSED ({wanted})"
    said = "; ".join(f"{gate.id} blames {gate.blame}: {gate.summary}" for gate in told)
    return f"{word} {entry.id} [{entry.group}] {said[:_SHOWN] or result.outcome}"
