"""A Python program with exact division and square roots, for numbers that 53 bits are too few for."""

from __future__ import annotations

import ast

# What the program says on standard error once a number that a real one cannot hold was divided or had its root taken.
COARSE = b"alpaco: beyond 53 bits"
_DIVIDE, _ROOT = "_alpaco_divide", "_alpaco_root"
_PRELUDE = f"""
import fractions as _alpaco_fractions, math as _alpaco_math, sys as _alpaco_sys
_alpaco_told = []


def _alpaco_is_exact(*values):
    if not all(isinstance(value, (int, _alpaco_fractions.Fraction)) for value in values):
        return False
    if not _alpaco_told and any(isinstance(value, int) and abs(value) > 1 << 53 for value in values):
        _alpaco_told.append(1)
        print({COARSE.decode()!r}, file=_alpaco_sys.stderr)
    return True


def {_DIVIDE}(one, other):
    return _alpaco_fractions.Fraction(one, other) if _alpaco_is_exact(one, other) else one / other


def {_ROOT}(value):
    if not _alpaco_is_exact(value) or value < 0:
        return value ** 0.5
    scaled = value * (1 << 256)
    root = _alpaco_math.isqrt(int(scaled))
    return _alpaco_fractions.Fraction(root, 1 << 128)
"""


class _Exact(ast.NodeTransformer):
    def __init__(self) -> None:
        self.changed = 0

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Div):
            return self._call(_DIVIDE, node, node.left, node.right)
        if isinstance(node.op, ast.Pow) and isinstance(node.right, ast.Constant) and node.right.value == 0.5:
            return self._call(_ROOT, node, node.left)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.op, ast.Div) or not isinstance(node.target, ast.Name):
            return node
        value = self._call(_DIVIDE, node, ast.Name(node.target.id, ast.Load()), node.value)
        return ast.copy_location(ast.Assign([node.target], value), node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return self._call(_ROOT, node, *node.args) if name == "sqrt" and len(node.args) == 1 else node

    def _call(self, name: str, place: ast.expr | ast.stmt, *args: ast.expr) -> ast.Call:
        self.changed += 1
        return ast.copy_location(ast.Call(ast.Name(name, ast.Load()), list(args), []), place)


def exact_twin(source: str) -> str | None:
    """The program with both made exact; None if it has neither, or is no Python."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return None
    exact = _Exact()
    tree = ast.fix_missing_locations(exact.visit(tree))
    if not exact.changed:
        return None
    place = next((index for index, node in enumerate(tree.body) if not _must_be_first(node)), len(tree.body))
    tree.body[place:place] = ast.parse(_PRELUDE).body
    return ast.unparse(tree)


def _must_be_first(node: ast.stmt) -> bool:
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_text or (isinstance(node, ast.ImportFrom) and node.module == "__future__")
