"""Stored problems that a draft is compared with: read beside it, and no reason to fail."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from chalicelib.protocol import ObjectRef, job_from_json, to_json
from judge import archive
from judge.skeleton import skeleton_files
from worker.cache import PackageCache
from worker.kinds import Bench, stored_problems

from tests.unit.worker.fakes_worker import JOB, FakeStore


def test_stored_problems_bear_their_ids_and_broken_ones_are_passed_over(tmp_path: Path) -> None:
    store = FakeStore()
    sound = {path: text.encode() for path, text in skeleton_files("x").items()}
    stored = {
        "sound": store.add("packages/a.zip", archive.pack_files(sound)),
        "no-package": store.add("packages/b.zip", archive.pack_files({"readme": b"?"})),
        "no-zip": store.add("packages/c.zip", b"?"),
        "gone": ObjectRef("packages/d.zip", "0" * 64),
    }
    job = job_from_json(to_json(replace(JOB, stored=stored)))
    bench = Bench(store, PackageCache(tmp_path, store, 10), None)  # type: ignore[arg-type]  # nothing is run
    with ExitStack() as stack:
        found = stored_problems(job, bench, stack)
        assert [package.name for package in found] == ["sound"]
        assert found[0].submissions
