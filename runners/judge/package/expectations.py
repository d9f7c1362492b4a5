"""What the jury promises of its submissions: by folder, in submissions.yaml, in an annotation of the source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from chalicelib.protocol import Verdict

from judge.package.domjudge import entry_points
from judge.package.errors import Notes, PackageError
from judge.package.fields import Fields, read_yaml
from judge.package.globs import matches
from judge.package.model import Package
from judge.package.promised import CODES, annotation, of_folder

FILE = "submissions/submissions.yaml"

V = Verdict
_LONG_NAMES = {"ACCEPTED": "AC", "WRONG_ANSWER": "WA", "TIME_LIMIT_EXCEEDED": "TLE", "RUN_TIME_ERROR": "RTE"}
_ALL = ("AC", "WA", "TLE", "RTE")
_FOLDERS: dict[str, dict[str, object]] = {
    "accepted": {"permitted": ["AC"]},
    "rejected": {"required": ["RTE", "TLE", "WA"]},
    "wrong_answer": {"permitted": ["AC", "WA"], "required": ["WA"]},
    "time_limit_exceeded": {"permitted": ["AC", "TLE"], "required": ["TLE"]},
    "run_time_error": {"permitted": ["AC", "RTE"], "required": ["RTE"]},
    "brute_force": {"permitted": ["AC", "RTE", "TLE"], "required": ["RTE", "TLE"]},
}


class Bound(StrEnum):
    """Which side of the time limit a submission bounds."""

    LOWER = "lower"
    UPPER = "upper"


@dataclass(frozen=True)
class Rule:
    """A requirement on the tests that `tests` matches (None: all): verdicts, score, message.

    `permitted` None permits everything, `required` None requires nothing. `bounds` are the sides of the time limit
    that it takes part in.
    """

    tests: str | None = None
    permitted: frozenset[Verdict] | None = None
    required: frozenset[Verdict] | None = None
    score: tuple[float, float] | None = None
    message: str = ""
    bounds: frozenset[Bound] = frozenset()

    def covers(self, test: str) -> bool:
        return self.tests is None or matches(self.tests, test)


@dataclass(frozen=True)
class Expectation:
    """All that is promised of one submission. `final` restricts its verdict as a whole, `rules` its test cases."""

    label: str
    final: frozenset[Verdict] | None = None
    rules: tuple[Rule, ...] = ()
    language: str | None = None
    entrypoint: str | None = None
    is_partial: bool = False

    def has_bound(self, bound: Bound) -> bool:
        return any(bound in rule.bounds for rule in self.rules)

    def permits(self, verdict: Verdict) -> bool:
        """Whether no promise forbids this verdict on a test case."""
        return (self.final is None or verdict in self.final) and all(
            rule.permitted is None or verdict in rule.permitted for rule in self.rules
        )

    def bounds_on(self, bound: Bound, test: str) -> bool:
        """Whether the time on this test case bounds the time limit on that side."""
        return any(bound in rule.bounds and rule.covers(test) for rule in self.rules)

    @property
    def is_accepted(self) -> bool:
        """Whether every test must be accepted."""
        if self.final is not None:
            return self.final == CODES["AC"] and not self.is_partial
        return any(rule.tests is None and rule.permitted == CODES["AC"] for rule in self.rules)


def expectations(package: Package, sources: Mapping[str, bytes]) -> dict[str, Expectation]:
    """Per submission (by its name, like `accepted/sol.py`) what it must do.

    `sources` holds each submission's text, in which annotations are searched. Raises PackageError if
    submissions.yaml contradicts the format.
    """
    stated, starts = _stated(package), entry_points(package.root)
    names = [program.name for program in package.submissions]
    found = {name: _one(package, name, sources.get(name, b""), stated) for name in names}
    return {name: replace(one, entrypoint=one.entrypoint or starts.get(name)) for name, one in found.items()}


def _stated(package: Package) -> dict[str, Fields]:
    """Rules by glob: the folders' defaults, overruled and extended by submissions.yaml."""
    path = package.root / FILE
    notes = Notes()
    written = read_yaml(path, FILE, notes) if path.is_file() else {}
    merged: dict[str, dict[str, object]] = {name: dict(rule) for name, rule in _FOLDERS.items()}
    for glob, rule in written.items():
        if not isinstance(rule, dict | None):
            raise PackageError(FILE, f"{glob} must be a map")
        merged[glob] = {**merged.get(glob, {}), **{str(key): value for key, value in (rule or {}).items()}}
    return {glob: Fields(rule, FILE, notes, f"{glob}.") for glob, rule in merged.items()}


