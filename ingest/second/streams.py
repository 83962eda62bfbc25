"""Page description -> its operators with their operands, for the second engine.

Pdfminer's own reader of page descriptions takes most of the time of a second reading. This one cuts
what reports are made of, a regular expression at a time, into the very same pieces. Whatever else
it meets (pictures within the text, names spelt in hexadecimal, broken brackets) it leaves to
pdfminer, whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pdfminer.psparser import LIT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Operation = tuple[str, "list[Any]"]
"""The name of an operator and the operands since the one before."""

_END = rb"#/%\[\]()<>{}\s"  # what ends a name or an operator
_PROPERTIES = rb"(?:[^<>()]++|\((?:[^()\\]++|\\[\s\S])*+\)|<[0-9A-Fa-f\s]*+>)*+"  # of a mark
_PIECE = re.compile(
    rb"[\s\x00]*+(?:"
    rb"([-+]?\d++(?!\.))"
    rb"|([-+]?(?:\d++\.\d*+|\.\d++))"
    rb"|([A-Za-z][^" + _END + rb"]*+|['\"])"
    rb"|\(([^()\\]*+)\)"
    rb"|<([0-9A-Fa-f\s]*+)>"
    rb"|(\[)"
    rb"|(\])"
    rb"|/([^" + _END + rb"]*+)(?!#)"
    rb"|\(((?:[^()\\]++|\\[\s\S]|\((?:[^()\\]++|\\[\s\S])*+\))*+)\)"
    rb"|(<<" + _PROPERTIES + rb"(?:<<" + _PROPERTIES + rb">>" + _PROPERTIES + rb")*+>>)"
    rb"|(%[^\r\n]*+)"
    rb"|([\s\S]))"
)
(
    _INT, _FLOAT, _OPERATOR, _PLAIN, _HEX, _OPEN, _CLOSE, _NAME, _STRING, _TABLE, _COMMENT, _ODD,
) = range(1, 13)  # fmt: skip
"""Numbers of the groups of `_PIECE`."""

_SIMPLE: dict[int, Callable[[bytes], Any]] = {_INT: int, _FLOAT: float, _PLAIN: bytes}
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|\r\n|([\s\S]))")
_ESCAPED = {
    b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r", b"(": b"(", b")": b")",
    b"\\": b"\\",
}  # fmt: skip
_UNUSUAL = frozenset({b"BI", b"ID", b"EI", b"true", b"false"})  # pictures, and no operators at all
_HIGHEST = 255  # of a character that is written in octal digits


class _Odd(Exception):
    """Something that is better left to pdfminer."""


def operations(streams: Sequence[bytes]) -> list[Operation] | None:
    """Return the operations of a page that is described in some streams.

    Returns:
        the operations in order, or None where the description holds anything unusual.
    """
    try:
        return list(_read(b"\n".join(streams).strip(b"\0\t\n\x0b\x0c\r ")))
    except (_Odd, ValueError):  # the latter: a number of thousands of digits
        return None


def _read(data: bytes) -> list[Operation]:
    found: list[Operation] = []
    operands: list[Any] = []
    outer: list[Any] | None = None  # the operands around an array that is still open
    for match in _PIECE.finditer(data):
        sort = match.lastindex or _ODD
        piece: bytes = match[sort]
        simple = _SIMPLE.get(sort)
        if simple is not None:
            operands.append(simple(piece))
        elif sort == _OPERATOR:
            if outer is not None or piece in _UNUSUAL:
                raise _Odd
            found.append((piece.decode("utf-8", "ignore"), operands))
            operands = []
        elif sort == _OPEN:
            if outer is not None:
                raise _Odd
            outer, operands = operands, []
        elif sort == _CLOSE:
            if outer is None:
                raise _Odd
            outer.append(operands)
            operands, outer = outer, None
        elif sort != _COMMENT:
            operands.append(_other(sort, piece))
    if outer is not None:
        raise _Odd
    return found


def _other(sort: int, piece: bytes) -> Any:
    """Return an operand of a rarer sort."""
    if sort == _HEX:
        digits = b"".join(piece.split())
        if len(digits) % 2:
            raise _Odd
        return bytes.fromhex(digits.decode("ascii"))
    if sort == _NAME:
        try:
            return LIT(piece.decode("utf-8"))
        except UnicodeDecodeError:
            return LIT(piece)
    if sort == _STRING:
        return _ESCAPE.sub(_unescaped, piece)
    if sort == _TABLE:
        return {}  # the properties of a mark, which draw nothing
    raise _Odd


def _unescaped(match: re.Match[bytes]) -> bytes:
    octal, letter = match.groups()
    if not octal:
        return _ESCAPED.get(letter, b"")
    if int(octal, 8) > _HIGHEST:
        raise _Odd
    return bytes((int(octal, 8),))
