"""Reads the test data: groups, cases, their configuration, in judging order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from judge.package.constants import NO_CONSTANTS, Constants
from judge.package.errors import Notes, PackageError
from judge.package.fields import Fields, read_yaml
from judge.package.model import Format, TestCase, TestGroup
from judge.package.names import Entries
from judge.package.scoring_config import LegacyGradingKeys, legacy_grading, modern_scoring, note_scoring_keys

_CONFIG_NAMES = ("test_group.yaml", "testdata.yaml")
_SHOWN_ONLY = (".in.statement", ".in.download", ".ans.statement", ".ans.download", ".interaction")


@dataclass(frozen=True)
class Inherited:
    """What cases and groups take over from the group around them."""

    args: tuple[str, ...] = ()
    input_validator_args: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    output_validator_args: tuple[str, ...] = ()
    full_feedback: bool = False


class TestReader:
    """Reads one package's `data` folder."""

    __test__ = False

    def __init__(
        self,
        entries: Entries,
        version: Format,
        notes: Notes,
        *,
        needs_answers: bool,
        validator_args: tuple[str, ...],
        grading: LegacyGradingKeys = MappingProxyType({}),
        constants: Constants = NO_CONSTANTS,
    ) -> None:
        self._entries = entries
        self._version = version
        self._notes = notes
        self._needs_answers = needs_answers
        self._validator_args = validator_args
        self._grading = grading
        self._constants = constants
        self._data = entries.root / "data"

    def read(self) -> TestGroup:
        """The root group, named "", with `sample` before `secret`; either may be missing."""
        config, root = self._group_config(self._data, "", Inherited())
        names = [name for name in ("sample", "secret") if (self._data / name).is_dir()]
        groups = [self._group(self._data / name, name, config, root) for name in names]
        return replace(root, children=tuple(groups))

    def read_extra(self, folder: str) -> TestGroup:
        """Cases of `invalid_input`, `invalid_output` or `valid_output`, which no submission runs on."""
        config, root = self._group_config(self._data, "", Inherited())
        reader = TestReader(
            self._entries,
            self._version,
            self._notes,
            needs_answers=False,
            validator_args=self._validator_args,
            constants=self._constants,
        )
        return reader._group(self._data / folder, folder, config, root)

    def _group(self, folder: Path, name: str, inherited: Inherited, parent: TestGroup) -> TestGroup:
        default = replace(inherited, full_feedback=True) if name == "sample" else inherited
        config, group = self._group_config(folder, name, default, parent)
        children: list[tuple[str, TestCase | TestGroup]] = []
        for path in self._entries.of(folder):
            if path.is_dir() and path.suffix != ".files":
                children.append((path.name, self._group(path, f"{name}/{path.name}", config, group)))
            elif path.suffix == ".in":
                case = self._case(path, f"{name}/{path.stem}", config)
                children += [(path.stem, case)] if case else []
        children.sort(key=lambda child: child[0])
        return replace(group, children=tuple(child for _, child in children))

    def _group_config(
        self, folder: Path, name: str, inherited: Inherited, parent: TestGroup | None = None
    ) -> tuple[Inherited, TestGroup]:
        path = next((folder / file for file in _CONFIG_NAMES if (folder / file).is_file()), None)
        fields = self._fields(path) if path else Fields({}, name, self._notes)
        config = self._inherit(fields, inherited)
        stated = Fields({**fields.raw, **self._grading}, fields.where, self._notes)
        legacy = legacy_grading(stated, parent.grading if parent else None)
        scoring = modern_scoring(fields, name)
        note_scoring_keys(fields)
        fields.report_unknown()
        is_scored = path is not None or name in ("", "sample", "secret")
        return config, TestGroup(name, (), scoring, legacy, is_scored)

    def _fields(self, path: Path) -> Fields:
        where = self._entries.where(path)
        return Fields(read_yaml(path, where, self._notes, self._constants), where, self._notes)

    def _inherit(self, fields: Fields, inherited: Inherited) -> Inherited:
        fields.ignore("input_visualizer_args", "output_visualizer_args", "hint", "description")
        args = fields.words("args")
        output_args = fields.words("output_validator_args")
        flags = _legacy_flags(fields, "output_validator_flags")
        input_args = _input_args(fields)
        return Inherited(
            args=inherited.args if args is None else args,
            input_validator_args=inherited.input_validator_args if input_args is None else input_args,
            output_validator_args=_first(output_args, flags, inherited.output_validator_args),
            full_feedback=fields.flag("full_feedback", inherited.full_feedback),
        )

    def _case(self, path: Path, name: str, inherited: Inherited) -> TestCase | None:
        stem = path.with_suffix("")
        answer = _sibling(stem, ".ans")
        if answer is None and self._needs_answers:
            self._notes.breach(self._entries.where(path), "has no .ans file, so the test case is ignored")
            return None
        config_path = _sibling(stem, ".yaml")
        fields = self._fields(config_path) if config_path else Fields({}, name, self._notes)
        config = self._inherit(fields, inherited)
        fields.report_unknown()
        return TestCase(
            name=name,
            input=path,
            answer=answer,
            args=config.args or _args_file(stem),
            input_validator_args=config.input_validator_args,
            output_validator_args=(*self._validator_args, *config.output_validator_args),
            files=_sibling(stem, ".files"),
            output=_sibling(stem, ".out"),
            full_feedback=config.full_feedback,
            hint=fields.text("hint") or _text_file(stem, ".hint"),
            description=fields.text("description") or _text_file(stem, ".desc"),
        )


def _sibling(stem: Path, suffix: str) -> Path | None:
    path = stem.with_name(stem.name + suffix)
    return path if path.exists() else None


def _first(*options: tuple[str, ...] | None) -> tuple[str, ...]:
    return next((option for option in options if option is not None), ())


def _legacy_flags(fields: Fields, key: str) -> tuple[str, ...] | None:
    """A string of flags, or a map with the validator's name and its flags; there is one validator, so flags count."""
    value = fields.get(key)
    if isinstance(value, dict):
        return tuple(str(value.get("flags", "")).split())
    return fields.words(key)


def _input_args(fields: Fields) -> dict[str, tuple[str, ...]] | None:
    """By validator name; "" stands for every validator."""
    modern, legacy = fields.get("input_validator_args"), fields.get("input_validator_flags")
    if isinstance(modern, dict):
        return {str(name): tuple(str(item) for item in _listed(args, fields)) for name, args in modern.items()}
    if isinstance(legacy, dict):
        return {str(legacy.get("name", "")): tuple(str(legacy.get("flags", "")).split())}
    words = fields.words("input_validator_args") or fields.words("input_validator_flags")
    return None if words is None else {"": words}


def _listed(value: object, fields: Fields) -> list[object]:
    if isinstance(value, list):
        return value
    if isinstance(value, str):
        return list(value.split())
    raise PackageError(fields.where, "input_validator_args must map names to sequences of strings")


def _args_file(stem: Path) -> tuple[str, ...]:
    return tuple(_text_file(stem, ".args").split())


def _text_file(stem: Path, suffix: str) -> str:
    path = _sibling(stem, suffix)
    return path.read_text("utf-8", "replace").strip() if path and path.is_file() else ""
