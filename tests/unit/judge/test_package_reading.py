"""Packages of all versions of the format, with the oddities that real ones have."""

from __future__ import annotations

from pathlib import Path

import pytest
from judge.package import Format, PackageError, ProblemType, extra_tests, files_of, includes_for, load
from judge.package.model import Aggregation, OnReject

from tests.unit.judge.package_files import legacy, modern, pair, words, write


def test_samples_come_first_and_names_are_in_order(tmp_path: Path) -> None:
    package = modern(tmp_path, pair("secret/2", "secret/10", "secret/1-a", "secret/1", "sample/9"))
    assert [case.name for case in package.cases()] == ["sample/9", "secret/1", "secret/1-a", "secret/10", "secret/2"]


def test_folders_of_secret_tests_are_read_in_order_of_their_names(tmp_path: Path) -> None:
    package = legacy(tmp_path, pair("secret/b/1", "secret/a/2", "secret/c"))
    assert [case.name for case in package.cases()] == ["secret/a/2", "secret/b/1", "secret/c"]


@pytest.mark.parametrize(
    ("stated", "version"),
    [
        ("", Format.LEGACY),
        ("problem_format_version: legacy-icpc\n", Format.LEGACY),
        ("problem_format_version: 2023-07-draft\n", Format.DRAFT_2023_07),
        ("problem_format_version: 2025-09\n", Format.V2025_09),
        ("problem_format_version: 2031-01\n", Format.V2025_09),
    ],
)
def test_version_of_the_format_is_read(tmp_path: Path, stated: str, version: Format) -> None:
    assert legacy(tmp_path, pair("secret/1"), stated + "name: A\n").format is version


@pytest.mark.parametrize(
    ("problem", "types"),
    [
        ("", {ProblemType.PASS_FAIL}),
        ("validation: default\n", {ProblemType.PASS_FAIL}),
        ("validation: custom interactive\n", {ProblemType.PASS_FAIL, ProblemType.INTERACTIVE}),
        ("validation: custom multi-pass\n", {ProblemType.PASS_FAIL, ProblemType.MULTI_PASS}),
        ("type: scoring\n", {ProblemType.SCORING}),
        ("type: [interactive, multi-pass]\n", {ProblemType.PASS_FAIL, ProblemType.INTERACTIVE, ProblemType.MULTI_PASS}),
        ("validation: custom score\ngrading: {objective: max}\n", {ProblemType.SCORING}),
    ],
)
def test_types_are_read_from_old_and_new_keys(tmp_path: Path, problem: str, types: set[ProblemType]) -> None:
    files = {**pair("secret/1"), "output_validators/v.py": "pass"}
    assert legacy(tmp_path, files, f"name: A\n{problem}").types == types


def test_limits_are_read_with_the_defaults_of_their_version(tmp_path: Path) -> None:
    new = modern(tmp_path / "a", pair("secret/1"), "limits: {time_limit: 1.5, memory: 64, time_resolution: 0.5}\n")
    old = legacy(tmp_path / "b", pair("secret/1"), "limits: {time_multiplier: 3, memory: 512}\n")
    assert (new.limits.time_limit_s, new.limits.memory_mib, new.limits.time_resolution_s) == (1.5, 64, 0.5)
    assert (new.limits.ac_to_time_limit, new.limits.time_limit_to_tle) == (2.0, 1.5)
    assert (old.limits.ac_to_time_limit, old.limits.time_limit_to_tle, old.limits.time_limit_s) == (3.0, 2.0, None)
    assert old.limits.output_mib == 8


@pytest.mark.parametrize(
    ("files", "limit"),
    [
        ({".timelimit": "3\n"}, 3.0),
        ({".timelimit": "\ufeff2.5\r\n"}, 2.5),
        ({".timelimit": "4s"}, 4.0),
        ({"domjudge-problem.ini": "name='x'\ntimelimit='7'\n"}, 7.0),
        ({"domjudge-problem.ini": "timelimit = 2:10\n"}, 2.0),
        ({".timelimit": "1", "domjudge-problem.ini": "timelimit=9\n"}, 1.0),
        ({"domjudge-problem.ini": '\ufeff; old\r\nTimeLimit = "2.5" ; s\r\ncolor=#ff0000'}, 2.5),
        ({"domjudge-problem.ini": "timelimit=\n"}, None),
        ({".timelimit": "soon"}, None),
        ({}, None),
    ],
)
def test_time_limit_is_found_where_packages_state_it(
    tmp_path: Path, files: dict[str, str], limit: float | None
) -> None:
    assert legacy(tmp_path, {**pair("secret/1"), **files}).limits.time_limit_s == limit


