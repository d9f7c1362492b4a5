"""Template mode makes a variant of a stored parametric package, and refuses what it cannot make."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from chalicelib.domain import packages
from chalicelib.domain.generation import Difficulty, GenerationFailed, GenerationJob
from chalicelib.domain.problems import Metadata, ProblemVersion
from chalicelib.domain.stages import SPEC_PATH, Stage
from chalicelib.errors import Corrupt
from chalicelib.protocol import ObjectRef, sha256_hex
from chalicelib.usecases.drafting import Drafting, Drafts
from chalicelib.usecases.ports import Page
from chalicelib.usecases.streams import FrameLog
from chalicelib.usecases.template_mode import PASSAGE_CHARACTERS, Catalogue, TemplateDrafter, choose, passages

from tests.unit.generation.fakes import JOB, Mailboxes, MemoryJobs, MemoryObjects, at, no_nearby

TEMPLATE = {
    "topics": ["graphs"],
    "difficulty": "easy",
    "parameters": {"k": {"values": [2, 3, 5]}},
    "names": {"en": "Ferries {{k}}"},
}
SPEC = {
    "title": "Ferries {{k}}",
    "variables": [{"name": "n", "kind": "integer", "min": "1", "max": "9", "meaning": "islands"}],
}
YAML = """\
problem_format_version: 2025-09
name:
  en: "Ferries"
uuid: 5c1c0d2e-7f0b-4c8e-9a55-0f4f3b6a1e02
constants:
  n_min: 1
  n_max: 20
  k: 2
"""
FILES = {
    ".alpaco/template.json": json.dumps(TEMPLATE),
    SPEC_PATH: json.dumps(SPEC),
    "problem.yaml": YAML,
    "generators/generate.py": "K = 2  # parameter: k\nprint(K)\n",
    "submissions/accepted/reference.py": "print({{k}})\n",
    "statement/problem.en.md": "Up to {{n_max}} islands, {{k}} ferries.\n\n{{nextsample}}\n",
    "data/sample/1.in": "old\n",
}


class OneShelf:
    """A problem store with one page of problems."""

    def __init__(self, versions: Sequence[ProblemVersion]) -> None:
        self.versions = versions

    def page(self, limit: int, cursor: str | None) -> Page[ProblemVersion]:
        return Page(self.versions)


def version(problem_id: str, package: ObjectRef, **metadata: object) -> ProblemVersion:
    base = Metadata({"en": "A"}, difficulty="easy", topics=("graphs",))
    return ProblemVersion(problem_id, 1, package, None, replace(base, **metadata), "2026-01-01")  # type: ignore[arg-type]


class Bench:
    """Drafting in template mode with one parametric package and one that is not, in memory."""

    def __init__(self) -> None:
        self.objects = MemoryObjects()
        packed = packages.write({path: packages.Entry(text.encode()) for path, text in FILES.items()})
        self.ref = ObjectRef("packages/a.zip", sha256_hex(packed))
        self.objects.put_new(self.ref.key, packed)
        shelf = OneShelf([version("plain", self.ref, topics=()), version("ferries", self.ref)])
        self.jobs = MemoryJobs(JOB)
        self.catalogue = Catalogue(shelf)  # type: ignore[arg-type]
        drafter = TemplateDrafter(self.catalogue, self.objects, Drafts(self.objects))
        self.drafting = Drafting(
            self.jobs, FrameLog(self.jobs, Mailboxes()), Drafts(self.objects), drafter, no_nearby(), lambda: at(1001)
        )

    def run(self, *stages: Stage) -> None:
        for stage in stages:
            self.drafting.run(JOB.job_id, stage)

    def shown(self, name: str) -> str:
        events = self.jobs.events(JOB.job_id)
        return str(next(e.data["text"] for e in events if e.type == "artefact" and e.data["name"] == name))


def test_only_parametric_packages_are_offered() -> None:
    assert [offer.template.package for offer in Bench().catalogue.offers()] == ["ferries"]


def test_spec_stage_keeps_the_whole_variant() -> None:
    bench = Bench()
    bench.run(Stage.SPEC)
    files = Drafts(bench.objects).load(JOB.job_id, Stage.SPEC, 1)
    assert set(files) == set(FILES) - {".alpaco/template.json", "data/sample/1.in"}
    assert f"K = {constant(files)}  # parameter: k" in files["generators/generate.py"].decode()
    assert json.loads(bench.shown("spec"))["variables"][0]["max"] == "20"


def constant(files: dict[str, bytes]) -> str:
    return files["problem.yaml"].decode().split("k: ")[1].strip()


def test_stages_show_their_files_and_skip_what_is_not_there() -> None:
    bench = Bench()
    bench.run(*Stage)
    finished = [e.stage for e in bench.jobs.events(JOB.job_id) if e.data.get("state") == "finished"]
    assert finished == ["spec", "reference", "generator", "statement"]
    assert bench.shown("reference") == "print({{k}})\n"


def test_statement_is_shown_with_its_bounds() -> None:
    bench = Bench()
    bench.run(Stage.SPEC, Stage.STATEMENT)
    shown = bench.shown("statement")
    assert shown.startswith("Up to 20 islands, ")
    assert "{{nextsample}}" in shown


def test_variant_is_refused_when_the_package_changed_under_its_hash() -> None:
    bench = Bench()
    bench.objects.objects[bench.ref.key] += b"x"
    with pytest.raises(Corrupt):
        bench.run(Stage.SPEC)


def asking(**changes: object) -> GenerationJob:
    return replace(JOB, request=replace(JOB.request, **changes))  # type: ignore[arg-type]


def test_choice_is_refused_when_no_statement_has_the_language() -> None:
    with pytest.raises(GenerationFailed) as refused:
        choose(Bench().catalogue.offers(), asking(language="fr"))
    assert (str(refused.value.class_), refused.value.retryable) == ("refused", False)
    assert "'fr'" in refused.value.detail
    assert "en" in refused.value.detail


def test_choice_is_refused_when_there_is_no_template() -> None:
    with pytest.raises(GenerationFailed):
        choose([], JOB)


def test_choice_takes_the_nearest_difficulty() -> None:
    chosen = choose(Bench().catalogue.offers(), asking(difficulty=Difficulty.HARD))
    assert chosen.template.package == "ferries"


def test_passages_are_whole_lines_and_make_up_the_text() -> None:
    text = "".join(f"line {number} of many\n" for number in range(100)) + "end"
    parts = list(passages(text))
    assert "".join(parts) == text
    assert all(part.endswith("\n") for part in parts[:-1])
    assert max(map(len, parts)) < PASSAGE_CHARACTERS + 40