def _one(package: Package, name: str, source: bytes, stated: Mapping[str, Fields]) -> Expectation:
    """What the source says of itself goes before what its folder or submissions.yaml promises."""
    if package.grades_as_legacy and not (package.root / FILE).is_file():
        promise = _of_legacy_folder(name.split("/")[0])
    else:
        promise = _of_rules(name, [fields for glob, fields in stated.items() if matches(glob, name)])
    return _annotated(promise, annotation(source))


def _of_rules(name: str, applying: list[Fields]) -> Expectation:
    return Expectation(
        label=name.split("/")[0],
        rules=tuple(rule for fields in applying for rule in _rules(fields)),
        language=_last_text(applying, "language"),
        entrypoint=_last_text(applying, "entrypoint"),
    )


def _of_legacy_folder(folder: str) -> Expectation:
    final = of_folder(folder)
    partial = folder == "partially_accepted"
    bounds = () if folder == "slow_accepted" or final is None or partial else _time_rules(final)
    return Expectation(folder, final, bounds, is_partial=partial)


def _annotated(promise: Expectation, said: frozenset[Verdict] | None) -> Expectation:
    if said is None:
        return promise
    return replace(promise, label=_label_of(said), final=said, rules=_time_rules(said), is_partial=False)


def _time_rules(final: frozenset[Verdict]) -> tuple[Rule, ...]:
    if final == CODES["AC"]:
        return (Rule(bounds=frozenset({Bound.LOWER})),)
    if final == CODES["TLE"]:
        return (Rule(bounds=frozenset({Bound.UPPER})),)
    return ()


def _rules(fields: Fields) -> Iterable[Rule]:
    """The rule of one glob, and those that it states for groups or test cases (keys that are maps)."""
    yield _rule(fields, None)
    for key, value in fields.raw.items():
        if isinstance(value, dict):
            yield _rule(fields.section(key), key)


def _rule(fields: Fields, tests: str | None) -> Rule:
    permitted, required = _verdicts(fields, "permitted"), _verdicts(fields, "required")
    return Rule(tests, permitted, required, _score(fields), fields.text("message"), _bounds(fields))


def _verdicts(fields: Fields, key: str) -> frozenset[Verdict] | None:
    words = fields.words(key)
    if words is None:
        return None
    codes = [_LONG_NAMES.get(word.upper(), word.upper()) for word in words]
    unknown = [code for code in codes if code not in CODES]
    if unknown:
        raise fields.error(key, f"has {unknown[0]}; it may hold {', '.join(_ALL)}")
    return frozenset().union(*(CODES[code] for code in codes))


def _score(fields: Fields) -> tuple[float, float] | None:
    value = fields.get("score")
    if isinstance(value, list) and len(value) == 2 and all(isinstance(item, int | float) for item in value):
        return float(value[0]), float(value[1])
    if isinstance(value, list):
        raise fields.error("score", "must be a number or two numbers")
    single = fields.number("score")
    return None if single is None else (single, single)


def _bounds(fields: Fields) -> frozenset[Bound]:
    """Which sides of the time limit the rule takes part in, as the format's section on time limit inference says."""
    stated = fields.get("use_for_time_limit")
    if stated is False:
        return frozenset()
    if stated in (Bound.LOWER, Bound.UPPER):
        return frozenset({Bound(str(stated))})
    permitted, required = _verdicts(fields, "permitted"), _verdicts(fields, "required")
    lower = {Bound.LOWER} if permitted is not None and V.TIME_LIMIT_EXCEEDED not in permitted else set()
    upper = {Bound.UPPER} if required == CODES["TLE"] else set()
    return frozenset(lower | upper)


def _last_text(applying: Iterable[Fields], key: str) -> str | None:
    values = [fields.text(key) for fields in applying if fields.raw.get(key)]
    return values[-1] if values else None


def _label_of(verdicts: frozenset[Verdict]) -> str:
    return " or ".join(sorted(str(verdict) for verdict in verdicts))
