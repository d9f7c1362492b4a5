"""Which system calls a program may make: one allow-list per family, assembled once per sandbox.

Whatever is not named here answers EPERM. Arguments are looked at where a call is needed but one use of it is not:
then the refused use gets the errno that programs are used to.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass

from judge.sandbox import bpf, wire
from judge.sandbox.bpf import ALLOW, KILL, Code, refuse
from judge.sandbox.program import Family
from judge.sandbox.syscalls import NUMBERS

_EVERYBODY = """
    read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 close close_range lseek dup dup2 dup3
    pipe pipe2 poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2
    eventfd eventfd2 timerfd_create timerfd_settime timerfd_gettime signalfd signalfd4 sendfile copy_file_range
    stat fstat lstat newfstatat statx statfs fstatfs access faccessat faccessat2 readlink readlinkat getdents
    getdents64 getcwd chdir fchdir umask flock fsync fdatasync fadvise64 readahead ftruncate fallocate
    mprotect munmap brk mincore msync mlock munlock mlock2 get_mempolicy membarrier pkey_alloc pkey_free
    pkey_mprotect
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigsuspend rt_sigpending rt_sigtimedwait rt_sigqueueinfo
    rt_tgsigqueueinfo sigaltstack kill tkill tgkill pause alarm getitimer setitimer timer_create timer_settime
    timer_gettime timer_getoverrun timer_delete
    fork vfork execve execveat exit exit_group wait4 waitid set_tid_address set_robust_list get_robust_list rseq futex
    futex_waitv arch_prctl restart_syscall pidfd_open
    getpid getppid gettid getuid geteuid getgid getegid getresuid getresgid getgroups getpgid getpgrp getsid setsid
    setpgid capget capset getrlimit setrlimit getrusage times sysinfo uname getcpu getpriority
    sched_yield sched_getaffinity sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min
    sched_rr_get_interval sched_getattr ioprio_get
    nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time getrandom getxattr lgetxattr fgetxattr
    listxattr llistxattr flistxattr
"""
_CHANGES_FILES = """
    creat mkdir mkdirat mknod mknodat link linkat symlink symlinkat rename renameat renameat2 unlink unlinkat rmdir
    truncate chmod fchmod fchmodat chown fchown lchown fchownat utime utimes futimesat utimensat setxattr lsetxattr
    fsetxattr removexattr lremovexattr fremovexattr
"""
_WRITERS_MAY = """
    creat mkdir mkdirat rename renameat renameat2 unlink unlinkat rmdir truncate chmod fchmod fchmodat utime utimes
    futimesat utimensat
