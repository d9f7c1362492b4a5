"""What gates share: the package, the sandbox, and what was measured already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from chalicelib.protocol import JobLimits

from judge.gates.acceptance import Acceptance
from judge.gates.model import Blame
from judge.gates.pool import made_inputs, small_inputs, small_seeds, wide_inputs
from judge.gates.readings import Readings
from judge.generating import reference_of
from judge.generating.run import GENERATOR_LIMITS
from judge.input_validation import InputChecker, Rejection
from judge.matrix import Matrix, MatrixEvent, measure_matrix
from judge.package import Package, SourceProgram
from judge.prepare import Workshop
from judge.probe.agreement import Agreement, compare
from judge.probe.batch import Item
from judge.probe.patience import Patience
from judge.probe.player import Player
from judge.probe.programs import NotCompiled, Programs
from judge.probe.spec import Variable
from judge.probe.verdicts import Question, Verdicts
from judge.submission import Submission
from judge.validate import ValidationReport
from judge.validate.custom import CustomValidator

# A generator may make its inputs larger with the seed, so fresh seeds follow those that every package has; slow inputs
# are left out, as their sizes often are such a matter of the seed.
_FRESH = {"small": 30, "random": 5, "extreme": 10}
_FIRST_FRESH_SEED = 7
SOLVER = ".alpaco/solver.py"
GENERATOR = "generators/generate.py"
# A program of the package on a small input has this long; brute force needs less on any that is worth asking.
SMALL_RUN_S = 2.0
_BRUTE_RUN_S = 0.6
_GENERATOR_S = 10.0
_GENERATOR_MIB = 64


@dataclass(frozen=True)
class FreshInput:
    """What the generator gives for a seed that no test has."""

    stratum: str
    seed: int
    data: bytes

    @property
    def label(self) -> str:
        return f"{self.stratum} {self.seed}"


class Workbench(Readings):
    """Everything measured is measured once, when the first gate asks for it."""

    def __init__(
        self,
        package: Package,
        workshop: Workshop,
        limits: JobLimits,
        on_matrix: Callable[[MatrixEvent], None],
        stored: Sequence[Package] = (),
    ) -> None:
        super().__init__(package, limits)
        self.workshop = workshop
        self.stored = stored
        # Whom gates have blamed so far: nothing more should be believed of these, nor of others on their word.
        self.doubted: set[Blame] = set()
        self._on_matrix = on_matrix

    def close(self) -> None:
        if "programs" in self.__dict__:
            self.programs.close()

    # Inputs.

    @cached_property
    def acceptance(self) -> Acceptance:
        return Acceptance(self.package, self.workshop, self.programs, self.patience)

    @property
    def input_checker(self) -> InputChecker:
        return self.acceptance.checker

    def rejections(self, inputs: Sequence[bytes]) -> list[list[Rejection]]:
        """Per input what the input validators say of it; it need be no test of the package."""
        return self.acceptance.rejections(inputs)

    def accepts(self, data: bytes) -> bool:
        return not self.rejections([data])[0]

    def accepts_each(self, inputs: Sequence[bytes]) -> list[bool]:
        """Per input whether it is valid."""
        return [not found for found in self.rejections(inputs)]

    def accepted(self, inputs: Sequence[bytes]) -> list[bytes]:
        """Those that are valid."""
        return [data for data, found in zip(inputs, self.rejections(inputs), strict=True) if not found]

    # Programs.

    @cached_property
    def programs(self) -> Programs:
        return Programs(self.package, self.workshop, self.promises, self.limits.memory_mib)

    @cached_property
    def patience(self) -> Patience:
        return Patience()

    @cached_property
    def verdicts(self) -> Verdicts:
        return Verdicts(self.package, self.workshop, self.programs, self.patience)

    @property
    def output_validators(self) -> Sequence[CustomValidator]:
        return self.verdicts.validators

    def question(self, data: bytes, answer: bytes, output: bytes, args: tuple[str, ...] | None = None) -> Question:
        """Without `args` with those that are usual in the package."""
        return Question(data, answer, output, self.acceptance.typical.output_validator_args if args is None else args)

    def judge(self, data: bytes, answer: bytes, output: bytes, args: tuple[str, ...] | None = None) -> ValidationReport:
        """What the output validators say of an output."""
        return self.verdicts.one(self.question(data, answer, output, args))

    def player(self, program: SourceProgram, time_s: float = SMALL_RUN_S) -> Player | None:
        """None if it does not compile here."""
        compiled = self.programs.submission(program)
        return self.programs.player(program.name, compiled, time_s, self.package.limits.output_mib)

    def own_player(self, submission: Submission, time_s: float) -> Player | None:
        """A program of a gate's own that runs as a submission would; None if it does not compile here."""
        compiled = self.programs.foreign(submission)
        return self.programs.player(submission.name, compiled, time_s, self.package.limits.output_mib)

    @cached_property
    def reference(self) -> Player | None:
        program = reference_of(self.package)
        return self.player(program, max(SMALL_RUN_S, self.time_limit_s or 10.0)) if program else None

    @cached_property
    def brute(self) -> Player | None:
        program = next((item for item in self.package.submissions if is_brute(item.name)), None)
        return self.player(program, _BRUTE_RUN_S) if program else None

    @cached_property
    def other_solvers(self) -> list[Player]:
        """Further accepted submissions, and the third solver of a draft."""
        main = reference_of(self.package)
        others = [
            program
            for program in self.package.submissions
            if self.promises[program.name].is_accepted and program != main and not is_brute(program.name)
        ]
        path = self.package.root / SOLVER
        players = [self.player(program) for program in others]
        if path.is_file():
            compiled = self.programs.tool(SourceProgram(SOLVER, path))
            players.append(self.programs.player(SOLVER, compiled, _BRUTE_RUN_S, self.package.limits.output_mib))
        return [player for player in players if player is not None]

    @cached_property
    def slow_solvers(self) -> list[Player]:
        """Submissions that are to be too slow, and nothing else by their folder."""
        slow = [item for item in self.package.submissions if item.name.startswith("time_limit_exceeded/")]
        players = [self.player(program) for program in slow]
        return [player for player in players if player is not None]

    @cached_property
    def generator_source(self) -> SourceProgram | None:
        path = self.package.root / GENERATOR
        return SourceProgram(GENERATOR, path) if path.is_file() else None

    @cached_property
    def generator(self) -> Player | None:
        if self.generator_source is None:
            return None
        compiled = self.programs.tool(self.generator_source)
        if isinstance(compiled, NotCompiled):
            return None
        memory_mib = GENERATOR_LIMITS.memory_mib
        return self.programs.player(GENERATOR, compiled, _GENERATOR_S, _GENERATOR_MIB, memory_mib, self.patience)

    def generated(self, wanted: Sequence[tuple[str, int]]) -> list[FreshInput]:
        """Inputs of these strata and seeds; those that the generator does not give are left out."""
        generator = self.generator
        if generator is None:
            return []
        played = generator.play_all([Item((stratum, str(seed)), b"") for stratum, seed in wanted])
        return [
            FreshInput(stratum, seed, item.output)
            for (stratum, seed), item in zip(wanted, played, strict=True)
            if item.ended_well and item.output.strip()
        ]

    @property
    def fresh_wanted(self) -> list[tuple[str, int]]:
        """Strata, all but `slow`, with seeds after those of the package's tests."""
        return [(stratum, _FIRST_FRESH_SEED + number) for stratum, count in _FRESH.items() for number in range(count)]

    @cached_property
    def fresh(self) -> list[FreshInput]:
        """Inputs for those."""
        return self.generated(self.fresh_wanted)

    def seen_fresh(self, variable: Variable) -> tuple[Decimal, Decimal] | None:
        """The smallest and the largest value in what the generator gives for other seeds; None if no token holds it."""
        return self.extremes(variable, [item.data for item in self.fresh])

    @cached_property
    def made(self) -> list[bytes]:
        """Small valid inputs of the generator, for seeds that no test has."""
        return made_inputs(self, self._small_fresh)

    @cached_property
    def seeds_made(self) -> int:
        """For how many of those seeds it makes an input, also where it is the same again."""
        return len(self._small_fresh)

    @cached_property
    def _small_fresh(self) -> list[FreshInput]:
        return self.generated(small_seeds(_FIRST_FRESH_SEED))

    @property
    def all_made(self) -> list[bytes]:
        """All that it makes for other seeds than those of tests: `made`, and `fresh` of each stratum."""
        return [*self.made, *(item.data for item in self.fresh)]

    @cached_property
    def pool(self) -> list[bytes]:
        """Small valid inputs, all different: tests, `made` ones, variants of both."""
        return small_inputs(self)

    @cached_property
    def wide(self) -> list[bytes]:
        """Valid inputs of few values, but of any size."""
        return wide_inputs(self)

    @cached_property
    def agreement(self) -> Agreement | None:
        """The model solution beside a second one on small inputs; None if there is no second one."""
        return compare(self)

    # The matrix.

    @cached_property
    def matrix(self) -> Matrix:
        """All jury submissions on all tests, and the time limit they were judged under."""
        together = self.verdicts if self.is_plain and self.package.output_validators else None
        return measure_matrix(
            self.package, self.promises, self.programs, self.workshop, self.limits, self._on_matrix, together
        )

    @property
    def measured_matrix(self) -> Matrix | None:
        """The matrix if any gate asked for it."""
        found: Matrix | None = self.__dict__.get("matrix")
        return found


def is_brute(name: str) -> bool:
    folder, _, file = name.partition("/")
    return folder == "brute_force" or file.startswith("brute")