def test_what_only_domjudge_knows_is_used_or_reported(tmp_path: Path) -> None:
    ini = {"domjudge-problem.ini": "name = 'Rock, paper'\nspecial_compare = rps\n"}
    package = legacy(tmp_path, {**pair("secret/1"), **ini}, "")
    assert package.titles == {"en": "Rock, paper"}
    assert "special_compare names 'rps'" in words(package)


def test_an_input_validator_that_cannot_run_here_is_reported(tmp_path: Path) -> None:
    package = legacy(tmp_path, {**pair("secret/1"), "input_validators/v.viva": "n;"})
    assert "input_validators/v.viva: is not run here" in words(package)


def test_problem_yaml_wins_over_other_time_limits(tmp_path: Path) -> None:
    assert (
        modern(tmp_path, {**pair("secret/1"), ".timelimit": "9"}, "limits: {time_limit: 2}\n").limits.time_limit_s == 2
    )


def test_arguments_come_from_all_places_of_the_legacy_format(tmp_path: Path) -> None:
    files = {**pair("sample/1", "secret/1", "secret/g/1")}
    files |= {"data/secret/testdata.yaml": "output_validator_flags: case_sensitive\ninput_validator_flags: a b\n"}
    files |= {"data/secret/g/testdata.yaml": "output_validator_flags: {name: v, flags: x y}\n"}
    package = legacy(tmp_path, files, "name: A\nvalidator_flags: float_tolerance 1e-6\n")
    args = {case.name: case.output_validator_args for case in package.cases()}
    assert args["sample/1"] == ("float_tolerance", "1e-6")
    assert args["secret/1"] == ("float_tolerance", "1e-6", "case_sensitive")
    assert args["secret/g/1"] == ("float_tolerance", "1e-6", "x", "y")
    assert {case.input_args("v") for case in package.cases()} == {(), ("a", "b")}


def test_arguments_come_from_groups_and_cases_of_the_new_format(tmp_path: Path) -> None:
    files = pair("secret/g/1", "secret/g/2")
    files["data/secret/test_group.yaml"] = "output_validator_args: [case_sensitive]\n"
    files["data/secret/g/test_group.yaml"] = "input_validator_args: {small: ['9']}\n"
    files["data/secret/g/2.yaml"] = "output_validator_args: []\nargs: [--x]\nhint: H\ndescription: D\n"
    one, two = modern(tmp_path, files).cases()
    assert (one.output_validator_args, two.output_validator_args) == (("case_sensitive",), ())
    assert (one.input_args("small"), one.input_args("other")) == (("9",), ())
    assert (two.args, two.hint, two.description) == (("--x",), "H", "D")


def test_notes_beside_test_cases_are_read(tmp_path: Path) -> None:
    files = {
        **pair("secret/1"),
        "data/secret/1.desc": "why\n",
        "data/secret/1.hint": "how",
        "data/secret/1.args": "a b",
    }
    case = legacy(tmp_path, files).cases()[0]
    assert (case.description, case.hint, case.args) == ("why", "how", ("a", "b"))


def test_scoring_of_both_formats_is_read(tmp_path: Path) -> None:
    files = pair("secret/g1/1", "secret/g2/1")
    files["data/secret/g1/test_group.yaml"] = "max_score: 30\n"
    files["data/secret/g2/test_group.yaml"] = (
        "max_score: 70\nscore_aggregation: min\nrequire_pass: [sample, secret/g1]\n"
    )
    groups = {group.name: group for group in modern(tmp_path / "a", files, "type: scoring\n").tests.groups()}
    assert (groups["secret"].scoring.aggregation, groups["secret"].scoring.max_score) == (Aggregation.SUM, 100)
    assert groups["secret/g2"].scoring.require_pass == ("sample", "secret/g1")
    old = pair("secret/g1/1")
    old["data/testdata.yaml"] = "on_reject: continue\ngrader_flags: ignore_sample\nrange: 0 100\n"
    old["data/secret/g1/testdata.yaml"] = "on_reject: break\naccept_score: 50\ngrader_flags: min\n"
    groups = {group.name: group for group in legacy(tmp_path / "b", old, "type: scoring\n").tests.groups()}
    assert groups[""].grading.grader_flags == ("ignore_sample",)
    assert groups["secret"].grading.on_reject is OnReject.CONTINUE
    assert (groups["secret/g1"].grading.on_reject, groups["secret/g1"].grading.accept_score) == (OnReject.BREAK, 50.0)


