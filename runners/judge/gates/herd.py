"""Copies of the model solution with one fault each, run beside it on the same inputs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from judge.gates.workbench import Workbench
from judge.generating import reference_of
from judge.package import files_of
from judge.probe.batch import Answer, Item, Shared
from judge.probe.mutate import Mutant, mutants
from judge.probe.player import Player, together
from judge.submission import Submission

_RUN_S = 2.0
# A mutant may take this long, and as many times what the model solution takes.
_PATIENCE_S = 0.1
_PATIENCE = 5
_SPARE_S = 0.5
# So many mutants are asked in one interpreter first; most fail at once.
_CROWD = 12
_CROWD_S = 3.0
_MUTANTS = 72
# In a package that people wrote the model solution may take so long on all tests together; else planting faults would
# take longer than all that its jury asks for.
_MOST_S = 15.0
_SEEN = 6
_HOST = "host.py"
_HOST_TEXT = """import signal
import sys


def give_up(*_):
    raise SystemExit(1)


signal.signal(signal.SIGVTALRM, give_up)
signal.setitimer(signal.ITIMER_VIRTUAL, {seconds})
SOURCES = {sources!r}
exec(compile(SOURCES[int(sys.argv.pop(1))], "mutant.py", "exec"), {{"__name__": "__main__"}})
signal.setitimer(signal.ITIMER_VIRTUAL, 0)
"""

Question = tuple[bytes, tuple[str, ...] | None]


class Herd:
    """All mutants and the model solution that they are judged by.

    They share interpreters where the model solution may; otherwise each run is one of a program that is told by its
    first argument which mutant to be.
    """

    def __init__(self, bench: Workbench, kinds: Sequence[Mutant], reference: Player, host: Player | None) -> None:
        self.kinds = kinds
        self._bench = bench
        self.reference = reference
        self._host = host

    def unbeaten(self, asked: Sequence[Question]) -> list[int]:
        """Those that are not seen to be wrong on the first of these, asked many at a time; some may be so still."""
        numbers = list(range(len(self.kinds)))
        if self._host is not None or not asked:
            return numbers
        crowds = [numbers[start : start + _CROWD] for start in range(0, len(numbers), _CROWD)]
        return [number for found in together(partial(self._unbeaten, asked), crowds) for number in found]

    def _unbeaten(self, asked: Sequence[Question], numbers: Sequence[int]) -> list[int]:
        turns = [(place, question) for question in asked for place in range(len(numbers))]
        answers = self._crowd(numbers, [Item((str(place),), data) for place, (data, _) in turns])
        beaten = {
            place
            for (place, question), answer in zip(turns, answers, strict=True)
            if answer is not None and (answer.exit_code != 0 or self._is_wrong(question, answer.output))
        }
        return [number for place, number in enumerate(numbers) if place not in beaten]

    def _crowd(self, numbers: Sequence[int], items: Sequence[Item]) -> list[Answer | None]:
        """The answers of these mutants, told by the first argument; one that takes too long ends with an exit code."""
        assert self.reference.company is not None
        company = self.reference.company
        usual = self.reference.play_all([Item((), data) for data in {item.data: None for item in items}])
        seconds = _PATIENCE_S + _PATIENCE * max(played.outcome.usage.cpu_s for played in usual)
        text = _HOST_TEXT.format(sources=[self.kinds[number].text for number in numbers], seconds=seconds)
        return company.batch.run(Shared("mutants", text), items, _CROWD_S, company.memory_mib)

    def told(self, number: int, asked: Sequence[Question], *, all_of_them: bool = False) -> list[bool]:
        """Whether the mutant is wrong on each; ends after the first wrong one unless `all_of_them`."""
        if self._host is not None:
            return self._one_by_one(self._host, number, asked, all_of_them)
        found: list[bool] = []
        while len(found) < len(asked):
            rest = asked[len(found) :]
            for question, answer in zip(rest, self._asked(number, rest), strict=True):
                found.append(answer is None or answer.exit_code != 0 or self._is_wrong(question, answer.output))
                if answer is None or answer.is_slow or (found[-1] and not all_of_them):
                    break
            if found[-1] and not all_of_them:
                break
        return found

    def _asked(self, number: int, asked: Sequence[Question]) -> list[Answer | None]:
        assert self.reference.company is not None
        company = self.reference.company
        items = [Item((), data) for data, _ in asked]
        usual_s = [played.outcome.usage.cpu_s for played in self.reference.play_all(items)]
        patience_s = [_PATIENCE_S + _PATIENCE * time_s for time_s in usual_s]
        mutant = Shared(f"mutant{number}", self.kinds[number].text)
        most_s = _SPARE_S + _PATIENCE * sum(usual_s)
        return company.batch.run(mutant, items, most_s, company.memory_mib, patience_s=patience_s)

    def _one_by_one(self, host: Player, number: int, asked: Sequence[Question], all_of_them: bool) -> list[bool]:
        found: list[bool] = []
        for question in asked:
            played = host.play_anew(question[0], (str(number),))
            found.append(not played.ended_well or self._is_wrong(question, played.output))
            if found[-1] and not all_of_them:
                break
        return found

    def _is_wrong(self, question: Question, output: bytes) -> bool:
        """Whether an output is not accepted where the model solution's is the judge's answer."""
        data, args = question
        ours = self.reference.play(data).output
        return output != ours and not self._bench.judge(data, ours, output, args).is_accepted


def _is_affordable(bench: Workbench, reference: Player) -> bool:
    if bench.is_large:
        return False
    runs = (reference.play(case.input.read_bytes(), case.args) for case in bench.package.cases())
    return bench.spec is not None or sum(run.outcome.usage.cpu_s for run in runs) <= _MOST_S


def herd_of(bench: Workbench) -> Herd | None:
    """None unless there is one model solution in Python, quick enough, that prints one output per test."""
    program, reference = reference_of(bench.package), bench.reference
    if program is None or reference is None or not bench.is_plain or not bench.secret:
        return None
    files = files_of(bench.package, program)
    if len(files) != 1 or not program.name.endswith(".py"):
        return None
    if not _is_affordable(bench, reference):
        return None
    # Seen to do the same in company, if it may share an interpreter at all.
    reference.play_all([Item((), data) for data in bench.pool[:_SEEN]])
    kinds = mutants(next(iter(files.values())).decode("utf-8", "replace"), _MUTANTS)
    if not kinds or reference.company is not None:
        return Herd(bench, kinds, reference, None) if kinds else None
    text = _HOST_TEXT.format(sources=[mutant.text for mutant in kinds], seconds=_RUN_S)
    host = bench.own_player(Submission("mutants", "python3", {_HOST: text.encode()}), _RUN_S)
    return Herd(bench, kinds, reference, host) if host else None
