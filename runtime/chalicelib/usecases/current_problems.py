"""All stored problems in their current versions, page by page."""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.domain.problems import ProblemVersion
from chalicelib.usecases.ports import ProblemStore

MAX_PROBLEMS = 1000
PAGE = 100


def current_problems(problems: ProblemStore) -> Iterator[ProblemVersion]:
    """Newest first, at most `MAX_PROBLEMS`; a page is read when it is needed."""
    cursor = None
    for _ in range(MAX_PROBLEMS // PAGE):
        page = problems.page(PAGE, cursor)
        yield from page.items
        cursor = page.cursor
        if cursor is None:
            return
