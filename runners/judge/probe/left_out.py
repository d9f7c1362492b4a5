"""Faults of leaving something out: a term of a minimum, one side of a sum, a part of a key, a write, a repetition."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

_CHOOSING = ("min", "max")
_SEVERAL = 2
_NO_LIMIT = 10**18


def name_of(call: ast.Call) -> str:
    """What is called, without the module: `lcm` of `math.lcm`; empty for what has no name."""
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def term(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """`min(a, b)` that forgets one of them; a greatest common divisor that is taken for 1."""
    if not isinstance(node, ast.Call) or node.keywords or any(isinstance(item, ast.Starred) for item in node.args):
        return
    if name_of(node) in _CHOOSING and len(node.args) >= _SEVERAL:
        for index, left_out in enumerate(node.args):
            rest = [*node.args[:index], *node.args[index + 1 :]]
            changed = rest[0] if len(rest) == 1 else ast.Call(node.func, rest, [])
            yield f"{ast.unparse(node)} without {ast.unparse(left_out)}", changed
    elif name_of(node) == "gcd" and len(node.args) >= _SEVERAL:
        yield f"{ast.unparse(node)} is always 1", ast.Constant(1)


def operand(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Arithmetic without its right side, or a sum without its left one."""
    if not isinstance(node, ast.BinOp) or isinstance(node.left, ast.Constant | ast.List):
        return
    yield f"{ast.unparse(node)} is only {ast.unparse(node.left)}", node.left
    if isinstance(node.op, ast.Add) and not isinstance(node.right, ast.Constant | ast.List):
        yield f"{ast.unparse(node)} is only {ast.unparse(node.right)}", node.right


def key(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """A key that compares by its first part alone, or the other way round by its last; a comparison of pairs too."""
    if isinstance(node, ast.Lambda) and isinstance(node.body, ast.Tuple):
        for told, body in _shorter(node.body):
            changed = copy.copy(node)
            changed.body = body
            yield told, changed
    if isinstance(node, ast.Compare) and _are_pairs(node):
        sides = [side.elts[0] for side in (node.left, *node.comparators) if isinstance(side, ast.Tuple)]
        changed_compare = ast.Compare(sides[0], node.ops, sides[1:])
        yield f"{ast.unparse(node)} becomes {ast.unparse(changed_compare)}", changed_compare


def _are_pairs(node: ast.Compare) -> bool:
    return all(isinstance(side, ast.Tuple) and len(side.elts) >= _SEVERAL for side in (node.left, *node.comparators))


def _shorter(found: ast.Tuple) -> Iterator[tuple[str, ast.expr]]:
    if len(found.elts) < _SEVERAL:
        return
    *first, last = found.elts
    yield f"the key {ast.unparse(found)} without its last part", ast.Tuple(first, ast.Load())
    turned = last.operand if isinstance(last, ast.UnaryOp) and isinstance(last.op, ast.USub) else last
    if turned is not last:
        yield f"the key {ast.unparse(found)} with {ast.unparse(turned)}", ast.Tuple([*first, turned], ast.Load())


def write(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """A table that is not written to."""
    if isinstance(node, ast.Assign) and all(isinstance(target, ast.Subscript) for target in node.targets):
        yield f"without {ast.unparse(node)}", ast.Pass()


def repetition(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What is done once instead of as long as something holds."""
    if not isinstance(node, ast.While) or node.orelse or isinstance(node.test, ast.Constant):
        return
    if not any(isinstance(item, ast.Break | ast.Continue) for inner in node.body for item in ast.walk(inner)):
        yield f"while {ast.unparse(node.test)} becomes if", ast.If(node.test, node.body, [])


def order(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """A sort that forgets to be the other way round, or by what."""
    if not isinstance(node, ast.Call) or name_of(node) not in ("sorted", "sort", *_CHOOSING):
        return
    for word in node.keywords:
        if word.arg in ("reverse", "key"):
            rest = [item for item in node.keywords if item is not word]
            yield f"{ast.unparse(node)} without {word.arg}", ast.Call(node.func, node.args, rest)


def limit(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """A number so large that, as a limit, it is none: where numbers are compared, named, or divided for a remainder."""
    for field, place, number in _limits(node):
        changed = copy.copy(node)
        value: object = ast.Constant(_NO_LIMIT)
        if place is not None:
            value = [*getattr(node, field)]
            value[place] = ast.Constant(_NO_LIMIT)
        setattr(changed, field, value)
        yield f"{number} becomes {_NO_LIMIT}", changed


def _limits(node: ast.AST) -> Iterator[tuple[str, int | None, int]]:
    """(field, place in it if it is a list, number); not elsewhere: a power or a size of that much takes for ever."""
    if isinstance(node, ast.Call) and name_of(node) in _CHOOSING:
        yield from (("args", place, value) for place, item in enumerate(node.args) if (value := _large(item)))
    elif isinstance(node, ast.Compare):
        yield from (
            ("comparators", place, value) for place, item in enumerate(node.comparators) if (value := _large(item))
        )
    elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Mod):
        field = "right" if isinstance(node, ast.BinOp) else "value"
        if value := _large(getattr(node, field)):
            yield field, None, value
    elif isinstance(node, ast.Assign) and (value := _large(node.value)):
        yield "value", None, value


def _large(node: ast.AST) -> int:
    """The number, if it is one and not so small that it is part of any program; else 0."""
    if isinstance(node, ast.Constant) and type(node.value) is int and _SEVERAL < node.value < _NO_LIMIT:
        return node.value
    return 0
