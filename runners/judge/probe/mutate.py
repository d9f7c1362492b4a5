"""Mutants of a Python program: copies with one small fault each, such as people make."""

from __future__ import annotations

import ast
import copy
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from judge.probe import left_out

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE,),
    ast.LtE: (ast.Lt,),
    ast.Gt: (ast.GtE,),
    ast.GtE: (ast.Gt,),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add,
}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
# Calls that are left out, so that their argument stays as it is.
_DROPPED = ("sorted", "abs", "set", "reversed", "int")
_UNSORTED = re.compile(r".* without sorted|without .*\.sort\(.*\)")
_CONSTANT = re.compile(r"^([A-Z][A-Z0-9_]*) = (\d+)$", re.MULTILINE)
# Integers up to this size are moved by one; larger ones are moduli, bounds and infinities.
_SMALL = 10**6


@dataclass(frozen=True)
class Mutant:
    """`operator` says what kind of fault, `line` where in the program it is, `text` the whole program."""

    operator: str
    line: int
    change: str
    text: str

    @property
    def label(self) -> str:
        return f"line {self.line}: {self.change}"

    @property
    def forgets_order(self) -> bool:
        """Whether something is no longer sorted."""
        return _UNSORTED.fullmatch(self.change) is not None

    @property
    def numbers(self) -> tuple[int, ...]:
        """The number that was changed, or those that were compared; none if it was something else."""
        before = self.change.partition(" becomes ")[0]
        if self.operator in ("number", "limit"):
            return (int(before),)
        return tuple(_numbers_in(before, self.text)) if self.operator == "comparison" else ()


def _numbers_in(expression: str, source: str) -> Iterator[int]:
    """Its integers, and those that stand for names which the program gives them first of all."""
    known = {match[1]: int(match[2]) for match in _CONSTANT.finditer(source)}
    for node in ast.walk(ast.parse(expression, mode="eval")):
        if isinstance(node, ast.Constant) and type(node.value) is int:
            yield node.value
        elif isinstance(node, ast.Name) and node.id in known:
            yield known[node.id]


Change = Callable[[ast.AST], Iterator[tuple[str, ast.AST]]]


