"""A stage from its question to its files, with a scripted model and a clock that moves by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from chalicelib.domain.frames import Channel
from chalicelib.domain.generation import FailureClass, GenerationFailed, GenerationJob, Remake
from chalicelib.domain.replies.reply import Finish
from chalicelib.domain.stages import Stage
from chalicelib.usecases.model_drafting import repairing
from chalicelib.usecases.model_drafting.drafter import ModelDrafter
from chalicelib.usecases.model_drafting.journal import Journal, Order
from chalicelib.usecases.model_drafting.ladder import ProcessMemory
from chalicelib.usecases.model_drafting.ports import Chunk, FaultKind, ModelFault, Rung, Usage
from chalicelib.usecases.model_drafting.rounds import Rounds
from chalicelib.usecases.model_drafting.settings import DraftingSettings
from chalicelib.usecases.streams import JobEnded

from tests.unit.drafting.fakes import (
    HandTimer,
    MemoryObjects,
    Pause,
    RecordingStream,
    ScriptedModel,
    Step,
    a_drafter,
    a_job,
    files_of,
)
from tests.unit.drafting.specs import raw_spec

PROGRAM = "```python\nprint(1)\n```"
END = Chunk(is_last=True)


def reply(text: str, tokens: int = 10) -> list[Step]:
    return [Chunk(text=text), Chunk(finish=Finish.STOP), Chunk(usage=Usage(tokens, tokens)), END]


SPEC = reply(json.dumps(raw_spec()))


class World:
    """One job, its memory and a model with a script; each `drafter` is a process of its own."""

    def __init__(self, *answers: Sequence[Step], **settings: float) -> None:
        self.timer = HandTimer()
        self.model = ScriptedModel(self.timer, *answers)
        self.objects = MemoryObjects()
        self.stream = RecordingStream()
        self.memory = ProcessMemory()
        self.settings = DraftingSettings(**settings)  # type: ignore[arg-type]  # numbers by name
        self.ended = False

    def draft(self, *stages: str) -> None:
        for stage in stages:
            self.drafter.draft(a_job(), stage, self.stream)

    def failed(self, stage: str) -> GenerationFailed:
        with pytest.raises(GenerationFailed) as failed:
            self.draft(stage)
        return failed.value

    @property
    def drafter(self) -> ModelDrafter:
        return a_drafter(
            self.model,
            self.timer,
            objects=self.objects,
            settings=self.settings,
            memory=self.memory,
            has_ended=lambda _job_id: self.ended,
        )

    @property
    def journal(self) -> Journal:
        return Journal(self.objects)

    @property
    def asked(self) -> list[tuple[str, int]]:
        return [(question.stage, question.attempt) for question in self.model.questions]

    def prompt(self, index: int) -> str:
        return "\n".join(message.text for message in self.model.questions[index].messages)


def test_stage_costs_nothing_when_run_again_by_another_process() -> None:
    world = World(SPEC, reply(PROGRAM))
    world.draft("spec", "reference", "spec", "reference")
    assert world.asked == [("spec", 1), ("reference", 1)]
    again = world.drafter.draft(a_job(), "reference", world.stream)
    assert again is not None
    assert again.tokens == 20


def test_attempt_is_made_again_when_its_process_died() -> None:
    class Died(Exception):
        pass

    def die(_text: str) -> None:
        raise Died

    world = World(SPEC, reply(PROGRAM), reply(PROGRAM))
    world.draft("spec")
    world.stream.on_text = die
    with pytest.raises(Died):
        world.draft("reference")
    assert world.model.answers[-1].is_closed
    world.stream.on_text = lambda _text: None
    world.draft("reference")
    assert world.asked == [("spec", 1), ("reference", 1), ("reference", 1)]


def test_replies_are_counted_over_processes_when_unusable() -> None:
    world = World(SPEC, *[reply("I would rather not.")] * 3)
    world.draft("spec")
    for _ in range(2):
        failed = world.failed("reference")
        assert (failed.class_, failed.retryable) == (FailureClass.PROVIDER_ERROR, True)
    assert world.asked == [("spec", 1), ("reference", 1), ("reference", 2), ("reference", 3)]


def test_text_within_the_window_leaves_together() -> None:
    drip: list[Step] = [Chunk(text="x"), Pause(0.004)]
    world = World(SPEC, [Chunk(text="```python\n"), *drip * 20, *reply("\n```")], coalesce_s=0.03)
    world.draft("spec", "reference")
    deltas = [text for kind, text in world.stream.said if kind == Channel.CODE]
    assert deltas[0] == "x"
    assert 3 <= len(deltas) <= 5
    assert "".join(map(str, deltas)) == "x" * 20 + "\n"


def test_text_is_shown_when_the_model_pauses() -> None:
    answer: list[Step] = [
        Chunk(text="So:\n```python\n"),
        Chunk(text="print("),
        Pause(5),
        ModelFault(FaultKind.FORBIDDEN, "no"),
    ]
    world = World(SPEC, answer)
    world.draft("spec")
    world.failed("reference")
    assert world.stream.heard(Channel.CODE) == "print("


def test_pauses_grow_when_the_transport_keeps_failing() -> None:
    cut: list[Step] = [ModelFault(FaultKind.CONNECTION, "cut")]
    world = World(SPEC, cut, cut, cut, cut, retry_base_s=1, retry_cap_s=3)
    world.draft("spec")
    assert world.failed("reference").class_ is FailureClass.PROVIDER_ERROR
    assert sum(world.timer.slept) == 1 + 2 + 3
    assert world.stream.begun == [1, 1, 1, 1, 1]


def test_server_is_given_the_time_that_it_asks_for_up_to_a_limit() -> None:
    def limited(seconds: float) -> list[Step]:
        return [ModelFault(FaultKind.RATE_LIMITED, "slowly", retry_after_s=seconds)]

    world = World(SPEC, limited(7), limited(3600), reply(PROGRAM))
    world.draft("spec", "reference")
    assert sum(world.timer.slept) == 7 + 60


def test_generation_fails_at_once_when_no_retry_fits_before_the_deadline() -> None:
    limited: list[Step] = [ModelFault(FaultKind.RATE_LIMITED, "slowly", retry_after_s=50)]
    world = World(SPEC, limited, stage_s=40)
    world.draft("spec")
    assert world.failed("reference").class_ is FailureClass.PROVIDER_RATE_LIMITED
    assert world.timer.slept == []


def test_silence_ends_the_try_when_it_lasts_too_long() -> None:
    world = World(SPEC, [], [Chunk(text="x")], reply(PROGRAM), first_byte_s=60, idle_s=30, retry_base_s=0)
    world.draft("spec", "reference")
    assert world.asked[1:] == [("reference", 1)] * 3
    assert 89 <= world.timer.seconds - 1_000_000 <= 92


def test_time_that_frames_take_is_not_taken_for_silence() -> None:
    def crawl(_text: str) -> None:
        world.timer.sleep(40)

    world = World(SPEC, reply(PROGRAM), idle_s=30)
    world.draft("spec")
    world.stream.on_text = crawl
    world.draft("reference")
    assert world.asked == [("spec", 1), ("reference", 1)]


def test_job_deadline_holds_when_the_stage_has_time_left() -> None:
    drip: list[Step] = [Chunk(text="x"), Pause(10)]
    world = World(SPEC, drip * 50, stage_s=10_000, job_s=100)
    world.draft("spec")
    assert world.failed("reference").class_ is FailureClass.PROVIDER_TIMEOUT


def test_cancelled_job_stops_the_request_in_a_silence() -> None:
    world = World(SPEC, [Chunk(text="```python\nprint("), Pause(20)])
    world.draft("spec")
    world.ended = True
    with pytest.raises(JobEnded):
        world.draft("reference")
    assert world.model.answers[-1].is_closed
    assert world.timer.seconds - 1_000_000 < 3


def test_budget_counts_every_try_when_replies_are_paid_for() -> None:
    world = World(reply(json.dumps(raw_spec()), tokens=30_000), reply(PROGRAM), job_tokens=50_000)
    world.draft("spec")
    assert world.failed("reference").class_ is FailureClass.BUDGET
    assert world.asked == [("spec", 1)]


def test_cost_is_bounded_when_prices_are_known() -> None:
    world = World(reply(json.dumps(raw_spec()), tokens=1_000_000), price_prompt=2.0, price_completion=8.0, job_cost=9.0)
    world.draft("spec")
    assert world.failed("reference").class_ is FailureClass.BUDGET
    assert world.settings.cost(world.journal.read("g1").spent()) == 10.0


def test_checker_is_skipped_when_one_output_is_right() -> None:
    world = World(SPEC)
    world.draft("spec")
    assert world.drafter.draft(a_job(), Stage.CHECKER, world.stream) is None


def test_schema_is_demanded_less_strictly_when_the_server_ignores_it() -> None:
    world = World(reply("{}"), reply("no json"), reply("{}"))
    world.failed("spec")
    assert world.memory.rungs == {"https://model.example/v1 scripted json": Rung.PROMPT}


def test_nothing_is_learned_when_every_form_is_refused() -> None:
    refused: list[Step] = [ModelFault(FaultKind.BAD_REQUEST, "the prompt is too long")]
    world = World(*[refused] * 4)
    world.failed("spec")
    assert [question.rung for question in world.model.questions] == list(Rung)
    assert world.memory.rungs == {"https://model.example/v1 scripted json": Rung.JSON_SCHEMA}


def gate(blame: str, id_: str = "brute-agrees", status: str = "fail") -> repairing.Gate:
    return repairing.Gate(id_, status, blame, "they differ", "input 1 2, reference 3, brute 4")


def ordered(world: World, *gates: repairing.Gate) -> tuple[Stage, ...]:
    order = repairing.plan(gates, world.journal.read("g1"))
    assert order is not None
    world.journal.write("g1", order)
    return repairing.stages_of(order)


def test_blamed_stage_is_remade_with_the_evidence_when_a_gate_fails() -> None:
    world = World(SPEC, reply(PROGRAM), reply(PROGRAM), reply("```python\nprint(2)\n```"))
    world.draft("spec", "reference", "brute")
    assert ordered(world, gate("reference"), gate("validator", status="pass")) == (Stage.REFERENCE,)
    world.draft("spec", "reference", "brute")
    assert world.asked[3:] == [("reference", 2)]
    assert "input 1 2, reference 3, brute 4" in world.prompt(3)
    assert "print(1)" in world.prompt(3)
    assert files_of(world.drafter, a_job())["submissions/accepted/reference.py"] == b"print(2)\n"


def test_old_findings_are_remembered_when_the_same_stage_fails_again() -> None:
    world = World(SPEC, *[reply(PROGRAM)] * 3)
    world.draft("spec", "reference")
    ordered(world, gate("reference", "first-gate"))
    world.draft("reference")
    ordered(world, gate("reference", "second-gate"))
    world.draft("reference")
    assert "first-gate" in world.prompt(3)
    assert "second-gate" in world.prompt(3)


def test_everything_is_remade_when_the_spec_is_blamed() -> None:
    world = World(SPEC, reply(PROGRAM), SPEC, reply(PROGRAM))
    world.draft("spec", "reference")
    stages = ordered(world, gate("spec"), gate("reference"))
    assert stages == tuple(Stage)
    assert files_of(world.drafter, a_job()) == {}
    world.draft("spec", "reference")
    assert world.asked == [("spec", 1), ("reference", 1), ("spec", 2), ("reference", 2)]
    assert "What was found wrong" not in world.prompt(3)


def test_no_round_follows_when_three_are_used_up() -> None:
    world = World(SPEC)
    world.draft("spec")
    for _ in range(3):
        ordered(world, gate("tests"))
    assert repairing.plan([gate("tests")], world.journal.read("g1")) is None
    assert world.journal.read("g1").rounds() == 3


REPEATED = {
    "other stage": (("tests", "submissions"), (Stage.GENERATOR,), (Stage.GENERATOR, Stage.CHECKER, Stage.WRONG)),
    "disagreement": (
        ("reference", "brute-agrees"),
        (Stage.REFERENCE,),
        (Stage.REFERENCE, Stage.BRUTE, Stage.VALIDATOR),
    ),
    "none but one": (("statement", "statement-complete"), (Stage.STATEMENT,), (Stage.STATEMENT,)),
    "package": (("package", "time-limit"), (Stage.GENERATOR, Stage.WRONG), (Stage.GENERATOR, Stage.WRONG)),
}


@pytest.mark.parametrize(("failed", "first", "second"), REPEATED.values(), ids=REPEATED)
def test_others_are_suspected_when_a_gate_fails_again(
    failed: tuple[str, str], first: tuple[Stage, ...], second: tuple[Stage, ...]
) -> None:
    world = World(SPEC)
    world.draft("spec")
    assert ordered(world, gate(*failed)) == first
    assert ordered(world, gate(*failed)) == second


def test_spec_is_remade_when_answers_are_graded_as_it_says_and_wrongly() -> None:
    world = World(SPEC)
    world.draft("spec")
    assert ordered(world, gate("checker", "answers-graded")) == tuple(Stage)


def test_another_problem_is_drafted_when_it_is_there_already() -> None:
    world = World(SPEC)
    world.draft("spec")
    assert ordered(world, gate("package", "problem-new")) == tuple(Stage)


BLAMELESS = {"no gates": [], "our own fault": [gate("package")], "passed": [gate("spec", status="pass")]}


@pytest.mark.parametrize("gates", BLAMELESS.values(), ids=BLAMELESS)
def test_no_round_follows_when_no_stage_is_to_blame(gates: list[repairing.Gate]) -> None:
    assert repairing.plan(gates, World().journal.read("g1")) is None


def test_all_three_solutions_are_remade_when_the_third_is_at_odds_with_two() -> None:
    world = World(SPEC, reply("```python\nprint(3)\n```"), reply("```python\nprint(4)\n```"))
    world.draft("spec", "solver")
    assert ordered(world, gate("reference", "solvers-agree")) == (Stage.REFERENCE, Stage.BRUTE)
    assert files_of(world.drafter, a_job()).get(".alpaco/solver.py") is None
    world.draft("solver")
    assert files_of(world.drafter, a_job())[".alpaco/solver.py"] == b"print(4)\n"
    assert "they differ" not in world.prompt(2)


def test_nothing_ends_when_no_third_solution_can_be_had() -> None:
    world = World(SPEC, [ModelFault(FaultKind.NOT_FOUND, "no such stage")], [ModelFault(FaultKind.NOT_FOUND, "no")])
    world.draft("spec", "solver")
    assert decided(world, 0, gate("reference")) is not None


def wished(stage: Stage, instruction: str) -> GenerationJob:
    return a_job(job_id="g2", first="g1", remake=Remake("g1", stage, instruction))


def test_stage_is_remade_as_wished_when_a_person_asks() -> None:
    world = World(SPEC, reply(PROGRAM), reply("```python\nprint(2)\n```", tokens=7))
    world.draft("spec", "reference")
    job = wished(Stage.REFERENCE, "Use a stack, please.")
    for _ in range(2):
        product = world.drafter.draft(job, Stage.REFERENCE, world.stream)
        assert product is not None
        assert (product.attempt, product.tokens) == (2, 14)
    assert world.asked[2:] == [("reference", 2)]
    assert "Use a stack, please." in world.prompt(2)
    past = world.journal.read("g1")
    assert past.rounds() == 0
    assert [past.of_job(job_id).spent().total for job_id in ("g1", "g2")] == [40, 14]


def test_rounds_are_counted_anew_when_a_person_asks() -> None:
    world = World(SPEC)
    world.draft("spec")
    for round_ in range(3):
        assert decided(world, round_, gate("wrong", "submissions")) is not None
    assert decided(world, 3, gate("wrong", "submissions")) is None
    world.journal.write("g1", repairing.wished("g2", Remake("g1", Stage.WRONG, "More of them.")))
    assert decided(world, 0, gate("wrong", "submissions")) is not None
    assert world.journal.read("g1").rounds() == 1


def test_brute_force_and_solver_see_the_spec_alone() -> None:
    secret = "```python\nprint('the reference')\n```"
    world = World(SPEC, reply(secret), reply(PROGRAM), reply(PROGRAM))
    world.draft("spec", "reference", "brute", "solver")
    for index in (2, 3):
        assert "the reference" not in world.prompt(index)
        assert "Count ferries" not in world.prompt(index)
        assert "Ferry Stops" in world.prompt(index)


def test_request_is_data_when_it_holds_instructions() -> None:
    world = World(SPEC)
    job = a_job()
    world.drafter.draft(job, "spec", world.stream)
    prompt = world.prompt(0)
    begin = prompt.index('name="request">')
    mark = prompt[prompt.rindex("<data-", 0, begin) + 1 : begin].strip()
    assert prompt.index("Count ferries") > begin
    assert prompt.index(f"</{mark}>", begin) > prompt.index("Count ferries")


def decided(world: World, round_: int, *gates: repairing.Gate) -> Order | None:
    return Rounds(world.journal).decide(a_job(), round_, gates)


def test_same_is_decided_when_a_verification_is_looked_at_twice() -> None:
    world = World(SPEC, reply(PROGRAM))
    world.draft("spec")
    first = decided(world, 0, gate("reference"), gate("wrong", "submissions"))
    assert first == decided(world, 0, gate("reference"), gate("wrong", "submissions"))
    assert first is not None
    assert repairing.stages_of(first) == (Stage.REFERENCE, Stage.WRONG)
    assert world.journal.read("g1").rounds() == 1
    assert decided(world, 1, gate("wrong", "submissions")) != first
    assert decided(world, 2) is None


REASONS = {
    "the generator on small 1 ended with RUNTIME_ERROR": Stage.GENERATOR,
    "the package has no generators/generate.py": Stage.GENERATOR,
    "the model solution on data/secret/001-small-1 ended with TIME_LIMIT_EXCEEDED": Stage.REFERENCE,
    "accepted/reference.py does not compile: SyntaxError": Stage.REFERENCE,
    "validate.py does not compile: SyntaxError": Stage.VALIDATOR,
    "something else": Stage.GENERATOR,
}


@pytest.mark.parametrize(("detail", "stage"), REASONS.items())
def test_stage_is_blamed_that_keeps_tests_from_being_made(detail: str, stage: Stage) -> None:
    world = World(SPEC)
    world.draft("spec")
    order = decided(world, 0, repairing.tests_failed(detail))
    assert order is not None
    assert repairing.stages_of(order) == (stage,)
    assert detail in order.findings[stage][0]


def test_validator_is_suspected_when_solutions_differ_again() -> None:
    world = World(SPEC)
    world.draft("spec")
    ordered(world, gate("reference", "brute-agrees"))
    assert ordered(world, gate("reference", "solvers-agree")) == (Stage.REFERENCE, Stage.BRUTE, Stage.VALIDATOR)
