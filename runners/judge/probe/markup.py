"""What in a statement will not render: formulas, fences, emphasis, tags, placeholders, characters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

_FENCE = re.compile(r"^ {0,3}(```+|~~~+)(.*)$")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DISPLAY = re.compile(r"(?<!\\)\$\$(.+?)(?<!\\)\$\$", re.DOTALL)
_INLINE = re.compile(r"(?<!\\)\$((?:[^$\\]|\\.)+?)\$", re.DOTALL)
_BRACKETED = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)
_PRICE = re.compile(r"(?<!\\)\$\d[\d,]*(?:\.\d+)?(?=$|[\s.,;:!?)])")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_DEFINES = re.compile(r"\\(?:newcommand|renewcommand|def|DeclareMathOperator|newenvironment)\b")
_BARE = re.compile(
    r"\\(?:leq?|geq?|neq?|leqslant|geqslant|c?dots|ldots|cdot|times|frac|dfrac|sum|prod|sqrt|infty|mathrm|mathbb|text|"
    r"lfloor|rfloor|lceil|rceil|bmod|pmod|equiv|subseteq|cup|cap|log|max|min|alpha|beta|rightarrow)\b(?!\w)"
)
_TAGS = ("b", "i", "em", "strong", "sub", "sup", "u", "table", "div", "span", "ul", "ol", "pre", "code", "details")
_TAG = re.compile(r"<(/?)([a-zA-Z]+)(?:\s[^<>]*)?(/?)>")
_MOJIBAKE = re.compile(r"Ã[\u0080-\u00bf]|â€[\u0090-\u00ff™œ\u009d“”˜]|Â[\u00a0-\u00bf]|ï»¿|ì[\u0080-\u00bf]{2}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LINKED = re.compile(r"!\[[^\]]*\]\(\s*<?([^)\s>]+)[^)]*\)|<img\b[^>]*\bsrc=[\"']([^\"']+)[\"']")
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$")
_PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z_][\w.\- ]*?)\s*\}\}")
_SAMPLE_PLACES = ("nextsample", "remainingsamples")
_OTHER_ENGINES = re.compile(r"\{%.*?%\}|<%.*?%>|\[\[\s*[A-Za-z]\w*\s*\]\]|\$\{[A-Za-z]\w{2,}\}")


@cache
def commands() -> frozenset[str]:
    """The commands that renderers of formulas know."""
    return frozenset(Path(__file__).with_name("latex_commands.txt").read_text("ascii").split())


def flaws(text: str) -> Iterator[str]:
    """Of a statement with its constants filled in; each as a phrase, in no order that matters."""
    if "\ufffd" in text:
        yield "bytes that are not UTF-8"
    if (odd := _CONTROL.search(text)) is not None:
        yield f"a control character {odd[0]!r}"
    if (odd := _MOJIBAKE.search(text)) is not None:
        yield f"characters of a wrong encoding: {odd[0]!r}"
    plain, is_open = without_fences(text)
    if is_open:
        yield "a fence of code is never closed"
    plain = _COMMENT.sub(" ", _CODE_SPAN.sub(" ", plain))
    yield from _formula_flaws(plain, bool(_DEFINES.search(text)))
    yield from _tag_flaws(_outside(plain))
    yield from _table_flaws(plain)


def without_fences(text: str) -> tuple[str, bool]:
    """The text without fenced code, and whether a fence stays open."""
    kept: list[str] = []
    fence = ""
    for line in text.splitlines():
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not mark[2].strip():
                fence = ""
            kept.append("")
        elif mark and not ("`" in mark[2] and mark[1][0] == "`"):
            fence = mark[1]
            kept.append("")
        else:
            kept.append(line)
    return "\n".join(kept), bool(fence)


def _outside(text: str) -> str:
    return _BRACKETED.sub(" ", _INLINE.sub(" ", _DISPLAY.sub(" ", text)))


def _formula_flaws(text: str, defines: bool) -> Iterator[str]:
    shown = _DISPLAY.findall(text)
    rest = _DISPLAY.sub(" ", text)
    for block in re.split(r"\n\s*\n", rest):
        formulas = _INLINE.findall(block)
        left = _BRACKETED.sub(" ", _INLINE.sub(" ", block))
        if re.search(r"(?<!\\)\$", left) and not _are_prices(block):
            yield f"a formula is opened and never closed: {_around(block)}"
            continue
        if (bare := _BARE.search(left)) is not None:
            yield f"{bare[0]} stands outside of a formula"
        if _has_open_emphasis(left):
            yield f"bold text is opened and never closed: {left.strip()[:60]!r}"
        shown += formulas
    for formula in shown:
        yield from _flaws_of(formula, defines)


def _are_prices(block: str) -> bool:
    """Whether the odd dollars are amounts of money."""
    without = _INLINE.sub(" ", _PRICE.sub(" ", block))
    return bool(_PRICE.search(block)) and not re.search(r"(?<!\\)\$", without) and not _BARE.search(without)


def _around(block: str) -> str:
    place = max(block.rfind("$"), 0)
    return repr(block[max(0, place - 20) : place + 30])


def _flaws_of(formula: str, defines: bool) -> Iterator[str]:
    shown = repr(formula.strip()[:60])
    if not _is_balanced(formula):
        yield f"braces do not match in {shown}"
    begun, ended = re.findall(r"\\begin\{(\w+\*?)\}", formula), re.findall(r"\\end\{(\w+\*?)\}", formula)
    if sorted(begun) != sorted(ended):
        yield f"an environment is not ended in {shown}"
    if len(re.findall(r"\\left(?![A-Za-z])", formula)) != len(re.findall(r"\\right(?![A-Za-z])", formula)):
        yield f"\\left and \\right do not match in {shown}"
    if re.search(r"(?:\\frac|\\sqrt|[\^_])\s*$", formula):
        yield f"an argument is missing in {shown}"
    if re.search(r"(?<!\\)[\^_]\s*(?<!\\)[\^_]", formula):
        yield f"two scripts in a row in {shown}"
    unknown = [name for name in _COMMAND.findall(formula) if name not in commands()]
    if unknown and not defines:
        yield f"no renderer knows \\{unknown[0]}"


def _is_balanced(formula: str) -> bool:
    depth = 0
    for mark in re.findall(r"\\.|[{}]", formula):
        depth += {"{": 1, "}": -1}.get(mark, 0)
        if depth < 0:
            return False
    return depth == 0


def _has_open_emphasis(left: str) -> bool:
    """An odd number of double asterisks that touch a word."""
    plain = re.sub(r"\\.|^[ *]+$", " ", left, flags=re.MULTILINE)
    marks = re.findall(r"(?<!\*)\*\*(?!\*)(?=\S)|(?<=\S)(?<!\*)\*\*(?!\*)", plain)
    return len(marks) % 2 == 1


def _tag_flaws(text: str) -> Iterator[str]:
    found = [(name.lower(), bool(closes)) for closes, name, alone in _TAG.findall(text) if not alone]
    for name in _TAGS:
        opened, closed = found.count((name, False)), found.count((name, True))
        if opened != closed:
            yield f"<{name}> is opened {opened} times and closed {closed} times"


def _table_flaws(text: str) -> Iterator[str]:
    lines = text.splitlines()
    for above, rule in pairwise(lines):
        is_head = _RULE.match(rule) and "|" in above and not re.search(r"[$\\`]", above)
        if is_head and _cells(above) != _cells(rule):
            yield f"the table's head and its rule differ: {above.strip()[:60]!r}"


def _cells(line: str) -> int:
    return len(line.strip().strip("|").split("|"))


def placeholders(text: str, names: Collection[str]) -> Iterator[str]:
    """What stays to be filled in once the constants are; `names` are those of the constants."""
    plain, _ = without_fences(text)
    for match in _PLACEHOLDER.finditer(plain):
        name = match[1]
        if match[0] in ("{{nextsample}}", "{{remainingsamples}}"):
            continue
        if not _is_in_formula(plain, match.start()) or re.search(r"_[A-Za-z0-9]{2}| |\.", name):
            yield f"{match[0]} stands for nothing"
    outside = _outside(_CODE_SPAN.sub(" ", plain))
    for match in re.finditer(r"(?<!\{)\{([A-Za-z_]\w*)\}(?!\})", outside):
        if match[1] in names or match[1] in _SAMPLE_PLACES:
            yield f"{match[0]} is no placeholder: it takes two braces"
    for match in _OTHER_ENGINES.finditer(_CODE_SPAN.sub(" ", plain)):
        if not (match[0].startswith("[[") and not re.search(r"_|[a-z]{4}", match[0])):
            yield f"{match[0]} is no placeholder of the format"


def _is_in_formula(text: str, place: int) -> bool:
    start = text.rfind("\n\n", 0, place) + 1
    return len(re.findall(r"(?<!\\)\$", text[start:place].replace("$$", "$"))) % 2 == 1


def images(text: str) -> list[str]:
    """Files that a statement shows, as it names them; not those of other places."""
    found = [one or other for one, other in _LINKED.findall(without_fences(text)[0])]
    return [name for name in found if not re.match(r"[a-z]+:|//|#", name)]
