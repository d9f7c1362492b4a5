"""Every way in which a model's server goes wrong, over a real socket: what is retried, asked again, what it ends in."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import openai
import pytest
from chalicelib.adapters.llm.model import OpenAiModel
from chalicelib.adapters.llm.settings import ServerSettings
from chalicelib.adapters.llm.timer import SystemTimer
from chalicelib.domain.frames import Channel
from chalicelib.domain.generation import Difficulty, FailureClass, GenerationFailed, GenerationJob, GenerationRequest
from chalicelib.usecases.drafting import Product
from chalicelib.usecases.model_drafting.drafter import ModelDrafter
from chalicelib.usecases.model_drafting.settings import DraftingSettings
from chalicelib.usecases.streams import JobEnded

from tests.provider.behaviour import Behaviour, Fault
from tests.provider.recordings import Recording
from tests.provider.server import Provider
from tests.unit.drafting.fakes import MemoryObjects, RecordingStream, a_drafter, a_job

# Long enough for a busy machine, short enough to wait for.
QUICK = DraftingSettings(
    first_byte_s=1.5, idle_s=1.0, stage_s=30.0, transport_retries=2, retry_base_s=0.01, retry_after_cap_s=0.2
)
assert openai.__version__, "imported here, so that no deadline of a test pays for it"

RECORDING = Recording.named("calm_stretch")
SPEC = json.loads(RECORDING.reply("spec", 1) or "")
PROGRAM = (RECORDING.reply("reference", 1) or "").partition("```python\n")[2].removesuffix("```\n")


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider(RECORDING) as running:
        yield running


@pytest.fixture
def stream() -> RecordingStream:
    return RecordingStream()


def job() -> GenerationJob:
    return a_job(request=GenerationRequest("temperatures", Difficulty.MEDIUM, "en", seed=1))


def drafter(
    url: str, *, settings: DraftingSettings = QUICK, objects: MemoryObjects | None = None, **more: object
) -> ModelDrafter:
    server = ServerSettings(url, "recorded", connect_s=settings.connect_s, read_s=20)
    model = OpenAiModel(server, lambda: "sk-test-1234567890")
    return a_drafter(model, SystemTimer(), settings=settings, objects=objects, now_s=lambda: job().created_at, **more)  # type: ignore[arg-type]


def draft(provider: Provider, stage: str, stream: RecordingStream, **more: object) -> Product:
    """The stage's product, the spec having been drafted before without faults."""
    objects = MemoryObjects()
    if stage != "spec":
        assert drafter(provider.url, objects=objects).draft(job(), "spec", RecordingStream())
        provider.asked.clear()
    product = drafter(provider.url, objects=objects, **more).draft(job(), stage, stream)  # type: ignore[arg-type]
    assert product is not None
    return product


def fail(provider: Provider, stage: str, stream: RecordingStream, **more: object) -> GenerationFailed:
    with pytest.raises(GenerationFailed) as failed:
        draft(provider, stage, stream, **more)
    return failed.value


def source(product: Product) -> str:
    return product.files["submissions/accepted/reference.py"].decode()


HARMLESS = {
    "as it should be": Behaviour(),
    "single characters": Behaviour(chunk=1),
    "CRLF": Behaviour(crlf=True, chunk=3),
    "two [DONE]s": Behaviour(fault=Fault.TWO_DONES),
    "cut after the finish": Behaviour(fault=Fault.CUT_AFTER_FINISH),
    "no token counts": Behaviour(usage=False),
    "reasoning before": Behaviour(reasoning="A window will do."),
    "prose before": Behaviour(preamble="Here is the program you asked for:"),
}


@pytest.mark.parametrize("behaviour", HARMLESS.values(), ids=HARMLESS)
def test_reply_is_accepted_when_the_server_is_merely_odd(
    provider: Provider, stream: RecordingStream, behaviour: Behaviour
) -> None:
    provider.misbehave("reference", 1, behaviour)
    product = draft(provider, "reference", stream)
    assert source(product) == PROGRAM
    assert stream.heard(Channel.CODE) == PROGRAM
    assert stream.begun == [1]
    assert product.tokens > 0


def test_characters_are_whole_when_their_bytes_come_one_by_one(stream: RecordingStream) -> None:
    asked = GenerationRequest("상자", Difficulty.EASY, "ko", seed=1)
    with Provider(Recording.named("parcel_pairs_ko")) as provider:
        provider.misbehave("spec", 1, Behaviour(dribble=True, chunk=200))
        product = drafter(provider.url).draft(a_job(request=asked), "spec", stream)
    assert product is not None
    assert json.loads(product.files[".alpaco/spec.json"])["title"] == "저울에 꼭 맞는 두 상자"


