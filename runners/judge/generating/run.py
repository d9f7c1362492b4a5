"""Makes a package's tests: inputs by its generator, answers by its model solution, everything confined."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from judge import languages as known_languages
from judge.compile import Compiled
from judge.execute import Executable, RunLimits, execute
from judge.generating.plan import choose_samples, plan_like
from judge.input_validation import InputChecker
from judge.jury import jury_submission
from judge.package import Package, SourceProgram, TestCase
from judge.ports import SandboxPort
from judge.prepare import JudgeError, Workshop
from judge.verdict import verdict_of_run, why

OnProgress = Callable[[], None]

# A generator prints one input; the model solution may be slower here than a submission may be.
GENERATOR_LIMITS = RunLimits(time_limit_s=20, memory_mib=2048, output_mib=64)
_ANSWER_TIME_S = 30.0


@dataclass(frozen=True)
class _Maker:
    """The two programs that make a test."""

    sandbox: SandboxPort
    generator: Executable
    reference: Executable

    def input(self, stratum: str, seed: int) -> bytes:
        """Raises JudgeError if the generator fails."""
        return self._output(self.generator, b"", (stratum, str(seed)), f"the generator on {stratum} {seed}")

    def answer(self, data: bytes, name: str) -> bytes:
        """Raises JudgeError if the model solution fails."""
        return self._output(self.reference, data, (), f"the model solution on {name}")

    def _output(self, executable: Executable, stdin: bytes, args: tuple[str, ...], who: str) -> bytes:
        outcome = execute(self.sandbox, executable, stdin, args=args)
        verdict = verdict_of_run(outcome, executable.limits.time_limit_s)
        if verdict is not None:
            said = outcome.stderr.decode("utf-8", "replace").strip()[-300:]
            raise JudgeError(f"{who} ended with {verdict} {why(outcome, verdict)} {said}".strip())
        return outcome.stdout


def generate_tests(
    package: Package, *, sandbox: SandboxPort, on_progress: OnProgress = lambda: None
) -> dict[str, bytes]:
    """All files of the package's `data` folder by path, its samples and secret tests made anew.

    Sample inputs stay where the input validators still accept them, else the smallest generated inputs stand in.
    `on_progress` is called after each test. Raises JudgeError if a program of the package fails.
    """
    workshop = Workshop(sandbox, known_languages.load())
    maker = _maker(package, workshop)
    files = _kept_files(package)
    secret = _secret(package, maker, on_progress)
    return files | secret | _samples(package, workshop, maker, secret)


def _maker(package: Package, workshop: Workshop) -> _Maker:
    path = package.root / "generators" / "generate.py"
    if not path.is_file():
        raise JudgeError("the package has no generators/generate.py")
    generator = workshop.tool(package, SourceProgram("generators/generate.py", path))
    limits = RunLimits(_ANSWER_TIME_S, package.limits.memory_mib, package.limits.output_mib)
    reference = Executable.of(_reference(package, workshop), limits)
    return _Maker(workshop.sandbox, Executable.of(generator, GENERATOR_LIMITS), reference)


def _reference(package: Package, workshop: Workshop) -> Compiled:
    program = reference_of(package)
    if program is None:
        raise JudgeError("the package has no accepted submission")
    submission = jury_submission(package, program)
    language = workshop.language_of(submission)
    compiled = workshop.submission(package, submission, language, package.limits.memory_mib)
    if compiled.program is None:
        raise JudgeError(f"{program.name} does not compile: {compiled.report.output}")
    return compiled


def reference_of(package: Package) -> SourceProgram | None:
    """The model solution: `accepted/reference.*`, else the first accepted submission."""
    accepted = [program for program in package.submissions if program.name.startswith("accepted/")]
    named = [program for program in accepted if program.path.stem == "reference"]
    return next(iter(named or accepted), None)


def _kept_files(package: Package) -> dict[str, bytes]:
    """Everything of `data` but the samples and secret tests themselves."""
    data = package.root / "data"
    kept = {}
    for path in sorted(data.rglob("*")):
        name = path.relative_to(package.root).as_posix()
        is_made = name.startswith(("data/secret/", "data/sample/")) and path.suffix in (".in", ".ans")
        if path.is_file() and not is_made:
            kept[name] = path.read_bytes()
    return kept


def _secret(package: Package, maker: _Maker, on_progress: OnProgress) -> dict[str, bytes]:
    """An input that is there already makes no second test: the least input is often small and extreme at once."""
    names = _secret_names(package)
    made: dict[str, bytes] = {}
    inputs: set[bytes] = set()
    for wanted in plan_like(names):
        data = maker.input(wanted.stratum, wanted.seed)
        if wanted.name in names or data not in inputs:
            made |= _pair(f"data/secret/{wanted.name}", maker, data)
        inputs.add(data)
        on_progress()
    return made


def _secret_names(package: Package) -> list[str]:
    return [path.stem for path in (package.root / "data" / "secret").glob("*.in")]


def _pair(path: str, maker: _Maker, data: bytes) -> dict[str, bytes]:
    return {f"{path}.in": data, f"{path}.ans": maker.answer(data, path)}


def _samples(package: Package, workshop: Workshop, maker: _Maker, secret: Mapping[str, bytes]) -> dict[str, bytes]:
    folder = package.root / "data" / "sample"
    kept = {path.stem: path.read_bytes() for path in sorted(folder.glob("*.in"))}
    checker = InputChecker(package, workshop)
    if kept and not any(checker.rejections(TestCase(f"sample/{name}", folder, None), kept[name]) for name in kept):
        return _numbered(maker, list(kept.items()))
    small = {
        path.removesuffix(".in"): data for path, data in secret.items() if "-small-" in path and path.endswith(".in")
    }
    answers = {path: secret[f"{path}.ans"] for path in small}
    chosen = [(f"{number:02d}", small[path]) for number, path in enumerate(choose_samples(small, answers), 1)]
    return _numbered(maker, chosen)


def _numbered(maker: _Maker, inputs: list[tuple[str, bytes]]) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    for name, data in inputs:
        made |= _pair(f"data/sample/{name}", maker, data)
    return made
