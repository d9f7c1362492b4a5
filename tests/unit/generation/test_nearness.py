"""Which stored problems are near to what is asked for."""

from __future__ import annotations

import pytest
from chalicelib.domain import keys, statements
from chalicelib.domain.generation import Difficulty, GenerationRequest
from chalicelib.domain.nearness import similarity, terms
from chalicelib.domain.problems import Metadata, ProblemVersion
from chalicelib.protocol import ObjectRef
from chalicelib.usecases.nearness import Nearby
from chalicelib.usecases.ports import Page

from tests.unit.generation.fakes import MemoryObjects

FERRIES = "Ferries run between islands; find the cheapest journey on the graph of routes."


def test_terms_leave_out_what_every_request_says() -> None:
    assert terms("Please write an easy problem about ferries") == {"ferry"}
    assert terms("여객선 문제") == {"여객", "객선", "문제"}


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        ("a graph problem about ferries between islands", 1.0),
        ("cheapest ferry for pirates", 2 / 3),
        ("sorting ribbons", 0.0),
        ("ferries", 0.0),
    ],
)
def test_similarity_is_the_share_of_the_wanted_terms(wanted: str, near: float) -> None:
    assert similarity(wanted, FERRIES) == pytest.approx(near)


class Shelf:
    def __init__(self, *versions: ProblemVersion) -> None:
        self.versions = versions

    def page(self, limit: int, cursor: str | None) -> Page[ProblemVersion]:
        return Page(self.versions)


def version(problem_id: str, **metadata: object) -> ProblemVersion:
    shown = Metadata(**{"names": {"en": problem_id, "ko": "여객선"}, "difficulty": "easy", **metadata})  # type: ignore[arg-type]
    return ProblemVersion(problem_id, 1, ObjectRef("k", problem_id), None, shown, "2026")


def asked(prompt: str, language: str = "en") -> GenerationRequest:
    return GenerationRequest(prompt, Difficulty.EASY, language)


def test_near_problems_are_found_by_their_statements_and_keywords() -> None:
    objects = MemoryObjects()
    by_text, by_keywords = version("a"), version("b", keywords=("ferry", "graph"))
    public = statements.Public(by_text.metadata, {"en": statements.Statement("md", FERRIES)}, ())
    objects.put_new(keys.statement("a"), statements.to_json(public))
    nearby = Nearby(Shelf(by_text, by_keywords, version("c")), objects)  # type: ignore[arg-type]
    found = nearby.near(asked("a graph problem about ferries between islands", "ko"))
    assert [item.shown("ko") for item in found] == [
        {"problem_id": "a", "name": "여객선", "difficulty": "easy", "similarity": 1.0},
        {"problem_id": "b", "name": "여객선", "difficulty": "easy", "similarity": 0.67},
    ]


def test_nothing_is_offered_when_nothing_is_near() -> None:
    nearby = Nearby(Shelf(version("a")), MemoryObjects())  # type: ignore[arg-type]
    assert nearby.near(asked("weights on a balance")) == []


def test_of_problems_with_one_name_the_nearest_is_offered() -> None:
    twins = {"names": {"en": "Ferry trip"}}
    far, near = version("a", **twins, keywords=("ferry",)), version("b", **twins, keywords=("ferry", "graph", "island"))
    nearby = Nearby(Shelf(far, near), MemoryObjects())  # type: ignore[arg-type]
    found = nearby.near(asked("graph of ferries, islands"))
    assert [item.problem.problem_id for item in found] == ["b"]