def test_reply_is_accepted_when_the_server_leaves_the_stream_open(provider: Provider, stream: RecordingStream) -> None:
    provider.misbehave("reference", 1, Behaviour(fault=Fault.NO_DONE))
    product = draft(provider, "reference", stream, settings=DraftingSettings(usage_grace_s=0.1))
    assert source(product) == PROGRAM


ODD_SPECS = {
    "fenced": Behaviour(fence="json"),
    "prose before": Behaviour(preamble="Here {as you wished} is the specification:"),
    "single characters": Behaviour(chunk=1),
}


@pytest.mark.parametrize("behaviour", ODD_SPECS.values(), ids=ODD_SPECS)
def test_spec_is_accepted_when_more_than_json_comes(
    provider: Provider, stream: RecordingStream, behaviour: Behaviour
) -> None:
    provider.misbehave("spec", 1, behaviour)
    product = draft(provider, "spec", stream)
    assert json.loads(product.files[".alpaco/spec.json"])["title"] == SPEC["title"]
    assert json.loads(stream.heard(Channel.JSON)) == SPEC
    assert stream.begun == [1]


TRANSIENT = {
    "500": (Behaviour(fault=Fault.STATUS, status=500), FailureClass.PROVIDER_ERROR),
    "503": (Behaviour(fault=Fault.STATUS, status=503), FailureClass.PROVIDER_ERROR),
    "429": (Behaviour(fault=Fault.STATUS, status=429, retry_after_s=0.05), FailureClass.PROVIDER_RATE_LIMITED),
    "429 for an hour": (
        Behaviour(fault=Fault.STATUS, status=429, retry_after_s=3600),
        FailureClass.PROVIDER_RATE_LIMITED,
    ),
    "hung up": (Behaviour(fault=Fault.HANG_UP), FailureClass.PROVIDER_ERROR),
    "cut": (Behaviour(fault=Fault.CUT), FailureClass.PROVIDER_ERROR),
    "ended early": (Behaviour(fault=Fault.CUT_CLEANLY), FailureClass.PROVIDER_ERROR),
    "invalid UTF-8": (Behaviour(fault=Fault.INVALID_UTF8), FailureClass.PROVIDER_ERROR),
    "event that is not JSON": (Behaviour(fault=Fault.NOT_JSON), FailureClass.PROVIDER_ERROR),
    "error object": (Behaviour(fault=Fault.ERROR_OBJECT), FailureClass.PROVIDER_ERROR),
    "error object of a rate limit": (
        Behaviour(fault=Fault.ERROR_OBJECT, code="rate_limit_exceeded"),
        FailureClass.PROVIDER_RATE_LIMITED,
    ),
    "silence before": (Behaviour(fault=Fault.SILENT_BEFORE), FailureClass.PROVIDER_TIMEOUT),
    "silence midway": (Behaviour(fault=Fault.SILENT_MIDWAY), FailureClass.PROVIDER_TIMEOUT),
}


@pytest.mark.parametrize("behaviour", [case[0] for case in TRANSIENT.values()], ids=TRANSIENT)
def test_attempt_is_restarted_when_the_transport_fails_once(
    provider: Provider, stream: RecordingStream, behaviour: Behaviour
) -> None:
    provider.misbehave("reference", 1, behaviour, Behaviour())
    assert source(draft(provider, "reference", stream)) == PROGRAM
    assert [asked.attempt for asked in provider.asked] == [1, 1]
    assert stream.begun == [1, 1]


@pytest.mark.parametrize(("behaviour", "class_"), TRANSIENT.values(), ids=TRANSIENT)
def test_generation_fails_with_its_class_when_the_transport_keeps_failing(
    provider: Provider, stream: RecordingStream, behaviour: Behaviour, class_: FailureClass
) -> None:
    provider.misbehave("reference", 1, behaviour)
    failed = fail(provider, "reference", stream)
    assert (failed.class_, failed.retryable) == (class_, True)
    assert provider.count("reference") == 1 + QUICK.transport_retries


