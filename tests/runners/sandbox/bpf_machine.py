"""Runs a seccomp filter as the kernel would, on one system call (classic BPF, the instructions that we emit)."""

from __future__ import annotations

import struct
from collections.abc import Sequence

X86_64 = 0xC000003E
ALLOW, ERRNO, KILL = 0x7FFF0000, 0x00050000, 0x80000000


def decide(program: bytes, number: int, arguments: Sequence[int] = (), architecture: int = X86_64) -> int:
    """The filter's return value for struct seccomp_data {nr, arch, ip, args[6]}."""
    padded = [*arguments, *([0] * (6 - len(arguments)))]
    data = struct.pack("<iIQ6Q", _signed(number), architecture, 0, *padded)
    accumulator, at = 0, 0
    while True:
        code, yes, no, value = struct.unpack_from("<HBBI", program, at * 8)
        at += 1
        if code == 0x06:
            return int(value)
        if code == 0x20:
            accumulator = struct.unpack_from("<I", data, value)[0]
        elif code == 0x54:
            accumulator &= value
        elif code == 0x05:
            at += value
        else:
            at += yes if _holds(code, accumulator, value) else no


def _holds(code: int, accumulator: int, value: int) -> bool:
    tests = {0x15: accumulator == value, 0x25: accumulator > value, 0x35: accumulator >= value}
    return tests[code] if code in tests else _any_bit(code, accumulator, value)


def _any_bit(code: int, accumulator: int, value: int) -> bool:
    assert code == 0x45, hex(code)
    return bool(accumulator & value)


def _signed(number: int) -> int:
    return number - (1 << 32) if number >= 1 << 31 else number