def mutants(source: str, limit: int) -> list[Mutant]:
    """At most `limit`, in turn of each kind, the same ones each time; none if the source cannot be parsed."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return []
    piles: dict[str, list[Mutant]] = defaultdict(list)
    seen = {ast.unparse(tree)}
    for mutant in _all(tree):
        if mutant.text not in seen:
            seen.add(mutant.text)
            piles[mutant.operator].append(mutant)
    return _in_turn([_spread(pile) for pile in piles.values()], limit)


def _spread(pile: list[Mutant]) -> list[Mutant]:
    """From all over the program: every other one first."""
    return pile[::2] + pile[1::2]


def _in_turn(piles: list[list[Mutant]], limit: int) -> list[Mutant]:
    longest = max((len(pile) for pile in piles), default=0)
    ordered = [pile[turn] for turn in range(longest) for pile in piles if turn < len(pile)]
    return ordered[:limit]


def _all(tree: ast.Module) -> Iterator[Mutant]:
    for node in ast.walk(tree):
        for operator, change in _CHANGES.items():
            for told, replacement in change(node):
                line = getattr(node, "lineno", 0)
                yield Mutant(operator, line, told, _with(tree, node, replacement))


def _with(tree: ast.Module, target: ast.AST, replacement: ast.AST) -> str:
    """The program with this node replaced; the tree is as it was afterwards."""
    _Replacer(target, replacement).visit(tree)
    text = ast.unparse(ast.fix_missing_locations(tree))
    _Replacer(replacement, target).visit(tree)
    return text


class _Replacer(ast.NodeTransformer):
    def __init__(self, target: ast.AST, replacement: ast.AST) -> None:
        self._target = target
        self._replacement = replacement

    def visit(self, node: ast.AST) -> ast.AST:
        return self._replacement if node is self._target else self.generic_visit(node)


def _comparison(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Compare):
        for index, operator in enumerate(node.ops):
            for other in _COMPARISONS.get(type(operator), ()):
                ops = [*node.ops[:index], other(), *node.ops[index + 1 :]]
                changed = ast.Compare(node.left, ops, node.comparators)
                yield f"{ast.unparse(node)} becomes {ast.unparse(changed)}", changed


def _arithmetic(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    other = _OPERATORS.get(type(node.op)) if isinstance(node, ast.BinOp | ast.AugAssign) else None
    if other is None or not isinstance(node, ast.BinOp | ast.AugAssign):
        return
    changed = copy.copy(node)
    changed.op = other()
    yield f"{ast.unparse(node)} becomes {ast.unparse(changed)}", changed


def _number(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Constant) and type(node.value) is int and abs(node.value) <= _SMALL:
        for value in (node.value + 1, node.value - 1):
            yield f"{node.value} becomes {value}", ast.Constant(value)


def _boolean(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.BoolOp):
        other: ast.boolop = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield f"{ast.unparse(node)} with the other of and, or", ast.BoolOp(other, node.values)
        for value in node.values:
            yield f"{ast.unparse(node)} is only {ast.unparse(value)}", value
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield f"{ast.unparse(node)} without not", node.operand


def _call(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if not isinstance(node, ast.Call) or not node.args:
        return
    name = left_out.name_of(node)
    if name == "lcm" and len(node.args) > 1:
        yield "lcm becomes a product", ast.BinOp(node.args[0], ast.Mult(), node.args[1])
    if not isinstance(node.func, ast.Name):
        return
    if name in _CALLS:
        yield f"{name} becomes {_CALLS[name]}", ast.Call(ast.Name(_CALLS[name], ast.Load()), node.args, node.keywords)
    if name in _DROPPED and len(node.args) == 1:
        yield f"{ast.unparse(node)} without {name}", _listed(node.args[0]) if name == "sorted" else node.args[0]
    if name in ("min", "max", "sorted") and len(node.args) == 1 and not isinstance(node.args[0], ast.Starred):
        backwards = ast.Subscript(_listed(node.args[0]), ast.Slice(None, None, ast.Constant(-1)), ast.Load())
        yield f"{name} takes the last of equals", ast.Call(node.func, [backwards], node.keywords)
    if name == "sorted":
        turned = ast.keyword("reverse", ast.Constant(True))
        kept = [word for word in node.keywords if word.arg != "reverse"]
        yield "sorted the other way", ast.Call(node.func, node.args, [*kept, turned])


def _listed(node: ast.expr) -> ast.expr:
    return ast.Call(ast.Name("list", ast.Load()), [node], [])


def _condition(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.If | ast.IfExp):
        for value in (True, False):
            changed = copy.copy(node)
            changed.test = ast.Constant(value)
            yield f"the condition {ast.unparse(node.test)} is always {value}", changed


def _statement(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    is_call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    if is_call or isinstance(node, ast.AugAssign | ast.Continue | ast.Break):
        yield f"without {ast.unparse(node)}", ast.Pass()


def _slice(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """One step more or less at the end of a slice or a range."""
    if isinstance(node, ast.Slice) and node.upper is not None:
        changed = ast.Slice(node.lower, ast.BinOp(node.upper, ast.Sub(), ast.Constant(1)), node.step)
        yield "a slice that ends one earlier", changed
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range" and node.args:
        end = 0 if len(node.args) == 1 else 1
        for operator in (ast.Add(), ast.Sub()):
            args = list(node.args)
            args[end] = ast.BinOp(args[end], operator, ast.Constant(1))
            changed_call = ast.Call(node.func, args, node.keywords)
            yield f"{ast.unparse(node)} becomes {ast.unparse(changed_call)}", changed_call


_CHANGES: dict[str, Change] = {
    "comparison": _comparison,
    "arithmetic": _arithmetic,
    "number": _number,
    "boolean": _boolean,
    "call": _call,
    "condition": _condition,
    "statement": _statement,
    "range": _slice,
    "term": left_out.term,
    "operand": left_out.operand,
    "key": left_out.key,
    "write": left_out.write,
    "repetition": left_out.repetition,
    "order": left_out.order,
    "limit": left_out.limit,
}
