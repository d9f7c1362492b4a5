"""The filters, run on a machine of our own: what they allow is exactly what they say."""

from __future__ import annotations

import errno
import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judge.sandbox.filter import FilterSpec, Identity, build
from judge.sandbox.program import Family
from judge.sandbox.syscalls import NUMBERS

from tests.runners.sandbox.bpf_machine import ALLOW, ERRNO, KILL, decide

LARGEST = 1 << 34
FILTERS = {family: build(FilterSpec(family, LARGEST)) for family in Family}
NATIVE = FILTERS[Family.NATIVE]
SERVER = build(FilterSpec(Family.PYTHON, LARGEST, serves=True, become=Identity(20004, 20736, 21503)))
ONE_USER_SERVER = build(FilterSpec(Family.PYTHON, LARGEST, serves=True))

NEVER = """
    socket connect bind listen accept accept4 ptrace bpf keyctl add_key request_key userfaultfd perf_event_open mount
    umount2 pivot_root chroot unshare setns process_vm_readv process_vm_writev kcmp memfd_create shmget shmat semget
    msgget mq_open init_module finit_module kexec_load reboot swapon sethostname iopl ioperm modify_ldt vmsplice splice
    inotify_init1 fanotify_init open_by_handle_at seccomp setns syslog acct quotactl move_mount fsopen open_tree
    settimeofday clock_settime adjtimex setuid setgid setgroups setfsuid pidfd_send_signal landlock_create_ruleset
"""


@pytest.mark.parametrize("family", Family, ids=str)
@pytest.mark.parametrize("name", NEVER.split())
def test_dangerous_call_is_refused_in_every_family(family: Family, name: str) -> None:
    assert decide(FILTERS[family], NUMBERS[name], [1, 1, 0]) == ERRNO | errno.EPERM


@pytest.mark.parametrize("family", Family, ids=str)
def test_clone3_does_not_exist_so_that_libc_takes_clone(family: Family) -> None:
    assert decide(FILTERS[family], NUMBERS["clone3"]) == ERRNO | errno.ENOSYS


@given(st.integers(min_value=0, max_value=(1 << 32) - 1), st.sampled_from([0x40000003, 0xC00000B7, 0]))
def test_other_architecture_dies_whatever_it_calls(number: int, architecture: int) -> None:
    assert decide(NATIVE, number, architecture=architecture) == KILL


@given(st.integers(min_value=0x40000000, max_value=(1 << 32) - 1))
def test_x32_call_dies(number: int) -> None:
    assert decide(NATIVE, number) == KILL


@given(st.integers(min_value=max(NUMBERS.values()) + 1, max_value=0x3FFFFFFF))
def test_call_from_the_future_does_not_exist(number: int) -> None:
    assert decide(NATIVE, number) == ERRNO | errno.ENOSYS


@given(st.integers(min_value=0, max_value=(1 << 64) - 1))
def test_clone_makes_no_namespace(flags: int) -> None:
    namespaces = 0x7E020000
    expected = ERRNO | errno.EPERM if flags & namespaces else ALLOW
    assert decide(NATIVE, NUMBERS["clone"], [flags]) == expected


@given(st.integers(min_value=0, max_value=(1 << 32) - 1))
def test_open_creates_nothing(flags: int) -> None:
    expected = ERRNO | errno.EROFS if flags & (0x40 | 0x400000) else ALLOW
    assert decide(NATIVE, NUMBERS["openat"], [0, 0, flags]) == expected
    assert decide(NATIVE, NUMBERS["open"], [0, flags]) == expected


@given(st.integers(min_value=0, max_value=1 << 48), st.integers(0, 7), st.integers(0, 0x3F))
def test_mapping_is_private_and_of_a_size_that_could_be_granted(length: int, protection: int, flags: int) -> None:
    seen = decide(NATIVE, NUMBERS["mmap"], [0, length, protection, flags])
    if length > LARGEST and protection & 2:
        assert seen == KILL
    else:
        assert seen == (ALLOW if flags & 0x0F == 2 else ERRNO | errno.EPERM)


@given(st.integers(0, 7), st.integers(0, 0x3F))
def test_virtual_machine_shares_memory_only_to_read_files(protection: int, flags: int) -> None:
    shared = flags & 0x0F != 2
    refused = shared and (flags & 0x20 or protection & 2)
    seen = decide(FILTERS[Family.JVM], NUMBERS["mmap"], [0, 4096, protection, flags])
    assert seen == (ERRNO | errno.EPERM if refused else ALLOW)


@given(st.integers(0, 7), st.integers(0, 0x3F))
def test_compilers_share_memory_only_with_files(protection: int, flags: int) -> None:
    seen = decide(FILTERS[Family.COMPILER], NUMBERS["mmap"], [0, 4096, protection, flags])
    assert seen == (ERRNO | errno.EPERM if flags & 0x0F != 2 and flags & 0x20 else ALLOW)


@given(st.tuples(*[st.integers(0, 70000)] * 3))
def test_fork_server_becomes_the_slot_and_nobody_else(users: tuple[int, int, int]) -> None:
    expected = ALLOW if users == (20004, 20004, 20004) else ERRNO | errno.EPERM
    assert decide(SERVER, NUMBERS["setresuid"], users) == expected


def test_fork_server_becomes_the_slot() -> None:
    assert decide(SERVER, NUMBERS["setresuid"], [20004] * 3) == ALLOW


@given(st.tuples(*[st.sampled_from([0, 20735, 20736, 21000, 21503, 21504, 0xFFFFFFFF])] * 3))
def test_fork_server_takes_only_groups_of_programs(groups: tuple[int, int, int]) -> None:
    ours = all(20736 <= group <= 21503 for group in groups)
    assert decide(SERVER, NUMBERS["setresgid"], groups) == (ALLOW if ours else ERRNO | errno.EPERM)


@given(st.integers(min_value=0, max_value=(1 << 32) - 1))
def test_where_all_share_a_user_signals_reach_only_the_younger(pid: int) -> None:
    server = 0x7A1FA0D5  # the supervisor puts the server's number in its place
    expected = ALLOW if pid == 0 or server < pid < 1 << 31 else ERRNO | errno.EPERM
    assert decide(ONE_USER_SERVER, NUMBERS["kill"], [pid, signal.SIGKILL]) == expected


@pytest.mark.parametrize("command", [0x5412, 0x541C, 0x5414], ids=["TIOCSTI", "TIOCLINUX", "TIOCSWINSZ"])
def test_terminal_cannot_be_typed_into(command: int) -> None:
    assert decide(NATIVE, NUMBERS["ioctl"], [0, command]) == ERRNO | errno.ENOTTY


@pytest.mark.parametrize("command", [8, 10, 15], ids=["F_SETOWN", "F_SETSIG", "F_SETOWN_EX"])
def test_kernel_sends_no_signal_for_a_program(command: int) -> None:
    assert decide(NATIVE, NUMBERS["fcntl"], [0, command]) == ERRNO | errno.EPERM


def test_limits_of_others_cannot_be_set() -> None:
    assert decide(NATIVE, NUMBERS["prlimit64"], [0]) == ALLOW
    assert decide(NATIVE, NUMBERS["prlimit64"], [1]) == ERRNO | errno.EPERM
