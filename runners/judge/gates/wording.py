"""Gates `statement-language` and `statement-discreet`: the asked language, and nothing that gives the solution away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from judge.gates.model import Blame, Finding, Gate, failed, listed, passed
from judge.gates.workbench import Workbench
from judge.probe.indiscreet import leaks, model_talk
from judge.probe.prose import Statement, prose_of, sentences
from judge.probe.tongue import has_foreign_sentences, is_foreign


@dataclass(frozen=True)
class Wording:
    """`flaws` as phrases, `evidence` the texts that they are about."""

    statements: int
    flaws: tuple[str, ...]
    evidence: tuple[str, ...] = ()


def _languages(bench: Workbench) -> Wording | None:
    if not bench.statements:
        return None
    found = [item for statement in bench.statements for item in _foreign(statement)]
    return Wording(len(bench.statements), tuple(flaw for flaw, _ in found), tuple(text for _, text in found))


def _foreign(statement: Statement) -> Iterator[tuple[str, str]]:
    """Headings may be in English anywhere."""
    texts = [prose_of(block.text) for block in statement.blocks if block.kind in ("text", "item")]
    whole = is_foreign("\n".join(texts), statement.language)
    if whole is not None:
        yield f"the statement in {statement.language} is in {whole}", "\n".join(texts)[:400]
        return
    for text in texts:
        other = is_foreign(text, statement.language) or has_foreign_sentences(sentences(text), statement.language)
        if other is not None:
            yield f"a paragraph of the statement in {statement.language} is in {other}", text[:400]


def _decide(found: Wording) -> Finding:
    if found.flaws:
        return failed(Blame.STATEMENT, listed(list(found.flaws), "flaws"), "\n".join(found.evidence))
    return passed(Blame.STATEMENT, f"nothing to object to in {found.statements} statements")


def _indiscretions(bench: Workbench) -> Wording | None:
    if not bench.statements:
        return None
    task = f"{bench.spec.summary} {' '.join(bench.spec.rules)}" if bench.spec else ""
    found = [item for statement in bench.statements for item in _told(statement, task)]
    return Wording(len(bench.statements), tuple(flaw for flaw, _ in found), tuple(text for _, text in found))


def _told(statement: Statement, task: str) -> Iterator[tuple[str, str]]:
    talk = model_talk(statement.shown)
    if talk is not None:
        yield f"{statement.language}: words of a model or of an author: {talk!r}", talk
    for sentence in leaks(statement.shown, task):
        yield f"{statement.language}: tells the solution: {sentence[:100]!r}", sentence


LANGUAGE = Gate("statement-language", Blame.STATEMENT, _languages, _decide, "no statement in Markdown")
DISCREET = Gate("statement-discreet", Blame.STATEMENT, _indiscretions, _decide, "no statement in Markdown")
