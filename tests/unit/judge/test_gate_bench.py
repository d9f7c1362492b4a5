"""The benchmark of the gates: its data fits, its edits say what they do, its memory hides nothing, its sums fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from judge.bench.gates.manifest import ManifestError, read_entries
from judge.bench.gates.many import piles
from judge.bench.gates.memory import Memory, Session
from judge.bench.gates.model import Edit, Entry, Kind, Refreeze, Result
from judge.bench.gates.overlay import HASHES, EditError, edited, listed_hashes
from judge.bench.gates.record import Record
from judge.bench.gates.report import Report
from judge.bench.gates.run import read_package, sampled
from judge.bench.gates.score import BASELINES, by_class, is_needed, score, uses
from judge.gates.model import Blame, GateResult, GateStatus
from judge.gates.registry import GATES
from judge.ports import NO_FILES, SandboxPort, SlotPort
from judge.probe.batch import Answer
from judge.sandbox.limits import Limits
from judge.sandbox.outcome import Build, Outcome
from judge.sandbox.program import Family, Program
from judge.sandbox.status import Status
from judge.sandbox.usage import Usage
from judge.verify import Outcome as Verification

ROOT = Path(__file__).parents[3]
ENTRIES = read_entries(ROOT / "tests/defects")
DEFECTS = [entry for entry in ENTRIES if entry.kind is Kind.DEFECT]
CONTROLS = [entry for entry in ENTRIES if entry.kind is Kind.CONTROL]
BASES = {base: read_package(ROOT / "problems" / base) for base in sorted({entry.base for entry in ENTRIES})}


def test_there_are_enough_defects_classes_and_controls() -> None:
    assert len(DEFECTS) >= 200
    assert len({entry.group for entry in DEFECTS}) >= 30
    assert len(CONTROLS) >= 100


def test_entries_are_spread_evenly_over_the_packages() -> None:
    packages = {path.name for path in (ROOT / "problems").iterdir() if path.is_dir()}
    for entries in (DEFECTS, CONTROLS):
        counts = Counter(entry.base for entry in entries)
        assert counts.keys() == packages
        assert max(counts.values()) <= 1.5 * min(counts.values())


@pytest.mark.parametrize("base", BASES)
def test_every_edit_fits_its_package_and_changes_it(base: str) -> None:
    for entry in (entry for entry in ENTRIES if entry.base == base):
        assert edited(BASES[base], entry.edits) != BASES[base], entry.id


def test_only_classes_about_freezing_leave_stale_hashes() -> None:
    about_freezing = {"frozen-hash-mismatch"}
    stale = set()
    for entry in ENTRIES:
        touched = any(edit.file.startswith(("data/sample/", "data/secret/")) for edit in entry.edits)
        files = edited(BASES[entry.base], entry.edits)
        if touched and entry.refreeze is Refreeze.NONE and files.get(HASHES, b"") != listed_hashes(files):
            stale.add(entry.group)
    assert stale == about_freezing


def test_whoever_takes_a_base_package_takes_all_of_it_unless_somebody_had_nothing_to_do() -> None:
    assert [{entry.base for entry in pile} for pile in piles(ENTRIES, 2)] == [
        {base} for base, _ in Counter(entry.base for entry in ENTRIES).most_common()
    ]
    alone = [entry for entry in ENTRIES if entry.base == "lampring"]
    shared = piles(alone, 4)
    assert len(shared) == 4
    assert Counter(entry.id for pile in shared for entry in pile) == Counter(entry.id for entry in alone)
    assert piles(alone[:1], 2) == [alone[:1]]


def test_a_sample_holds_both_kinds_of_every_package_and_follows_its_seed() -> None:
    chosen = sampled(ENTRIES, 0.1, seed=7)
    assert {(entry.base, entry.kind) for entry in chosen} == {(entry.base, entry.kind) for entry in ENTRIES}
    assert chosen == sampled(ENTRIES, 0.1, seed=7) != sampled(ENTRIES, 0.1, seed=8)
    assert len(chosen) == pytest.approx(0.1 * len(ENTRIES), rel=0.25)


FILES = {"a.py": b"one two two", "data/secret/1.in": b"1\n", "data/secret/1.ans": b"2\n"}


@pytest.mark.parametrize(
    ("edit", "path", "content"),
    [
        (Edit("a.py", find="one", replace="1"), "a.py", b"1 two two"),
        (Edit("a.py", find="two", replace="2", every=True), "a.py", b"one 2 2"),
        (Edit("b.py", content=b"new"), "b.py", b"new"),
        (Edit("b.py", copy="a.py"), "b.py", b"one two two"),
        (Edit("a.py", keep_bytes=3), "a.py", b"one"),
        (Edit("data/secret/*.ans", remove=True), "data/secret/1.ans", None),
    ],
    ids=["replace", "replace every", "write", "copy", "cut", "remove"],
)
def test_edits(edit: Edit, path: str, content: bytes | None) -> None:
    assert edited(FILES, [edit]).get(path) == content


@pytest.mark.parametrize(
    "edit",
    [
        Edit("a.py", find="two", replace="2"),
        Edit("a.py", find="three"),
        Edit("c.py", find="one"),
        Edit("a.py", find="one", replace="one"),
        Edit("c/*", remove=True),
        Edit("a.py"),
    ],
    ids=["ambiguous", "absent", "no such file", "changes nothing", "removes nothing", "says nothing"],
)
def test_edits_that_do_not_fit_are_refused(edit: Edit) -> None:
    with pytest.raises(EditError):
        edited(FILES, [edit])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[[defect]]\nid = "a"\nclass = "c"\nwhy = "w"\nedit = []\n', "blames something"),
        ('[[defect]]\nid = "a"\nclass = "c"\nwhy = "w"\nblame = ["weather"]\nedit = []\n', "weather"),
        ('[[defect]]\nid = "a"\nclass = "c"\nwhy = "w"\nblame = ["tests"]\ncolour = 1\nedit = []\n', "colour"),
        ('[[defect]]\nid = "a"\nclass = "c"\nwhy = "w"\nblame = ["tests"]\nuse = ["x"]\nedit = []\n', "x"),
        ("[[defect]\n", "defects.toml of some"),
    ],
    ids=["no blame", "unknown blame", "unknown field", "unknown fragment", "no TOML"],
)
def test_a_wrong_manifest_is_refused_with_its_entry(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "some").mkdir()
    (tmp_path / "some/defects.toml").write_text(text, "utf-8")
    with pytest.raises(ManifestError, match=complaint):
        read_entries(tmp_path)


class CountingSandbox:
    """Every run prints how many there were before; builds are numbered too."""

    def __init__(self) -> None:
        self.builds = 0
        self.runs = 0

    def build(
        self,
        files: Mapping[str, bytes],
        steps: Sequence[Sequence[str]],
        *,
        run: Sequence[str],
        limits: Limits,
        family: Family = Family.NATIVE,
        python_main: str | None = None,
    ) -> Build:
        self.builds += 1
        return Build(None, Program(Path(f"/{self.builds}"), tuple(run), family, python_main))

    @contextmanager
    def slot(self) -> Iterator[SlotPort]:
        yield cast("SlotPort", self)

    def discard(self, program: Program) -> None:
        raise AssertionError("a remembered program was discarded")

    def run(self, program: Program, args: Sequence[str] = (), **_: object) -> Outcome:
        self.runs += 1
        return Outcome(Status.EXITED, 0, usage=Usage(wall_s=2.0), stdout=str(self.runs).encode())


LIMITS = Limits(1, 2, 64)


def ask(session: Session, source: bytes, stdin: bytes = b"", limits: Limits = LIMITS) -> bytes:
    program = session.build({"a.py": source}, [], run=["python3"], limits=LIMITS).program
    assert program is not None
    with session.slot() as slot:
        outcome = slot.run(program, ["x"], limits=limits, stdin=stdin, files=NO_FILES)
    session.discard(program)
    return outcome.stdout


def test_a_second_package_is_told_what_the_first_one_ran() -> None:
    sandbox = CountingSandbox()
    memory = Memory(cast("SandboxPort", sandbox))
    first, second = Session(memory), Session(memory)
    assert (ask(first, b"print()"), ask(second, b"print()")) == (b"1", b"1")
    assert (sandbox.builds, first.spared_s, second.spared_s) == (1, 0.0, 2.0)


def test_one_package_is_never_told_the_same_run_twice() -> None:
    memory = Memory(cast("SandboxPort", CountingSandbox()))
    first, second = Session(memory), Session(memory)
    assert [ask(first, b"print()"), ask(first, b"print()")] == [b"1", b"2"]
    assert [ask(second, b"print()") for _ in range(3)] == [b"1", b"2", b"3"]


class Asked:
    """Answers all but those that it is to leave out, and keeps what it was asked."""

    def __init__(self, *left_out: int) -> None:
        self.places: list[Sequence[int]] = []
        self._left_out = left_out

    def __call__(self, places: Sequence[int]) -> list[Answer | None]:
        self.places.append(places)
        return [None if place in self._left_out else Answer(0, 0.5, b"%d" % place, b"") for place in places]


def test_of_items_that_share_an_interpreter_only_those_are_asked_that_no_package_asked() -> None:
    memory, asked = Memory(cast("SandboxPort", CountingSandbox())), Asked()
    first, second = Session(memory), Session(memory)
    first.answers(["a", "b"], asked)
    found = second.answers(["x", "b", "a"], asked)
    assert asked.places == [[0, 1], [0]]
    assert [answer and answer.output for answer in found] == [b"0", b"1", b"0"]
    assert second.spared_s == 1.0


def test_within_a_package_items_are_never_told_from_memory_and_what_did_not_end_is_not_kept() -> None:
    memory, asked = Memory(cast("SandboxPort", CountingSandbox())), Asked(1)
    session = Session(memory)
    session.answers(["a", "b"], asked)
    session.answers(["a"], asked)
    assert Session(memory).answers(["b", "a"], Asked(0))[0] is None
    assert asked.places == [[0, 1], [0]]


def test_whatever_differs_is_run_anew() -> None:
    session = Session(Memory(cast("SandboxPort", CountingSandbox())))
    assert ask(session, b"print()") == b"1"
    assert ask(session, b"print(2)") == b"2"
    assert ask(session, b"print()", stdin=b"5") == b"3"
    assert ask(session, b"print()", limits=Limits(9, 2, 64)) == b"4"


def entry(name: str, group: str = "c", blame: Blame | None = Blame.TESTS) -> Entry:
    kind = Kind.CONTROL if blame is None else Kind.DEFECT
    return Entry(name, "p", kind, group, "", (), blame=frozenset() if blame is None else frozenset({blame}))


def result(item: Entry, *failed: tuple[str, Blame], outcome: Verification | None = None) -> Result:
    gates = [
        GateResult(
            name, GateStatus.FAIL if name in dict(failed) else GateStatus.PASS, dict(failed).get(name, Blame.TESTS), ""
        )
        for name in ("one", "two")
    ]
    said = outcome or (Verification.REJECTED if failed else Verification.VERIFIED)
    return Result(item, said, tuple(gates), 1.0, 0.0)


RESULTS = [
    result(entry("both"), ("one", Blame.TESTS), ("two", Blame.TESTS)),
    result(entry("only two", "d"), ("two", Blame.TESTS)),
    result(entry("led wrongly"), ("one", Blame.SPEC), ("two", Blame.TESTS)),
    result(entry("wrong blame"), ("one", Blame.SPEC)),
    result(entry("missed")),
    result(entry("clean", blame=None)),
    result(entry("undecided", blame=None), outcome=Verification.NEEDS_REVIEW),
    result(entry("false alarm", blame=None), ("one", Blame.TESTS)),
]


def test_score_counts_only_acceptable_blame_and_only_verified_controls() -> None:
    found = score(RESULTS)
    assert (found.planted, found.rejected, found.caught, found.rightly_led) == (5, 4, 3, 2)
    assert (found.controls, found.verified, found.false_rejections) == (3, 1, 1)
    assert found.right_blame == 0.5


def test_score_of_some_gates_is_as_if_there_were_no_others() -> None:
    found = score(RESULTS, {"two"})
    assert (found.rejected, found.caught, found.rightly_led, found.false_rejections, found.verified) == (3, 3, 3, 0, 3)


def test_a_gate_is_told_what_it_alone_catches() -> None:
    one, two = uses(RESULTS)
    assert (one.id, one.catches, one.alone, one.alone_in, one.false_alarms) == ("one", 1, 0, (), 1)
    assert (two.id, two.catches, two.alone, two.alone_in, two.false_alarms) == ("two", 3, 2, ("c", "d"), 0)


def test_classes_are_scored_apart() -> None:
    assert {name: (found.planted, found.caught) for name, found in by_class(RESULTS).items()} == {
        "c": (4, 2),
        "d": (1, 1),
    }


def test_baselines_name_gates_that_exist() -> None:
    known = {gate.id for gate in GATES}
    assert all(gates <= known for gates in BASELINES.values())


@pytest.mark.parametrize("said", [finding for finding in RESULTS if finding.entry.kind is Kind.DEFECT])
@pytest.mark.parametrize("baseline", [None, frozenset({"one"}), frozenset({"two"})])
def test_gates_that_are_not_asked_change_no_figure(
    said: Result, baseline: frozenset[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("judge.bench.gates.score.BASELINES", {"some": baseline} if baseline else {})
    asked: list[GateResult] = []
    for gate in said.gates:
        if is_needed(said.entry, gate.id, asked):
            asked.append(gate)
    short = replace(said, gates=tuple(asked), has_every_gate=False)
    assert (score([short]), score([short], baseline)) == (score([said]), score([said], baseline))
    assert len(asked) == (1 if said.entry.id == "both" and baseline != frozenset({"two"}) else 2)


def test_controls_are_shown_to_every_gate() -> None:
    alarm = RESULTS[-1]
    assert is_needed(alarm.entry, "two", alarm.gates[:1])


def test_a_record_gives_back_what_is_known_and_all_gates_only_where_all_were_asked(tmp_path: Path) -> None:
    whole, short = RESULTS[0], replace(RESULTS[1], has_every_gate=False)
    for item in (whole, short):
        Record(tmp_path / "record").add(item)
    entries = [whole.entry, short.entry, RESULTS[2].entry]
    assert Record(tmp_path / "record").known(entries) == [whole, short]
    assert Record(tmp_path / "record", every_gate=True).known(entries) == [whole]


def test_what_gates_catch_alone_is_shown_only_if_all_were_asked() -> None:
    assert "alone" in Report(RESULTS, 1.0).to_text()
    short = Report([replace(RESULTS[0], has_every_gate=False), *RESULTS[1:]], 1.0)
    assert "alone" not in short.to_text()
    assert short.to_json()["gates"] == []
