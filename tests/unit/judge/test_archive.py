"""Zips are checked before anything is written, and packing is deterministic."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judge.archive import ArchiveError, ArchiveLimits, pack, pack_files, read, unpack


def zipped(*entries: tuple[str, bytes], mode: int = stat.S_IFREG | 0o644) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            info = zipfile.ZipInfo(name)
            info.create_system = 3
            info.external_attr = mode << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()


def test_files_come_back_as_they_were(tmp_path: Path) -> None:
    source = tmp_path / "a"
    (source / "deep").mkdir(parents=True)
    (source / "deep/x.in").write_bytes(b"\r\n\x00")
    (source / "build").write_text("#!/bin/sh\n")
    (source / "build").chmod(0o755)
    (source / "link.in").symlink_to("deep/x.in")
    unpack(pack(source), tmp_path / "b")
    assert (tmp_path / "b/deep/x.in").read_bytes() == b"\r\n\x00"
    assert (tmp_path / "b/link.in").read_bytes() == b"\r\n\x00"
    assert not (tmp_path / "b/link.in").is_symlink()
    assert (tmp_path / "b/build").stat().st_mode & 0o111
    assert not (tmp_path / "b/deep/x.in").stat().st_mode & 0o111


def test_links_out_of_the_folder_are_not_packed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    (tmp_path / "a").mkdir()
    (tmp_path / "a/link").symlink_to("../secret")
    with pytest.raises(ArchiveError, match="link leads out"):
        pack(tmp_path / "a")


@given(st.dictionaries(st.text("ab/", min_size=1, max_size=4), st.binary(max_size=20), max_size=4))
def test_equal_files_give_equal_bytes_in_any_order(files: dict[str, bytes]) -> None:
    assert pack_files(files) == pack_files(dict(reversed(files.items())))


BAD_NAMES = [
    "../x",
    "a/../../x",
    "/etc/passwd",
    "a//b",
    "./a",
    "a/./b",
    "C:/x",
    "c:x",
    "x" * 500,
    "..",
    "a/..",
    "a/b\\c",
]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_that_leave_the_folder_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ArchiveError):
        unpack(zipped(("ok", b"1"), (name, b"2")), tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert list(tmp_path.iterdir()) == []


def test_backslashes_are_folders_where_a_windows_tool_made_the_zip(tmp_path: Path) -> None:
    packed = zipped(("problem.yaml", b"1"), ("data\\", b""), ("data\\secret\\1.in", b"2"))
    assert read(packed) == {"problem.yaml": b"1", "data/secret/1.in": b"2"}
    unpack(packed, tmp_path / "out")
    assert (tmp_path / "out/data/secret/1.in").read_bytes() == b"2"


@pytest.mark.parametrize(
    "name", ["..\\x", "a\\..\\..\\x", "\\x", "\\\\host\\x", "a\\\\b", ".\\a", "C:\\x", "c:x\\y", "ok\\x", "OK"]
)
def test_names_with_backslashes_are_checked_like_others(tmp_path: Path, name: str) -> None:
    with pytest.raises(ArchiveError):
        unpack(zipped(("ok", b"1"), ("a\\b", b"2"), (name, b"3")), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_devices_are_refused(tmp_path: Path, kind: int) -> None:
    with pytest.raises(ArchiveError, match="link or a special file"):
        unpack(zipped(("x", b"/etc/passwd"), mode=kind | 0o777), tmp_path / "out")


@pytest.mark.parametrize(
    ("data", "limits", "problem"),
    [
        (zipped(("a", bytes(100_000))), ArchiveLimits(ratio=10, ratio_from_bytes=1000), "times its size"),
        (zipped(("a", bytes(2000))), ArchiveLimits(file_bytes=1000), "more than 1000"),
        (zipped(("a", bytes(600)), ("b", bytes(600))), ArchiveLimits(total_bytes=1000), "unpacked"),
        (zipped(("a", b""), ("b", b"")), ArchiveLimits(entries=1), "2 entries"),
        (zipped(("a", b"1"), ("A", b"2")), ArchiveLimits(), "twice"),
        (zipped(("a", b"1"), ("a/b", b"2")), ArchiveLimits(), "folder is a file"),
        (b"no zip", ArchiveLimits(), "not a zip"),
        (b"", ArchiveLimits(), "not a zip"),
    ],
)
def test_bombs_and_nonsense_are_refused(tmp_path: Path, data: bytes, limits: ArchiveLimits, problem: str) -> None:
    with pytest.raises(ArchiveError, match=problem):
        unpack(data, tmp_path / "out", limits)


def test_an_archive_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    honest = zipped(("a", bytes(5000)))
    lying = honest.replace((5000).to_bytes(4, "little"), (50).to_bytes(4, "little"))
    with pytest.raises(ArchiveError):
        unpack(lying, tmp_path / "out")


def test_any_damaged_byte_is_refused_or_harmless() -> None:
    sound = zipped(("folder/a.txt", b"some text"), ("b.txt", b"more"))
    for position in range(len(sound)):
        for value in (0, 1, 2, 32, 47, 64, 92, 127, 128, 255):
            damaged = bytearray(sound)
            damaged[position] = value
            assert all(
                ".." not in name.split("/") and not name.startswith("/") for name in names_or_none(bytes(damaged))
            )


def names_or_none(data: bytes) -> set[str]:
    """The names in the archive; none if it is refused."""
    try:
        return set(read(data))
    except ArchiveError:
        return set()
