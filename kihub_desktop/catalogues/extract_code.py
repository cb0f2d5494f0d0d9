"""Finds the sentences in Python code that need a translation; Babel calls it as an extractor."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping
from typing import BinaryIO, TypeAlias

# By called name: which arguments hold a text, by place or by keyword.
SINGLE: Mapping[str, tuple[int | str, ...]] = {
    "_": (0,),
    "phrase": (0,),
    "Phrase": (0,),
    "recorded": (0, "unit"),
    "record_kind": (1, 2),
    "FieldRule": (0, "unit"),
    "Amount": (2, "unit"),
}
PLURAL = frozenset({"ngettext", "plural_phrase"})
_MAY_HOLD_TEXTS = re.compile(rb"\b(?:%s)\(" % "|".join((*SINGLE, *PLURAL)).encode())
Message: TypeAlias = str | tuple[str, str]
Found: TypeAlias = tuple[int, str | None, Message, list[str]]


def extract_code(
    source: BinaryIO,
    keywords: Collection[str],  # noqa: ARG001 - Babel passes four arguments
    comment_tags: Collection[str],  # noqa: ARG001
    options: Mapping[str, str],  # noqa: ARG001
) -> Iterator[Found]:
    """Line, function and message for each text of a module; two texts for a plural.

    A text has to be a literal to be found: ValueError names the line that builds one from parts.
    A name, attribute or item is somebody else's text and left alone.
    """
    code = source.read()
    if not _MAY_HOLD_TEXTS.search(code):
        return
    tree = ast.parse(code)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        try:
            yield from _texts(call)
        except ValueError as error:
            raise ValueError(f"{getattr(source, 'name', 'source')}, {error}") from error


def _texts(call: ast.Call) -> Iterator[Found]:
    name = _called(call)
    if name in PLURAL:
        forms = [text for each in call.args[:2] for text in _literals(each)]
        if len(forms) == 2:
            yield call.lineno, "ngettext", (forms[0], forms[1]), []
    for place in SINGLE.get(name, ()):
        argument = _argument(call, place)
        for text in _literals(argument) if argument else ():
            if text:
                yield call.lineno, None, text, []


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _argument(call: ast.Call, place: int | str) -> ast.expr | None:
    if isinstance(place, int):
        return call.args[place] if place < len(call.args) else None
    return next((each.value for each in call.keywords if each.arg == place), None)


def _literals(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.IfExp):
        yield from _literals(argument.body)
        yield from _literals(argument.orelse)
    elif isinstance(argument, ast.JoinedStr | ast.BinOp | ast.Call) or _is_constant(argument):
        raise ValueError(
            f"line {argument.lineno}: a text has to be a literal to be found, not"
            f" {ast.unparse(argument)}"
        )


def _is_constant(argument: ast.expr) -> bool:
    return isinstance(argument, ast.Name) and argument.id.isupper()
