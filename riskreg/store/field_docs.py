"""What each field of a record means, in the sentence that stands under it in the source."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from itertools import pairwise
from typing import Any


@cache  # a schema asks for each field of a record, and reading the source takes longer than all else
def field_docs(record: type[Any]) -> dict[str, str]:
    """The sentence under each attribute of a record, by the attribute's name; none where the source is not there."""
    try:
        tree = ast.parse(inspect.getsource(record))
    except (OSError, TypeError):
        return {}
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    return {_name(field): text for field, below in pairwise(body) if (text := _text(below)) and _name(field)}


def _name(node: ast.stmt) -> str:
    return node.target.id if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) else ""


def _text(node: ast.stmt) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return " ".join(node.value.value.split())
    return ""
