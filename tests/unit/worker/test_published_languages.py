"""What runners say of their languages is what the service reads."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from chalicelib.domain.languages import LANGUAGES, Language, Published, offered
from chalicelib.errors import Corrupt, Invalid
from chalicelib.usecases.languages import FRESH, Catalogue
from judge.languages import available, load
from worker.languages import publish

from tests.unit.usecases.fakes_service import FakeObjects
from tests.unit.worker.fakes_worker import FakeStore

GO = Language("go", "Go", ("golang",), "main.go", "native", "go version go1.19")
C = LANGUAGES["c"]


def test_the_service_reads_what_a_runner_publishes() -> None:
    store = FakeStore()
    publish(store, ["main"])
    known = Catalogue(FakeObjects(store.objects)).known()
    assert set(known) == set(available(load()))
    assert known["python3"].version.startswith("Python 3")
    assert known["python3"].pool == "main"


def test_a_runner_that_cannot_publish_goes_on() -> None:
    class Full(FakeStore):
        def put(self, key: str, data: bytes) -> None:
            raise OSError("no space")

    publish(Full(), ["main"])


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ([], dict.fromkeys(LANGUAGES) | {item.id: item.pool for item in LANGUAGES.values()}),
        ([Published("main", (C, GO))], {"c": "main", "go": "main"}),
        ([Published("main", (C,)), Published("native", (C, GO))], {"c": "native", "go": "native"}),
        ([Published("java", (C,)), Published("main", (C,)), Published("native", ())], {"c": "main"}),
    ],
    ids=["table alone", "one pool takes all", "the own pool is preferred", "a pool that lost a language"],
)
def test_languages_of_a_deployment_by_pool(published: list[Published], expected: dict[str, str]) -> None:
    assert {item.id: item.pool for item in offered(published).values()} == expected


def test_languages_of_pools_that_have_not_started_stay_on_offer() -> None:
    assert set(offered([Published("native", (C, GO))])) == {"c", "go", "python3", "java", "javascript"}


def test_a_published_language_can_be_submitted_and_is_seen_after_a_minute() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    moments = [now, now, now + FRESH, now + 2 * FRESH]
    store = FakeObjects()
    catalogue = Catalogue(store, lambda: moments.pop(0))
    with pytest.raises(Invalid, match="none of c, cpp"):
        catalogue.find("golang")
    publisher = FakeStore(store.stored)
    publish(publisher, ["native"])
    store.stored["languages/native.json"] = (
        b'{"v": 1, "pool": "native", "languages": [{"id": "go", "name": "Go", "aliases": ["golang"],'
        b' "source_name": "main.go", "pool": "native", "version": ""}]}'
    )
    assert "go" not in catalogue.known()
    assert catalogue.of("go").source_name == "main.go"


def test_what_cannot_be_read_leaves_the_table() -> None:
    catalogue = Catalogue(FakeObjects({"languages/main.json": b"{}"}))
    assert set(catalogue.known()) == set(LANGUAGES)
    with pytest.raises(Corrupt):
        catalogue.of("cobol")