"""
# Some C libraries and runtimes probe these and take another way only if they do not exist.
_ABSENT = "clone3 openat2 io_uring_setup io_uring_enter io_uring_register pidfd_getfd process_madvise memfd_secret"
_ASKS_ABOUT_SOCKETS = "getsockopt getsockname getpeername"
_SERVER_TALKS = f"recvmsg sendto {_ASKS_ABOUT_SOCKETS}"

_SIGNALS = "kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_open"

_OPEN_CREATES = 0x40 | 0x400000  # O_CREAT, __O_TMPFILE
# CLONE_NEW{NS,CGROUP,UTS,IPC,USER,PID,NET}
_CLONE_NAMESPACES = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000
_PROT_WRITE = 0x2
_MADV_PAGEOUT = 21  # what is swapped out is no longer resident, and memory is what is resident
_MAP_TYPE, _MAP_PRIVATE, _MAP_ANONYMOUS = 0x0F, 0x02, 0x20
# F_SETSIG, F_SETOWN, F_SETOWN_EX have the kernel send a signal; leases, notifications and larger pipes hold its memory.
_FCNTL_REFUSED = (8, 10, 15, 1024, 1026, 1031)
# TCGETS, TIOCGPGRP, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX; above all not TIOCSTI
_IOCTL_ALLOWED = (0x5401, 0x540F, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
# Death signal, dumpable, name, capability bounding read, timer slack, no_new_privs, THP, tid address, VMA names
_PRCTL_ALLOWED = (1, 2, 3, 4, 15, 16, 23, 29, 30, 38, 39, 40, 41, 42, 0x53564D41)
_AF_UNIX = 1  # the JVM makes a pair, of which it closes one end, to wake threads that are blocked on a file
_PERSONALITY_ASK = 0xFFFFFFFF


@dataclass(frozen=True)
class Identity:
    """Whom a fork server may become: exactly this user, and a group from a range that is ours."""

    slot_uid: int
    first_gid: int
    last_gid: int


@dataclass(frozen=True)
class FilterSpec:
    """What distinguishes one filter from another.

    A request for more writable memory than `largest_map_bytes` could never be granted; it ends the program, so that
    one that asks for far too much is told from one that fails on its own. `writes`: files may be made and changed,
    where the file system lets it; `creates`: they may be opened with O_CREAT at least, because nothing is writable
    where a program gets. `serves`: it is the fork server's, and its children's after it; `become` names whom
    they, or the launcher and its children, may become. A server without `become` shares one UID with its children, and
    is protected from them by number.
    """

    family: Family
    largest_map_bytes: int
    writes: bool = False
    creates: bool = False
    serves: bool = False
    become: Identity | None = None


def build(spec: FilterSpec) -> bytes:
    """The filter of `spec` as the kernel takes it."""
    decisions = {NUMBERS[name]: code for name, code in _decisions(spec).items()}
    return bpf.assemble(decisions, refuse(errno.EPERM), refuse(errno.ENOSYS))


def _decisions(spec: FilterSpec) -> dict[str, Code]:
    decisions = dict.fromkeys(NUMBERS, refuse(errno.EPERM))
    decisions |= dict.fromkeys(_EVERYBODY.split(), ALLOW)
    decisions |= dict.fromkeys(_CHANGES_FILES.split(), refuse(errno.EROFS))
    decisions |= dict.fromkeys(_ABSENT.split(), refuse(errno.ENOSYS))
    decisions |= _checked() | _files(spec) | _memory(spec)
    if spec.family in (Family.NODE, Family.COMPILER):
        decisions |= dict.fromkeys(_ASKS_ABOUT_SOCKETS.split(), ALLOW)
    if spec.family in (Family.JVM, Family.COMPILER):
        decisions["socketpair"] = bpf.load_low(0) + bpf.if_equal(_AF_UNIX, ALLOW, refuse(errno.EPERM))
    if spec.serves:
        decisions |= dict.fromkeys(_SERVER_TALKS.split(), ALLOW)
        decisions |= {} if spec.become else _protecting_the_server()
    if spec.become:
        decisions |= _becoming(spec.become)
    return decisions


def _checked() -> dict[str, Code]:
    denied = refuse(errno.EPERM)
    only_self = bpf.load_low(0) + bpf.if_equal(0, ALLOW, denied)
    return {
        "clone": bpf.load_low(0) + bpf.if_any(_CLONE_NAMESPACES, denied, ALLOW),
        "fcntl": bpf.load_low(1) + bpf.if_one_of(_FCNTL_REFUSED, denied, ALLOW),
        "madvise": bpf.load_low(2) + bpf.if_equal(_MADV_PAGEOUT, refuse(errno.EINVAL), ALLOW),
        "ioctl": bpf.load_low(1) + bpf.if_one_of(_IOCTL_ALLOWED, ALLOW, refuse(errno.ENOTTY)),
        "prctl": bpf.load_low(0) + bpf.if_one_of(_PRCTL_ALLOWED, ALLOW, denied),
        "personality": bpf.load_low(0) + bpf.if_one_of((0, _PERSONALITY_ASK), ALLOW, denied),
        "prlimit64": only_self,
        "sched_setaffinity": only_self,
        "sched_setscheduler": only_self,
        "sched_setparam": only_self,
    }


def _files(spec: FilterSpec) -> dict[str, Code]:
    """Opening with O_CREAT is also how programs open what exists, /dev/null above all."""
    decisions = dict.fromkeys(_WRITERS_MAY.split() if spec.writes else (), ALLOW)
    if spec.writes or spec.creates:
        return decisions | dict.fromkeys(("open", "openat"), ALLOW)
    frozen = refuse(errno.EROFS)
    return {
        "open": bpf.load_low(1) + bpf.if_any(_OPEN_CREATES, frozen, ALLOW),
        "openat": bpf.load_low(2) + bpf.if_any(_OPEN_CREATES, frozen, ALLOW),
    }


def _memory(spec: FilterSpec) -> dict[str, Code]:
    """Shared memory outlives the sets in which it is counted, so none is given that could be written to.

    Native programs, which could get around that, have no shared mapping at all; virtual machines map their own
    archives for reading. Linkers map what they write (Go's does nothing else), which counts as disk like any file.
    """
    denied = refuse(errno.EPERM)
    reading = bpf.load_low(2) + bpf.if_any(_PROT_WRITE, denied, ALLOW)
    of_files = ALLOW if spec.family is Family.COMPILER else reading
    shared = bpf.load_low(3) + bpf.if_any(_MAP_ANONYMOUS, denied, of_files)
    if spec.family in (Family.NATIVE, Family.PYTHON):
        shared = denied
    private = [*bpf.load_low(3), *bpf.mask(_MAP_TYPE), *bpf.if_equal(_MAP_PRIVATE, ALLOW, shared)]
    if spec.family not in (Family.NATIVE, Family.PYTHON):
        return {"mmap": private, "mremap": ALLOW}
    too_large = bpf.load_low(2) + bpf.if_any(_PROT_WRITE, KILL, private)
    return {
        "mmap": _if_larger(1, spec.largest_map_bytes, too_large, private),
        "mremap": _if_larger(2, spec.largest_map_bytes, KILL, ALLOW),
    }


def _if_larger(argument: int, value: int, yes: Code, no: Code) -> Code:
    """Compares the high words first; equal high words leave it to the low ones."""
    high, low = value >> 32, value & 0xFFFFFFFF
    same = bpf.load_low(argument) + bpf.if_greater(low, yes, no)
    return bpf.load_high(argument) + bpf.if_greater(high, yes, bpf.if_equal(high, same, no))


def _becoming(identity: Identity) -> dict[str, Code]:
    denied = refuse(errno.EPERM)
    become_user, become_group = ALLOW, ALLOW
    for argument in range(3):
        become_user = bpf.load_low(argument) + bpf.if_equal(identity.slot_uid, become_user, denied)
        in_range = bpf.if_greater(identity.last_gid, denied, become_group)
        in_range = bpf.if_greater(identity.first_gid - 1, in_range, denied)
        become_group = bpf.load_low(argument) + in_range
    return {"setresuid": become_user, "setresgid": become_group}


def _protecting_the_server() -> dict[str, Code]:
    """A signal goes to the caller's own group (0) or to a process younger than the server, never to a set."""
    denied = refuse(errno.EPERM)
    younger = bpf.if_greater(0x7FFFFFFF, denied, bpf.if_greater(wire.OWN_PID, ALLOW, denied))
    checked = bpf.load_low(0) + bpf.if_equal(0, ALLOW, younger)
    return dict.fromkeys(_SIGNALS.split(), checked)
