"""Whatever is in a package's YAML, the reader reads it or names the file that it refuses."""

from __future__ import annotations

from pathlib import Path

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from judge.package import PackageError, load

from tests.unit.judge.package_files import MODERN, pair, write


def refused_at(root: Path) -> str:
    """The file that the reader complains about; empty if the package was read, its tests included."""
    try:
        assert load(root).cases()
    except PackageError as exc:
        return exc.where
    return ""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(content=st.one_of(st.binary(max_size=120), st.text(max_size=120).map(str.encode)))
def test_any_problem_yaml_is_read_or_refused_by_name(tmp_path: Path, content: bytes) -> None:
    root = write(tmp_path, {**pair("secret/1"), "problem.yaml": content})
    assert refused_at(root) in ("", "problem.yaml")


YAML = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.floats(allow_nan=False), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=5,
)
KEYS = st.sampled_from(
    ["limits", "type", "name", "validation", "constants", "keywords", "languages", "grading", "uuid"]
)
GROUP_KEYS = st.sampled_from(["range", "args", "on_reject", "max_score", "accept_score"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
@given(raw=st.dictionaries(KEYS, YAML, max_size=4))
def test_any_values_of_known_keys_are_read_or_refused_by_name(tmp_path: Path, raw: dict[str, object]) -> None:
    root = write(tmp_path, {**pair("secret/1"), "problem.yaml": yaml.safe_dump(raw, allow_unicode=True)})
    assert refused_at(root) in ("", "problem.yaml", "output_validators")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(raw=st.dictionaries(GROUP_KEYS, YAML, max_size=3))
def test_any_group_configuration_is_read_or_refused_by_name(tmp_path: Path, raw: dict[str, object]) -> None:
    files = {**pair("secret/g/1"), "problem.yaml": MODERN, "data/secret/g/test_group.yaml": yaml.safe_dump(raw)}
    assert refused_at(write(tmp_path, files)) in ("", "data/secret/g/test_group.yaml")
