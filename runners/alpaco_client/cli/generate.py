"""`alpaco generate`: asks for a problem and, with --watch, shows it being made."""

from __future__ import annotations

import select
import sys
from collections.abc import Callable, Iterable, Iterator

from judge.cli.main import Arguments

from alpaco_client.api import Alpaco
from alpaco_client.cli.common import command, print_json, service, warn
from alpaco_client.errors import ApiError, ClientError
from alpaco_client.model import DONE, Frame

OUTCOMES = {"verified": 0, "needs_review": 0, "reused": 0}
# How long a person at a terminal is waited for if there are problems near the wish.
CHOICE_S = 60


@command
def run(arguments: Arguments) -> int:
    with service(arguments) as alpaco:
        job_id = arguments.resume or _begun(alpaco, arguments)
        if not arguments.watch:
            return _started(job_id, arguments)
        frames = alpaco.follow(job_id)
        try:
            if arguments.json:
                return _outcome(_printed(frames))
            return _outcome(_shown(frames, _chooser(alpaco) if _may_ask(arguments) else _nobody))
        except KeyboardInterrupt:
            warn(f"it goes on without you: alpaco generate --resume {job_id} --watch")
            raise


def _begun(alpaco: Alpaco, arguments: Arguments) -> str:
    try:
        return alpaco.generate(
            arguments.prompt,
            difficulty=arguments.difficulty,
            language=arguments.language,
            seed=arguments.seed,
            near_wait_s=CHOICE_S if _may_ask(arguments) else 0,
        )
    except ApiError as exc:
        if not exc.problem.get("job_id"):
            raise
        raise ClientError(f"{exc}\n  alpaco generate --resume {exc.problem['job_id']} --watch follows it") from exc


def _started(job_id: str, arguments: Arguments) -> int:
    if arguments.json:
        print_json({"job_id": job_id})
    else:
        print(f"{job_id}\nfollow it with: alpaco generate --resume {job_id} --watch")
    return 0


def _printed(frames: Iterable[Frame]) -> Iterator[Frame]:
    for frame in frames:
        print_json(frame.to_json())
        yield frame


def _shown(frames: Iterable[Frame], choose: Callable[[Frame], None]) -> Iterator[Frame]:
    from alpaco_client.cli.generate_view import GenerateView

    with GenerateView() as view:
        for frame in frames:
            view.add(frame)
            if frame.type == "near" and frame.data.get("wait_s"):
                with view.paused():
                    choose(frame)
            yield frame


def _may_ask(arguments: Arguments) -> bool:
    """Only who sits at a terminal and watches can answer; scripts are never held up."""
    is_asked_for = arguments.watch and not (arguments.json or arguments.new)
    return bool(is_asked_for and sys.stdin.isatty() and sys.stdout.isatty())


def _nobody(_frame: Frame) -> None:
    """Without anybody to ask, the service goes on by itself."""


def _chooser(alpaco: Alpaco) -> Callable[[Frame], None]:
    """Asks which of the problems near the wish is taken, if any. An answer that comes too late changes nothing."""

    def choose(frame: Frame) -> None:
        ids = [str(item["problem_id"]) for item in frame.data["problems"]]
        question = f"take one of them (1-{len(ids)}), or Enter for a new one: "
        answer = _answer(question, float(frame.data["wait_s"]))
        if answer is None:
            print("\nnobody answered: a new one is made")
            return
        taken = ids[int(answer) - 1] if answer.isdecimal() and 1 <= int(answer) <= len(ids) else None
        try:
            alpaco.choose(frame.job_id, taken)
        except ClientError as exc:
            warn(str(exc))

    return choose


def _answer(question: str, wait_s: float) -> str | None:
    """What is typed, without blanks around it; None if nothing is for as long as the service waits."""
    print(question, end="", flush=True)
    try:
        if not select.select([sys.stdin], [], [], wait_s)[0]:
            return None
    except OSError:  # Windows asks sockets alone
        pass
    return sys.stdin.readline().strip()


def _outcome(frames: Iterable[Frame]) -> int:
    """0 if there is a problem now, 1 if not."""
    last = None
    for frame in frames:
        last = frame
    if last is None or last.type != DONE:
        return 1
    return OUTCOMES.get(str(last.data["outcome"]), 1)
