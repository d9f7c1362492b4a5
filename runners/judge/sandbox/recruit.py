"""Starting supervisors: what this machine allows is found out once, then used for every slot."""

from __future__ import annotations

import os
from pathlib import Path

from judge.sandbox import filter as system_calls
from judge.sandbox import landlock, wire
from judge.sandbox.errors import SandboxUnavailable, SupervisorLost
from judge.sandbox.filter import FilterSpec, Identity
from judge.sandbox.identity import Identities, SlotIdentity
from judge.sandbox.layers import Namespaces, Plan, left_out, open_directories
from judge.sandbox.program import Family
from judge.sandbox.request import FilterIndex, filter_index
from judge.sandbox.supervisor import Supervisor

_LARGEST_MAP_BYTES = 16 << 30


class Recruiter:
    """Starts supervisors for the slots of one sandbox."""

    def __init__(self, executable: Path, base: Path, identities: Identities) -> None:
        self._executable = executable
        self._base = base
        self._identities = identities
        self._shared_filters: dict[int, bytes] = {}
        self._plan: Plan | None = None

    @property
    def plan(self) -> Plan:
        if self._plan is None:
            raise RuntimeError("no supervisor was started yet")
        return self._plan

    def first(self, identity: SlotIdentity, home: Path) -> Supervisor:
        """The first supervisor, with the strongest layers that work here. Raises SandboxUnavailable if none do."""
        without = left_out()
        why = "left out by the environment" if "namespaces" in without else ""
        if not why:
            namespaces = Namespaces.ROOT if os.geteuid() == 0 else Namespaces.USER
            self._plan = Plan(namespaces, 0)
            try:
                return self.recruit(identity, home)
            except SupervisorLost as exc:
                why = str(exc)
        if os.geteuid() != 0:
            raise SandboxUnavailable(f"without root the sandbox needs user namespaces, refused here ({why})")
        self._plan = Plan(Namespaces.NONE, 0 if "landlock" in without else landlock.abi(), why)
        return self.recruit(identity, home)

    def recruit(self, identity: SlotIdentity, home: Path) -> Supervisor:
        """A new supervisor for a slot. Raises SupervisorLost."""
        rules = self._landlock_rules(home)
        hello = wire.hello(
            slot_uid=identity.uid,
            slot_gid=identity.gid,
            server_uid=identity.server_uid,
            guard_uid=identity.guard_uid,
            landlock=rules is not None,
            one_uid=self.plan.one_uid,
        )
        arguments = [self.plan.namespaces, str(self._base), str(home)]
        try:
            return Supervisor(
                self._executable,
                arguments,
                hello,
                self._filters(identity),
                rules,
                server_writes=self.plan.users_guard_files,
                open_places=() if self.plan.only_writable_by_us else open_directories(),
            )
        finally:
            if rules is not None:
                os.close(rules)

    def _landlock_rules(self, home: Path) -> int | None:
        if not self.plan.landlock_abi:
            return None
        return landlock.ruleset([self._base / "lib", home / "visible"], [self._base / "programs", home / "work"])

    def _filters(self, identity: SlotIdentity) -> dict[int, bytes]:
        """All filters of a slot; those of the fork server and the launcher name the slot, the others are built once."""
        if not self._shared_filters:
            self._shared_filters = _shared_filters(creates=self.plan.only_writable_by_us)
        creates = self.plan.only_writable_by_us
        server = FilterSpec(
            Family.PYTHON,
            _largest_map_bytes(),
            writes=self.plan.users_guard_files,
            creates=creates,
            serves=True,
            become=self._become(identity),
        )
        filters = {**self._shared_filters, FilterIndex.SERVER: system_calls.build(server)}
        if server.become:
            launcher = FilterSpec(Family.NATIVE, _largest_map_bytes(), creates=creates, become=server.become)
            filters[FilterIndex.LAUNCHER] = system_calls.build(launcher)
        return filters

    def _become(self, identity: SlotIdentity) -> Identity | None:
        """Whom a process that keeps the power to change its user may become."""
        first, last = self._identities.groups
        return None if self.plan.one_uid else Identity(identity.uid, first, last)


def _largest_map_bytes() -> int:
    """More than the machine has cannot be granted, and beyond 16 GiB no contest program asks in earnest."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return min(memory, _LARGEST_MAP_BYTES)


def _shared_filters(*, creates: bool) -> dict[int, bytes]:
    largest = _largest_map_bytes()
    return {
        filter_index(family, writes=writes): system_calls.build(
            FilterSpec(family, largest, writes=writes, creates=creates)
        )
        for family in Family
        for writes in (False, True)
    }
