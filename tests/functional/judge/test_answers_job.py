"""A worker judges answers that came over HTTP."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from chalicelib.protocol import Job, JobKind, ObjectRef, Verdict, sha256_hex
from judge import archive
from judge.sandbox import Sandbox
from worker.cache import PackageCache
from worker.kinds import Bench, perform
from worker.ports import ObjectDamaged
from worker.progress import ProgressLine

pytestmark = pytest.mark.sandbox

PACKAGE = archive.pack_files(
    {
        "problem.yaml": b"problem_format_version: 2025-09\nname: {en: Two}\ntype: submit-answer\n",
        "data/secret/1.in": b"1\n",
        "data/secret/1.ans": b"2\n",
        "data/secret/2.in": b"2\n",
        "data/secret/2.ans": b"4\n",
    }
)


class Nobody:
    """Who is told of progress."""

    def send(self, body: str) -> None:
        pass


class Stored:
    """Objects by key, in memory."""

    def __init__(self, source: bytes) -> None:
        self._objects = {"package": PACKAGE, "source": source}

    def get(self, ref: ObjectRef) -> bytes:
        return self._objects[ref.key]

    def find(self, key: str) -> bytes | None:
        return self._objects.get(key)

    def put_new(self, key: str, data: bytes) -> bool:
        return self._objects.setdefault(key, data) is data

    def put(self, key: str, data: bytes) -> None:
        self._objects[key] = data

    def ref(self, key: str) -> ObjectRef:
        return ObjectRef(key, sha256_hex(self._objects[key]))


def judged(sandbox: Sandbox, tmp_path: Path, source: bytes) -> Verdict:
    store = Stored(source)
    job = Job(
        JobKind.GRADE,
        "s1",
        1,
        "results/s1/1.json",
        language="answers",
        source=store.ref("source"),
        source_name="answers.json",
        package=store.ref("package"),
    )
    bench = Bench(store, PackageCache(tmp_path, store, 10), sandbox)
    return perform(job, bench, ProgressLine(Nobody(), job)).verdict


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [({"1": "2", "2": "4\n"}, Verdict.ACCEPTED), ({"1": "2"}, Verdict.WRONG_ANSWER)],
    ids=["all", "one missing"],
)
def test_answers_are_judged_by_name(
    sandbox: Sandbox, tmp_path: Path, answers: dict[str, str], verdict: Verdict
) -> None:
    assert judged(sandbox, tmp_path, json.dumps(answers).encode()) is verdict


def test_answers_that_are_no_json_are_damage(sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(ObjectDamaged):
        judged(sandbox, tmp_path, b"{")
