"""A little assembler for seccomp's filters (Documentation/userspace-api/seccomp_filter.rst).

A filter is a binary search over ranges of system call numbers; a leaf decides, perhaps after a look at arguments.
A flat list would cost the kernel about a hundred times as many steps when it precomputes what is always allowed.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

Code = list[tuple[int, int, int, int]]

_LOAD, _JUMP, _EQUAL, _GREATER, _GREATER_EQUAL, _ANY_BIT, _AND, _RETURN = (
    0x20, 0x05, 0x15, 0x25, 0x35, 0x45, 0x54, 0x06,
)  # fmt: skip
_NUMBER_OFFSET, _ARCH_OFFSET, _ARGUMENTS_OFFSET = 0, 4, 16
_FARTHEST_BRANCH = 255
_ARCH_X86_64 = 0xC000003E
_X32_BIT = 0x40000000

_RET_ALLOW, _RET_ERRNO, _RET_KILL_PROCESS = 0x7FFF0000, 0x00050000, 0x80000000

ALLOW: Code = [(_RETURN, 0, 0, _RET_ALLOW)]
KILL: Code = [(_RETURN, 0, 0, _RET_KILL_PROCESS)]


def refuse(errno: int) -> Code:
    return [(_RETURN, 0, 0, _RET_ERRNO | errno)]


def load_low(argument: int) -> Code:
    return [(_LOAD, 0, 0, _ARGUMENTS_OFFSET + 8 * argument)]


def load_high(argument: int) -> Code:
    return [(_LOAD, 0, 0, _ARGUMENTS_OFFSET + 8 * argument + 4)]


def mask(bits: int) -> Code:
    return [(_AND, 0, 0, bits)]


def branch(test: int, value: int, yes: Code, no: Code) -> Code:
    """`yes` if the loaded word passes the test against `value`, else `no`; both must end in a decision."""
    if len(no) <= _FARTHEST_BRANCH:
        return [(test, len(no), 0, value), *no, *yes]
    return [(test, 0, 1, value), (_JUMP, 0, 0, len(no)), *no, *yes]


def if_any(bits: int, yes: Code, no: Code) -> Code:
    return branch(_ANY_BIT, bits, yes, no)


def if_equal(value: int, yes: Code, no: Code) -> Code:
    return branch(_EQUAL, value, yes, no)


def if_greater(value: int, yes: Code, no: Code) -> Code:
    return branch(_GREATER, value, yes, no)


def if_one_of(values: Sequence[int], yes: Code, no: Code) -> Code:
    code = no
    for value in values:
        code = if_equal(value, yes, code)
    return code


def assemble(decisions: Mapping[int, Code], default: Code, beyond: Code) -> bytes:
    """The filter as an array of struct sock_filter.

    Numbers without a decision get `default`, those above every known one `beyond`, other architectures and the x32
    calls die: no program of ours makes them.
    """
    top = max(decisions)
    ranges: list[tuple[int, Code]] = []
    for number in range(top + 1):
        code = decisions.get(number, default)
        if not ranges or ranges[-1][1] != code:
            ranges.append((number, code))
    ranges += [(top + 1, beyond), (_X32_BIT, KILL)]
    body = [(_LOAD, 0, 0, _NUMBER_OFFSET), *_search(ranges)]
    whole = [(_LOAD, 0, 0, _ARCH_OFFSET), *if_equal(_ARCH_X86_64, body, KILL)]
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in whole)


def _search(ranges: Sequence[tuple[int, Code]]) -> Code:
    if len(ranges) == 1:
        return ranges[0][1]
    middle = len(ranges) // 2
    return branch(_GREATER_EQUAL, ranges[middle][0], _search(ranges[middle:]), _search(ranges[:middle]))
