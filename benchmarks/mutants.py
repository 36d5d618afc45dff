"""Faults to be put into a source, one at a time: what a slip of the hand, or of thought, makes of a line.

The operators are the usual ones: another comparison, `and` for `or`, a `not` less, branches swapped, a sum for a
difference, a number one off, a text or a truth value changed, None returned or kept, a call or a refusal left out, the
other end or the other half of a pair of methods. Nothing is changed that only says what a thing is: types, docstrings,
imports, decorators.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
PAIRS = (
    "startswith endswith",
    "lstrip rstrip",
    "find rfind",
    "partition rpartition",
    "min max",
    "any all",
    "lower upper",
)
OTHER = {one: two for pair in PAIRS for one, two in (pair.split(), reversed(pair.split()))}
"""The other one of a pair of functions or methods."""


class Mutant(NamedTuple):
    """One fault in one place."""

    file: str
    """The source, as seen from the root of the project."""
    line: int
    """Its first line that is changed."""
    start: int
    """The first byte of what is replaced."""
    end: int
    """The byte behind it."""
    after: str
    """What stands there instead."""
    at_import: bool
    """Whether it runs when the file is imported: whoever came first did that, and others may find the fault."""

    def applied(self, source: bytes) -> bytes:
        """The source with the fault in it."""
        return source[: self.start] + self.after.encode() + source[self.end :]


def mutants(file: Path, root: Path) -> list[Mutant]:
    """Every fault that the operators can put into a source, in the order of its text."""
    source = file.read_bytes()
    begins = [0]
    for line in source.splitlines(keepends=True):
        begins.append(begins[-1] + len(line))

    tree = ast.parse(source)
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.Lambda)]
    later = {line for n in functions for line in range(_begin(n), (n.end_lineno or n.lineno) + 1)}

    def one(node: ast.expr | ast.stmt, after: str) -> Mutant:
        start = begins[node.lineno - 1] + node.col_offset
        end = begins[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        return Mutant(str(file.relative_to(root)), node.lineno, start, end, after, node.lineno not in later)

    found = {one(at, after) for node in _working(tree) for at, after in _faults(node)}
    return sorted(mutant for mutant in found if _compiles(mutant.applied(source)))


def _begin(function: ast.FunctionDef | ast.Lambda) -> int:
    """The first line of what it does; those before, with what is taken where nothing is given, run at import."""
    return function.lineno if isinstance(function, ast.Lambda) else function.body[0].lineno


def _compiles(source: bytes) -> bool:
    try:
        compile(source, "mutant", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True


def _working(tree: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """The statements and expressions that do something when the program runs."""
    for name, value in ast.iter_fields(tree):
        if name in {"annotation", "returns", "decorator_list", "type_params"}:
            continue
        for node in value if isinstance(value, list) else [value]:
            if not isinstance(node, ast.AST) or _only_says(node):
                continue
            if isinstance(node, ast.expr | ast.stmt):
                yield node
            yield from _working(node)


def _only_says(node: ast.AST) -> bool:
    """Whether it is an import, a text that stands alone, a type with a name, or a text with fields.

    Where in a text its fields stand, Python does not tell before 3.12.
    """
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        if isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "TypeVar":
            return True
        name = node.targets[0].id.lstrip("_")
        return isinstance(node.value, ast.Subscript | ast.BinOp) and not name.isupper() and name[0].isupper()
    return isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr)


def _faults(node: ast.expr | ast.stmt) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """What is replaced, and by what; expressions are put in brackets, as they may stand within others."""
    if isinstance(node, ast.expr):
        for text in _of_expression(node):
            yield node, f"({text})"
        return
    for text in _of_statement(node):
        yield node, text
    # A comparison, a `not` and an `and` have a fault of their own that turns the branches.
    if isinstance(node, ast.If | ast.While) and not isinstance(node.test, ast.Compare | ast.UnaryOp | ast.BoolOp):
        yield node.test, f"(not {ast.unparse(node.test)})"


def _of_expression(node: ast.expr) -> Iterator[str]:  # noqa: C901 (a line an operator)
    own = ast.unparse(node)
    match node:
        case ast.Compare(left, [op, *ops], comparators) if type(op) in COMPARISONS:
            yield ast.unparse(ast.Compare(left, [COMPARISONS[type(op)](), *ops], comparators))
        case ast.BoolOp(op, values):
            yield ast.unparse(ast.BoolOp(ast.And() if isinstance(op, ast.Or) else ast.Or(), values))
        case ast.UnaryOp(ast.Not(), operand):
            yield ast.unparse(operand)
        case ast.BinOp(left, op, right) if type(op) in SUMS:
            yield ast.unparse(ast.BinOp(left, SUMS[type(op)](), right))
        case ast.Constant(bool() as value):
            yield str(not value)
        case ast.Constant(int() | float() as value):
            yield f"{own} + 1"
        case ast.Constant(str() | bytes() as value):
            yield repr(value + ("XX" if isinstance(value, str) else b"XX"))
        case ast.IfExp(test, body, orelse):
            yield ast.unparse(ast.IfExp(test, orelse, body))
        case ast.Attribute(value, attr) if attr in OTHER:
            yield f"{ast.unparse(value)}.{OTHER[attr]}"
        case ast.Name(name) if name in OTHER and isinstance(node.ctx, ast.Load):
            yield OTHER[name]
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            yield from _every_one(node)
        case ast.Yield(value) if value is not None:
            yield "yield"


def _every_one(node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> Iterator[str]:
    """The same without one of the conditions."""
    for generator in node.generators:
        for n, kept in enumerate(generator.ifs):
            del generator.ifs[n]
            yield ast.unparse(node)
            generator.ifs.insert(n, kept)


def _of_statement(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.Return(value) if not isinstance(value, ast.Constant | None):
            yield "return None"
        case ast.Expr(ast.Call()) | ast.Raise() | ast.Delete():
            yield "pass"
        case ast.Continue():
            yield "break"
        case ast.Break():
            yield "continue"
        case ast.Assign(targets, value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.unparse(ast.Assign(targets, ast.Constant(None), lineno=0))
        case ast.AugAssign(target, _, value):
            yield f"{ast.unparse(target)} = {ast.unparse(value)}"
