"""Makes a package's submission and validators ready to run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.protocol import JobLimits

from judge.cache import cache_of
from judge.compile import Compiled, CompileLimits, compile_source, compile_tool
from judge.execute import RunLimits
from judge.grader import CustomGrader
from judge.languages import Language, LanguageError, by_name, detect, missing_tools, own_main
from judge.languages.checktestdata import with_translator
from judge.package import Package, SourceProgram, files_of, includes_for
from judge.ports import SandboxPort
from judge.shelf import Shelf, key_of, packed, tools_of, unpacked
from judge.submission import Submission
from judge.validate.custom import CustomValidator, ValidatorLimits


class JudgeError(Exception):
    """Judging cannot go on and the submission is not to blame; the message is one line."""


@dataclass(frozen=True)
class Workshop:
    """Compiles for one sandbox with the languages that this machine knows; `shelf` keeps tools for the next process."""

    sandbox: SandboxPort
    languages: Mapping[str, Language]
    shelf: Shelf | None = None

    def tool(self, package: Package, program: SourceProgram) -> Compiled:
        """A validator, grader or generator, compiled once per sandbox. Raises JudgeError if it does not compile."""
        files = files_of(package, program)
        compiled = cache_of(self.sandbox).get(files, lambda: self._compile_tool(package, program, files))
        if compiled.program is None:
            raise JudgeError(f"{program.name} does not compile: {compiled.report.output}")
        return compiled

    def _compile_tool(self, package: Package, program: SourceProgram, files: Mapping[str, bytes]) -> Compiled:
        try:
            return self._shelved(package, with_translator(files))
        except LanguageError as exc:
            raise JudgeError(f"{program.name} {exc}") from exc

    def _shelved(self, package: Package, files: Mapping[str, bytes]) -> Compiled:
        limits = compile_limits(package)
        if self.shelf is None:
            return compile_tool(self.sandbox, self.languages, files, limits)
        named = [part for name in sorted(files) for part in (name, files[name])]
        key = key_of("tool", [tools_of(self.languages), repr(limits), *named])
        found = self.shelf.get(key)
        compiled = unpacked(self.sandbox, found) if found else None
        if compiled is None:
            compiled = compile_tool(self.sandbox, self.languages, files, limits)
            data = packed(compiled)
            if data is not None:
                self.shelf.put(key, data)
        return compiled

    def output_validators(self, package: Package) -> list[CustomValidator]:
        limits = ValidatorLimits(
            package.limits.validation_time_s, package.limits.validation_memory_mib, package.limits.validation_output_mib
        )
        return [
            CustomValidator.of(program.name, self.tool(package, program), limits)
            for program in package.output_validators
        ]

    def grader(self, package: Package) -> CustomGrader | None:
        """The package's own grader if any group is graded by it. Raises JudgeError if it does not compile."""
        if package.grader is None or not package.has_custom_grading:
            return None
        compiled = self.tool(package, package.grader)
        return CustomGrader(self.sandbox, compiled, compile_limits(package).for_sandbox())

    def language_of(self, submission: Submission) -> Language:
        """Raises LanguageError if the language is unknown, cannot be told, or is not installed here."""
        if submission.language:
            language = by_name(self.languages, submission.language)
        else:
            language = detect(self.languages, submission.files)
        missing = missing_tools(language)
        if missing:
            raise LanguageError(f"{language.name} is not available here: no {', '.join(missing)}")
        return language

    def submission(self, package: Package, submission: Submission, language: Language, memory_mib: int) -> Compiled:
        """The submission together with the files that the package includes for its language."""
        included = includes_for(package, (language.code, *language.aliases))
        return compile_source(
            self.sandbox,
            language,
            {**submission.files, **included},
            memory_mib=memory_mib,
            main=submission.main or own_main(language, submission.files, included),
            limits=compile_limits(package),
        )


def compile_limits(package: Package) -> CompileLimits:
    return CompileLimits(package.limits.compilation_time_s, package.limits.compilation_memory_mib)


def run_limits(package: Package, wanted: JobLimits, time_limit_s: float) -> RunLimits:
    """What a job asks for wins over what the package says."""
    return RunLimits(
        time_limit_s=wanted.time_limit_s or time_limit_s,
        memory_mib=wanted.memory_mib or package.limits.memory_mib,
        output_mib=wanted.output_mib or package.limits.output_mib,
        processes=wanted.processes or 64,
    )
