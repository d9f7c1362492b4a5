"""Statements in Markdown taken apart: sections, prose without code and formulas, formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from judge.package import Package
from judge.package.constants import substitute
from judge.probe.lexicon import ANY, SEVERAL, says

_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
_LIST_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_SAMPLES = re.compile(r"\{\{(?:nextsample|remainingsamples)\}\}")
_DISPLAY = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
_INLINE = re.compile(r"(?<![\\$])\$(?!\$)((?:[^$\\]|\\.)+?)\$")
_CODE_SPAN = re.compile(r"(`+)(.+?)\1", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_SENTENCE_END = re.compile(r"(?<=[.!?。！？])[\s\"')\]]+|\n\s*\n|\n(?=\s*[-*] )")


@dataclass(frozen=True)
class Block:
    """`kind` is heading, text, item, or code (a fenced block, without its fences)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Section:
    """`heading` is empty for what stands before the first one."""

    heading: str
    body: str


@dataclass(frozen=True)
class Statement:
    """`raw` as in the file; `text` with the package's constants filled in."""

    language: str
    raw: str
    text: str

    @cached_property
    def blocks(self) -> list[Block]:
        return blocks_of(self.text)

    @cached_property
    def sections(self) -> list[Section]:
        """Without fenced code."""
        found = [("", [""])]
        for block in self.blocks:
            if block.kind == "heading":
                found.append((block.text, []))
            elif block.kind != "code":
                found[-1][1].append(block.text)
        return [Section(heading, "\n\n".join(body)) for heading, body in found]

    @cached_property
    def words(self) -> str:
        """Prose: without code blocks, code spans, formulas, tags."""
        return "\n".join(prose_of(block.text) for block in self.blocks if block.kind != "code")

    @cached_property
    def shown(self) -> str:
        """All that a reader sees but the samples."""
        return "\n".join(block.text for block in self.blocks)


def read_statements(package: Package) -> list[Statement]:
    """Those in Markdown, by language; bytes that are not UTF-8 are replaced."""
    found = []
    for language, path in sorted(package.statements.items()):
        if path.suffix == ".md":
            found.append(_statement(language, path, package))
    return found


def _statement(language: str, path: Path, package: Package) -> Statement:
    data = path.read_bytes()
    filled = substitute(data, package.constants)
    return Statement(language, data.decode("utf-8-sig", "replace"), filled.decode("utf-8-sig", "replace"))


def blocks_of(text: str) -> list[Block]:
    """In order; paragraphs are joined lines, an item of a list is a block of its own."""
    blocks: list[Block] = []
    lines: list[str] = []
    kind, fence = "text", ""

    def close() -> None:
        if any(line.strip() for line in lines) or kind == "code":
            blocks.append(Block(kind, "\n".join(lines).strip("\n")))
        lines.clear()

    for line in text.splitlines():
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1][0] == fence[0] and len(mark[1]) >= len(fence) and not line.strip().strip(fence[0]):
                close()
                kind, fence = "text", ""
            else:
                lines.append(line)
        elif mark:
            close()
            kind, fence = "code", mark[1]
        elif heading := _HEADING.match(line):
            close()
            blocks.append(Block("heading", heading[2]))
            kind = "text"
        elif not line.strip():
            close()
            kind = "text"
        elif item := _LIST_ITEM.match(line):
            close()
            kind = "item"
            lines.append(line[item.end() :])
        else:
            lines.append(_SAMPLES.sub("", line))
    close()
    return [block for block in blocks if block.text.strip() or block.kind == "code"]


def formulas(text: str) -> list[str]:
    """What stands between dollar signs, code spans and escaped dollars left out."""
    plain = _CODE_SPAN.sub(" ", text)
    shown = _DISPLAY.findall(plain)
    return shown + _INLINE.findall(_DISPLAY.sub(" ", plain))


def prose_of(text: str) -> str:
    """Without code spans, formulas, tags, targets of links and placeholders."""
    text = _CODE_SPAN.sub(" ", _SAMPLES.sub(" ", text))
    text = _INLINE.sub(" ", _DISPLAY.sub(" ", text))
    text = _TAG.sub(" ", _LINK.sub(r"\1", text))
    return re.sub(r"\{\{.*?\}\}", " ", text)


def sentences(text: str) -> list[str]:
    """Split at full stops and empty lines; lines within a paragraph are joined."""
    return [" ".join(part.split()) for part in _SENTENCE_END.split(text) if part and part.strip()]


def allows_any(statement: Statement) -> bool:
    """Whether one sentence speaks of several answers and of any of them."""
    base = statement.language
    return any(says(SEVERAL, base, text) and says(ANY, base, text) for text in sentences(statement.shown))
