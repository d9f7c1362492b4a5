"""Packages as zips and what may be read of them."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Mapping

import pytest
from chalicelib.domain import packages, statements
from chalicelib.domain.packages import Entry
from chalicelib.errors import Invalid, TooLarge
from hypothesis import given
from hypothesis import strategies as st

FILES = {
    "problem.yaml": b"name: Sum\nconstants: {n_max: 10, place: {value: ferry, upper: FERRY}}",
    "statement/problem.en.md": (
        b"At most {{n_max}} on the {{place.upper}}, {{unknown}}. {{nextsample}} Then: {{remainingsamples}}"
    ),
    "data/sample/1.in": b"1\n",
    "data/sample/1.ans": b"one\n",
    "data/sample/2.in": b"``` 2\n",
    "data/sample/2.ans": b"two\n",
    "data/secret/1.in": b"3\n",
}


def entries(files: Mapping[str, bytes] = FILES) -> dict[str, Entry]:
    return {path: Entry(data) for path, data in files.items()}


def test_a_written_package_reads_back_and_is_always_the_same_bytes() -> None:
    made = {**entries(), "output_validator/run": Entry(b"#!/bin/sh", executable=True)}
    packed = packages.write(made)
    assert packages.read(packed) == made
    assert packages.write(dict(reversed(made.items()))) == packed


def test_the_only_folder_of_a_zip_may_be_the_package() -> None:
    packed = packages.write({f"sum/{path}": entry for path, entry in entries().items()})
    assert packages.read(packed) == entries()


def test_split_and_merge_lose_nothing_and_secrets_stay_out_of_the_package() -> None:
    parts = packages.split(entries())
    assert not any("secret" in path for path in packages.read(parts.package))
    assert packages.read(packages.merge(parts.package, parts.tests)) == entries()


def test_what_desktops_leave_in_zips_is_ignored() -> None:
    litter = {"__MACOSX/._problem.yaml": Entry(b""), "data/.DS_Store": Entry(b"")}
    assert packages.read(packages.write({**entries(), **litter})) == entries()


def test_backslashes_are_folders_where_a_windows_tool_made_the_zip() -> None:
    packed = packages.write({path.replace("/", "\\"): entry for path, entry in entries().items()})
    assert packages.read(packed) == entries()


def _raw_zip(name: str, *, mode: int = 0o100644, twice: bool = False, flag: int = 0) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for _ in range(2 if twice else 1):
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            info.flag_bits |= flag
            archive.writestr(info, "x")
        archive.writestr("problem.yaml", "name: x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("packed", "complaint"),
    [
        pytest.param(b"PK", "not a readable zip", id="no-zip"),
        pytest.param(b"", "not a readable zip", id="empty"),
        pytest.param(_raw_zip("../x"), "leaves its folder", id="parent"),
        pytest.param(_raw_zip("a/../x"), "leaves its folder", id="parent-inside"),
        pytest.param(_raw_zip("/x"), "relative", id="absolute"),
        pytest.param(_raw_zip("a/b\\c"), "relative", id="backslash"),
        pytest.param(_raw_zip("..\\x"), "leaves its folder", id="backslash-parent"),
        pytest.param(_raw_zip("a\\..\\x"), "leaves its folder", id="backslash-parent-inside"),
        pytest.param(_raw_zip("\\x"), "relative", id="backslash-absolute"),
        pytest.param(_raw_zip("C:\\x"), "relative", id="drive"),
        pytest.param(_raw_zip("x", mode=stat.S_IFLNK | 0o777), "symbolic link", id="link"),
        pytest.param(_raw_zip("x" * 400), "too long", id="long"),
    ],
)
def test_a_hostile_zip_is_refused_by_name(packed: bytes, complaint: str) -> None:
    with pytest.raises(Invalid, match=complaint) as caught:
        packages.read(packed)
    assert caught.value.field == "package"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice_is_refused() -> None:
    with pytest.raises(Invalid, match="twice"):
        packages.read(_raw_zip("x", twice=True))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(str(number), bytes(packages.MAX_UNPACKED_BYTES // 4))
    assert len(buffer.getvalue()) < 2_000_000
    with pytest.raises(TooLarge):
        packages.read(buffer.getvalue())


@given(st.binary(max_size=400))
def test_no_bytes_at_all_do_anything_but_be_refused(data: bytes) -> None:
    with pytest.raises((Invalid, TooLarge)):
        packages.read(data)


@given(st.integers(0, 600), st.binary(min_size=1, max_size=4))
def test_a_damaged_zip_is_refused_or_read(position: int, noise: bytes) -> None:
    packed = bytearray(packages.write(entries()))
    packed[position : position + len(noise)] = noise
    try:
        packages.read(bytes(packed))
    except (Invalid, TooLarge):
        return


def test_a_statement_shows_constants_and_samples_where_it_wants_them() -> None:
    text = statements.public(entries()).statements["en"].text
    assert text.startswith("At most 10 on the FERRY, {{unknown}}. **Sample input 1**")
    assert "Then: **Sample input 2**\n\n````text\n``` 2\n````" in text
    assert text.count("Sample input") == 2


def test_samples_that_a_statement_does_not_place_come_at_its_end() -> None:
    shown = statements.public(entries({**FILES, "statement/problem.ko.md": "문제".encode()}))
    assert shown.statements["ko"].text.startswith("문제\n\n**예제 입력 1**")


def test_what_is_stored_of_a_statement_reads_back() -> None:
    shown = statements.public(entries())
    assert statements.from_json(statements.to_json(shown), shown.metadata) == shown


@pytest.mark.parametrize(
    ("wanted", "chosen"), [("ko", "ko"), ("ko-KR", "ko"), ("en-GB", "en"), ("fr", "en"), ("", "en")]
)
def test_the_nearest_language_is_shown(wanted: str, chosen: str) -> None:
    assert statements.choose_language(wanted, ["de", "en", "ko"]) == chosen


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        pytest.param({"problem.yaml": b"name: ["}, "problem.yaml", id="broken-yaml"),
        pytest.param({"problem.yaml": b"- 1"}, "must hold a map", id="yaml-list"),
        pytest.param({"problem.yaml": b"x: 1"}, "name is missing", id="no-name"),
        pytest.param({"problem.yaml": b"name: x\nconstants: 3"}, "constants", id="constants-not-a-map"),
        pytest.param({"statement/problem.en.md": b"\xff"}, "statement/problem.en.md", id="not-utf-8"),
        pytest.param({"data/sample/1.in": b"\xff"}, "data/sample/1.in", id="sample-not-utf-8"),
    ],
)
def test_an_unreadable_package_is_refused_naming_the_file(changes: dict[str, bytes], complaint: str) -> None:
    with pytest.raises(Invalid, match=complaint):
        statements.public(entries({**FILES, **changes}))