def test_missing_answers_are_reported_and_the_test_left_out(tmp_path: Path) -> None:
    package = modern(tmp_path, {**pair("secret/1"), "data/secret/2.in": ""})
    assert [case.name for case in package.cases()] == ["secret/1"]
    assert "data/secret/2.in: has no .ans file" in words(package)


def test_files_for_display_are_no_test_cases(tmp_path: Path) -> None:
    files = {**pair("sample/1"), "data/sample/1.in.statement": "", "data/sample/2.interaction": ""}
    assert [case.name for case in modern(tmp_path, files).cases()] == ["sample/1"]


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfname: A\r\n", b"name: A", b"name: A\r\n\r\n", b"name:\tA\n"])
def test_yaml_with_marks_and_foreign_line_ends_is_read(tmp_path: Path, content: bytes) -> None:
    assert load(write(tmp_path, {**pair("secret/1"), "problem.yaml": content})).titles == {"en": "A"}


def test_problem_yaml_in_latin_1_is_read_and_reported(tmp_path: Path) -> None:
    package = load(write(tmp_path, {**pair("secret/1"), "problem.yaml": "name: Größe\n".encode("latin-1")}))
    assert (package.titles["en"], "Latin-1" in words(package)) == ("Größe", True)


@pytest.mark.parametrize(
    ("problem", "message"),
    [
        ("limits: {time_limit: fast}\n", "limits.time_limit must be a number"),
        ("limits: {memory: -1}\n", "limits.memory must be greater than 0"),
        ("limits: 5\n", "limits must be a map"),
        ("type: quiz\n", "unknown type quiz"),
        ("type: [scoring, pass-fail]\n", "both"),
        ("constants: {n: {tex: x}}\n", "constants.n has no value"),
        ("allow_file_writing: maybe\n", "allow_file_writing must be true or false"),
        (": [\n", "is not YAML"),
    ],
)
def test_wrong_values_name_file_and_key(tmp_path: Path, problem: str, message: str) -> None:
    with pytest.raises(PackageError, match=r"problem\.yaml: ") as caught:
        modern(tmp_path, pair("secret/1"), problem)
    assert message in str(caught.value)


def test_unknown_keys_are_reported(tmp_path: Path) -> None:
    package = modern(tmp_path, pair("secret/1"), "colour: red\nlimits: {speed: 3}\n")
    assert "unknown key colour" in words(package)
    assert "unknown key limits.speed" in words(package)


def test_a_folder_without_anything_is_no_package(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=r"problem\.yaml: is missing"):
        load(tmp_path)


def test_hidden_and_misnamed_files_are_left_out_and_told(tmp_path: Path) -> None:
    files = {
        **pair("secret/1", "secret/two words"),
        "submissions/accepted/.x.py": "",
        "submissions/accepted/a.py~": "",
    }
    new = modern(tmp_path / "a", {**files, "submissions/accepted/a.py": ""})
    old = legacy(tmp_path / "b", files)
    assert [case.name for case in new.cases()] == ["secret/1"]
    assert [program.name for program in new.submissions] == ["accepted/a.py"]
    assert "two words.in" in words(new)
    assert [case.name for case in old.cases()] == ["secret/1", "secret/two words"]


def test_links_inside_the_package_are_followed_and_others_are_not(tmp_path: Path) -> None:
    root = write(tmp_path / "deep" / "a", {**pair("secret/1"), "problem.yaml": "name: A\n"})
    (root / "data/secret/2.in").symlink_to("1.in")
    (root / "data/secret/2.ans").symlink_to("1.ans")
    (tmp_path / "outside.in").write_text("secret of the machine")
    (root / "data/secret/3.in").symlink_to(tmp_path / "outside.in")
    (root / "data/secret/4.in").symlink_to("nowhere.in")
    package = load(root)
    assert [case.name for case in package.cases()] == ["secret/1", "secret/2"]
    assert "leads out of the package, ignored" in words(package)
    assert "a link to nothing" in words(package)


def test_headers_that_packages_of_a_contest_share_are_found(tmp_path: Path) -> None:
    write(tmp_path, {"headers/validation.h": "shared"})
    root = write(tmp_path / "a", {"problem.yaml": "name: A\n", **pair("secret/1"), "input_validators/v/v.cpp": "x"})
    (root / "input_validators/v/validation.h").symlink_to("../../../headers/validation.h")
    package = load(root)
    assert files_of(package, package.input_validators[0]) == {"v.cpp": b"x", "validation.h": b"shared"}


