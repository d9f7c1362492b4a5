"""Packages on the worker's disk: whole or not there, verified, for root alone, never too many."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from chalicelib.protocol import Job
from judge import archive
from worker.cache import PackageCache
from worker.ports import ObjectDamaged

from tests.unit.worker.fakes_worker import JOB, FakeStore

PACKAGE = {"problem.yaml": b"name: x", "data/sample/1.in": b"old", "data/invalid_input/a.in": b"old"}
TESTS = {"data/sample/1.in": b"new", "data/secret/1.in": b"2"}


def job_with(store: FakeStore, package: dict[str, bytes] = PACKAGE, tests: dict[str, bytes] | None = None) -> Job:
    packed = store.add(f"packages/{len(store.objects)}.zip", archive.pack_files(package))
    data = store.add(f"tests/{len(store.objects)}.zip", archive.pack_files(tests)) if tests else None
    return replace(JOB, package=packed, tests=data)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_folder_holds_the_package_with_the_frozen_data(tmp_path: Path) -> None:
    store = FakeStore()
    with PackageCache(tmp_path, store, 10).folder(job_with(store, tests=TESTS)) as folder:
        assert files(folder) == {"problem.yaml": b"name: x", **TESTS}


def test_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    store = FakeStore()
    with PackageCache(tmp_path / "cache", store, 10).folder(job_with(store)) as folder:
        for part in (folder, folder.parent, tmp_path / "cache"):
            assert stat.S_IMODE(part.stat().st_mode) == 0o700


def test_folder_is_fetched_once(tmp_path: Path) -> None:
    store = FakeStore()
    cache, job = PackageCache(tmp_path, store, 10), job_with(store)
    with cache.folder(job) as first:
        pass
    store.objects.clear()
    with cache.folder(job) as second:
        assert second == first


def test_a_damaged_object_leaves_nothing_and_is_fetched_again(tmp_path: Path) -> None:
    store = FakeStore()
    cache, job = PackageCache(tmp_path, store, 10), job_with(store)
    assert job.package
    good, store.objects[job.package.key] = store.objects[job.package.key], b"damaged"
    with pytest.raises(ObjectDamaged), cache.folder(job):
        pass
    store.objects[job.package.key] = good
    with cache.folder(job) as folder:
        assert files(folder) == PACKAGE


def test_the_oldest_goes_when_there_is_too_much_but_never_what_is_in_use(tmp_path: Path) -> None:
    store = FakeStore()
    cache = PackageCache(tmp_path, store, limit_mib=1)
    big = [job_with(store, {"problem.yaml": bytes([number]) * 700_000}) for number in range(3)]
    with cache.folder(big[0]) as used:
        with cache.folder(big[1]) as idle:
            pass
        with cache.folder(big[2]):
            assert used.exists()
            assert not idle.exists()


def test_close_removes_everything(tmp_path: Path) -> None:
    store = FakeStore()
    cache = PackageCache(tmp_path, store, 10)
    with cache.folder(job_with(store)):
        pass
    cache.close()
    assert list(tmp_path.iterdir()) == []