FINAL = {
    "401": (Behaviour(fault=Fault.STATUS, status=401), FailureClass.PROVIDER_ERROR, 1),
    "403": (Behaviour(fault=Fault.STATUS, status=403), FailureClass.PROVIDER_ERROR, 1),
    "404": (Behaviour(fault=Fault.STATUS, status=404, code="model_not_found"), FailureClass.PROVIDER_ERROR, 2),
    "400": (Behaviour(fault=Fault.STATUS, status=400), FailureClass.PROVIDER_ERROR, 2),
    "400 of a filter": (Behaviour(fault=Fault.STATUS, status=400, code="content_filter"), FailureClass.REFUSED, 1),
    "refusal": (Behaviour(fault=Fault.REFUSAL), FailureClass.REFUSED, 1),
    "content filter": (Behaviour(fault=Fault.CONTENT_FILTER), FailureClass.REFUSED, 1),
    "error object of a filter": (Behaviour(fault=Fault.ERROR_OBJECT, code="content_filter"), FailureClass.REFUSED, 1),
}


@pytest.mark.parametrize(("behaviour", "class_", "requests"), FINAL.values(), ids=FINAL)
def test_generation_fails_for_good_when_trying_again_cannot_help(
    provider: Provider, stream: RecordingStream, behaviour: Behaviour, class_: FailureClass, requests: int
) -> None:
    provider.misbehave("reference", 1, behaviour)
    failed = fail(provider, "reference", stream)
    assert (failed.class_, failed.retryable) == (class_, False)
    assert provider.count("reference") == requests


UNUSABLE = {
    "length": Behaviour(fault=Fault.LENGTH),
    "no finish reason": Behaviour(fault=Fault.NO_FINISH),
    "empty": Behaviour(fault=Fault.EMPTY),
    "reasoning only": Behaviour(fault=Fault.REASONING_ONLY),
}


@pytest.mark.parametrize("behaviour", UNUSABLE.values(), ids=UNUSABLE)
def test_reply_is_asked_again_when_it_was_unusable(
    provider: Provider, stream: RecordingStream, behaviour: Behaviour
) -> None:
    provider.misbehave("reference", 1, behaviour)
    assert source(draft(provider, "reference", stream)) == PROGRAM
    assert [asked.attempt for asked in provider.asked] == [1, 2]
    assert stream.begun == [1, 2]
    assert "Your reply to this before could not be used" in provider.asked[1].prompt


@pytest.mark.parametrize("behaviour", UNUSABLE.values(), ids=UNUSABLE)
def test_generation_fails_when_every_reply_is_unusable(
    provider: Provider, stream: RecordingStream, behaviour: Behaviour
) -> None:
    for attempt in (1, 2, 3, 4):
        provider.misbehave("reference", attempt, behaviour)
    failed = fail(provider, "reference", stream)
    assert (failed.class_, failed.retryable) == (FailureClass.PROVIDER_ERROR, True)
    assert [asked.attempt for asked in provider.asked] == [1, 2, 3]


def test_spec_is_asked_again_with_its_misses_when_it_does_not_fit(stream: RecordingStream) -> None:
    with Provider(Recording.named("calm_stretch_schema_miss")) as provider:
        draft(provider, "spec", stream)
    assert [asked.attempt for asked in provider.asked] == [1, 2, 3]
    assert "output_kind: is missing." in provider.asked[1].prompt
    assert "variables[0].max: '2*10^5' is not a decimal literal" in provider.asked[2].prompt
    # The server took no notice of the schema, so the next way is tried; wrong values are no such sign.
    assert [asked.rung for asked in provider.asked] == ["json_schema", "json_object", "json_object"]


LADDERS = {
    "knows all": (Fault.NONE, ["json_schema"]),
    "no schema": (Fault.REJECT_SCHEMA, ["json_schema", "json_object"]),
    "no format": (Fault.REJECT_FORMAT, ["json_schema", "json_object", "none"]),
    "no options at all": (Fault.REJECT_OPTIONS, ["json_schema", "json_object", "none", "none"]),
}


@pytest.mark.parametrize(("fault", "rungs"), LADDERS.values(), ids=LADDERS)
def test_next_way_is_tried_and_remembered_when_the_server_refuses_a_form(
    provider: Provider, stream: RecordingStream, fault: Fault, rungs: list[str]
) -> None:
    provider.misbehave("spec", 1, Behaviour(fault=fault))
    one = drafter(provider.url)
    one.draft(job(), "spec", stream)
    assert [asked.rung for asked in provider.asked] == rungs
    assert {asked.attempt for asked in provider.asked} == {1}
    assert stream.begun == [1]
    one.draft(a_job(job_id="g2", request=job().request), "spec", RecordingStream())
    assert [asked.rung for asked in provider.asked] == [*rungs, rungs[-1]]