def test_constants_replace_sequences_in_programs_of_the_package(tmp_path: Path) -> None:
    source = "{{n}} {{n.tex}} {{n.none}} {{unknown}} {{f}} {{ n }}"
    problem = "constants:\n  n: {value: 5000, tex: '5\\,000'}\n  f: 0.5\n"
    package = modern(tmp_path, {**pair("secret/1"), "submissions/accepted/a.py": source}, problem)
    assert files_of(package, package.submissions[0]) == {"a.py": b"5000 5\\,000 {{n.none}} {{unknown}} 0.5 {{ n }}"}


def test_output_validators_of_all_shapes_are_found(tmp_path: Path) -> None:
    folder = modern(tmp_path / "a", {**pair("secret/1"), "output_validator/v/a.cc": "", "output_validator/v/b.h": ""})
    single = modern(tmp_path / "b", {**pair("secret/1"), "output_validator/a.cc": "", "output_validator/b.h": ""})
    several = modern(tmp_path / "c", {**pair("secret/1"), "output_validator/a.cc": "", "output_validator/c.cc": ""})
    scripts = modern(tmp_path / "d", {**pair("secret/1"), "output_validator/build": "", "output_validator/x.c": ""})
    names = [[sorted(files_of(p, v)) for v in p.output_validators] for p in (folder, single, several, scripts)]
    assert names == [[["a.cc", "b.h"]], [["a.cc", "b.h"]], [["a.cc", "c.cc"]], [["build", "x.c"]]]


def test_legacy_validators_count_only_if_problem_yaml_says_so(tmp_path: Path) -> None:
    files = {**pair("secret/1"), "output_validators/v.py": ""}
    assert legacy(tmp_path / "a", files).output_validators == ()
    assert len(legacy(tmp_path / "b", files, "validation: custom\n").output_validators) == 1
    with pytest.raises(PackageError, match="output_validators"):
        legacy(tmp_path / "c", pair("secret/1"), "validation: custom\n")


def test_includes_of_a_language_overrule_the_default(tmp_path: Path) -> None:
    package = modern(tmp_path, {**pair("secret/1"), "include/cpp/a.h": "1", "include/default/b.txt": "2"})
    assert includes_for(package, ("cpp",)) == {"a.h": b"1"}
    assert includes_for(package, ("python3",)) == {"b.txt": b"2"}


def test_static_validation_is_reported_as_not_done(tmp_path: Path) -> None:
    files = {
        **pair("secret/1"),
        "data/secret/test_group.yaml": "max_score: 10\nstatic_validation_score: 4\n",
        "static_validator/validate.py": "",
    }
    assert "static_validator: is not run here" in words(modern(tmp_path, files, "type: scoring\n"))


def test_extra_tests_are_read_apart(tmp_path: Path) -> None:
    files = {**pair("secret/1"), "data/invalid_input/x.in": "bad"}
    package = modern(tmp_path, files)
    assert [case.name for case in extra_tests(package, "invalid_input").cases()] == ["invalid_input/x"]
    assert [case.name for case in package.cases()] == ["secret/1"]


def test_headers_anywhere_above_a_package_are_found_and_other_files_are_not(tmp_path: Path) -> None:
    write(tmp_path, {"headers/validation.h": "shared", "headers/notes.py": "not shared"})
    files = {"problem.yaml": "name: A\n", **pair("secret/1"), "input_validators/v/v.cpp": "x"}
    root = write(tmp_path / "contests" / "one" / "a", files)
    (root / "input_validators/v/validation.h").symlink_to("../../../../../headers/validation.h")
    (root / "input_validators/v/notes.py").symlink_to("../../../../../headers/notes.py")
    (root / "input_validators/v/notes.h").symlink_to("../../../../../headers/notes.py")
    (root / "input_validators/v/absolute.h").symlink_to(tmp_path / "headers/validation.h")
    package = load(root)
    assert sorted(files_of(package, package.input_validators[0])) == ["v.cpp", "validation.h"]


def test_one_number_for_both_multipliers_is_reported_and_read(tmp_path: Path) -> None:
    package = legacy(tmp_path, pair("secret/1"), "name: A\nlimits: {time_multipliers: 1}\n")
    assert (package.limits.ac_to_time_limit, package.limits.time_limit_to_tle) == (1.0, 2.0)
    assert "time_multipliers is one number" in words(package)


def test_constants_are_put_into_test_groups(tmp_path: Path) -> None:
    files = {**pair("secret/1"), "data/secret/test_group.yaml": 'output_validator_args: ["{{n}}", "{{other}}"]\n'}
    package = modern(tmp_path, files, "constants: {n: 5}\n")
    assert package.cases()[0].output_validator_args == ("5", "{{other}}")
