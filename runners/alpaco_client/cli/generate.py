"""`alpaco generate`: asks for a problem and, with --watch, shows it being made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from judge.cli.main import Arguments

from alpaco_client.cli.common import command, print_json, service, warn
from alpaco_client.model import DONE, Frame

OUTCOMES = {"verified": 0, "needs_review": 0}


@command
def run(arguments: Arguments) -> int:
    with service(arguments) as alpaco:
        job_id = arguments.resume or alpaco.generate(
            arguments.prompt, difficulty=arguments.difficulty, language=arguments.language, seed=arguments.seed
        )
        if not arguments.watch:
            return _started(job_id, arguments)
        frames = alpaco.follow(job_id)
        try:
            return _outcome(_printed(frames) if arguments.json else _shown(frames))
        except KeyboardInterrupt:
            warn(f"it goes on without you: alpaco generate --resume {job_id} --watch")
            raise


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


def _shown(frames: Iterable[Frame]) -> Iterator[Frame]:
    from alpaco_client.cli.generate_view import GenerateView

    with GenerateView() as view:
        for frame in frames:
            view.add(frame)
            yield frame


def _outcome(frames: Iterable[Frame]) -> int:
    """0 if there is a problem now, 1 if not."""
    last = None
    for frame in frames:
        last = frame
    if last is None or last.type != DONE:
        return 1
    return OUTCOMES.get(str(last.data["outcome"]), 1)