ENDLESS = {"reply": Fault.ENDLESS, "reasoning": Fault.ENDLESS_REASONING}


@pytest.mark.parametrize("fault", ENDLESS.values(), ids=ENDLESS)
def test_generation_fails_by_budget_when_a_reply_never_ends(
    provider: Provider, stream: RecordingStream, fault: Fault
) -> None:
    provider.misbehave("reference", 1, Behaviour(fault=fault, chunk=400))
    failed = fail(provider, "reference", stream, settings=DraftingSettings(reply_characters=20_000))
    assert failed.class_ is FailureClass.BUDGET
    assert provider.hung_up.wait(60)


def test_generation_fails_by_timeout_when_a_slow_reply_never_ends(provider: Provider, stream: RecordingStream) -> None:
    provider.misbehave("reference", 1, Behaviour(fault=Fault.ENDLESS, chunk=1, pace_s=0.01))
    failed = fail(provider, "reference", stream, settings=DraftingSettings(stage_s=1.0))
    assert (failed.class_, failed.retryable) == (FailureClass.PROVIDER_TIMEOUT, True)
    assert stream.heard(Channel.PROSE)
    assert provider.hung_up.wait(60)


def test_generation_fails_by_budget_when_its_tokens_are_used_up(provider: Provider, stream: RecordingStream) -> None:
    failed = fail(provider, "reference", stream, settings=DraftingSettings(job_tokens=10))
    assert failed.class_ is FailureClass.BUDGET
    assert provider.asked == []


def test_generation_fails_when_nobody_listens(stream: RecordingStream) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        with pytest.raises(GenerationFailed) as failed:
            drafter(url).draft(job(), "spec", stream)
    assert (failed.value.class_, failed.value.retryable) == (FailureClass.PROVIDER_ERROR, True)
    assert stream.begun == [1, 1, 1]


def test_generation_fails_when_the_name_is_unknown(stream: RecordingStream) -> None:
    with pytest.raises(GenerationFailed) as failed:
        drafter("http://nowhere.invalid/v1").draft(job(), "spec", stream)
    assert failed.value.class_ is FailureClass.PROVIDER_ERROR


def test_key_is_never_told_when_the_server_repeats_it(provider: Provider, stream: RecordingStream) -> None:
    words = "Incorrect API key provided: sk-test-1234567890."
    provider.misbehave("reference", 1, Behaviour(fault=Fault.STATUS, status=401, message=words))
    assert fail(provider, "reference", stream).detail.endswith("Incorrect API key provided: [key].")
    assert provider.asked[0].authorization == "Bearer sk-test-1234567890"


@pytest.mark.parametrize("fault", [Fault.SILENT_BEFORE, Fault.SILENT_MIDWAY])
def test_request_is_hung_up_when_the_job_ends_in_a_silence(
    provider: Provider, stream: RecordingStream, fault: Fault
) -> None:
    ended = threading.Event()
    provider.misbehave("reference", 1, Behaviour(fault=fault))
    settings = DraftingSettings(cancel_poll_s=0.05)
    threading.Timer(0.5, ended.set).start()
    with pytest.raises(JobEnded):
        draft(provider, "reference", stream, settings=settings, has_ended=lambda _job_id: ended.is_set())
    assert provider.hung_up.wait(60)


def test_partial_text_is_kept_when_the_job_ends_while_it_streams(provider: Provider, stream: RecordingStream) -> None:
    def end(text: str) -> None:
        if "import sys" in stream.heard(Channel.CODE) + text:
            raise JobEnded("g1")

    provider.misbehave("reference", 1, Behaviour(chunk=4, pace_s=0.005))
    stream.on_text = end
    objects = MemoryObjects()
    one = drafter(provider.url, objects=objects)
    one.draft(job(), "spec", RecordingStream())
    with pytest.raises(JobEnded):
        one.draft(job(), "reference", stream)
    assert provider.hung_up.wait(60)
    last = json.loads(objects.objects[max(objects.objects)])
    assert last["ending"] == "broken"
    assert "import sys" in last["partial"]


def test_recordings_name_what_they_answer_when_listed() -> None:
    for folder in Path(RECORDING.folder.parent).iterdir():
        request = json.loads((folder / "request.json").read_text())
        assert set(request) == {"prompt", "difficulty", "language", "outcome"}
