"""The inputs of a package as its layout reads them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property

from chalicelib.protocol import JobLimits

from judge.gates.pool import SMALL_BYTES
from judge.gates.stated import Stated
from judge.package import Package
from judge.probe.document import Document
from judge.probe.layout import Layout, fit
from judge.probe.spec import Variable
from judge.probe.variants import Sheet

# Larger inputs are not taken apart: they are there for the time limit. Without a spec only small ones are asked for.
_READ_BYTES = 4 << 20
Extremes = tuple[Decimal, Decimal]


class Readings(Stated, ABC):
    """Which inputs are valid is for others to say."""

    def __init__(self, package: Package, limits: JobLimits) -> None:
        super().__init__(package, limits)
        self._seen: dict[tuple[str, bool], Extremes | None] = {}
        self._read: dict[bytes, Sheet] = {}

    @abstractmethod
    def accepted(self, inputs: Sequence[bytes]) -> list[bytes]:
        """Those that are valid."""

    @cached_property
    def documents(self) -> list[tuple[str, Document]]:
        """The package's tests as tokens, by name, in order; without the largest ones, as tokens take much memory."""
        largest = SMALL_BYTES if self.spec is None else _READ_BYTES
        cases = [case for case in self.package.cases() if case.input.stat().st_size <= largest]
        return [(case.name, Document.of(case.input.read_bytes())) for case in cases]

    @cached_property
    def layout(self) -> Layout | None:
        """How tokens belong to variables; None if no reading of the spec's layout fits all tests."""
        if self.spec is None or not self.spec.variables:
            return None
        return fit(self.spec.input_layout, self.spec.variables, [item.tokens for item in self._sound_documents])

    @property
    def _sound_documents(self) -> list[Document]:
        """A damaged test must not hide what the others say of the layout."""
        valid = set(self.accepted([document.data for _, document in self.documents]))
        return [document for _, document in self.documents if document.data in valid]

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The tests, read by the layout."""
        layout = self.layout
        return [
            Sheet(name, document, layout.read(document.tokens) if layout else None) for name, document in self.documents
        ]

    def seen(self, variable: Variable, *, secret_only: bool = False) -> Extremes | None:
        """The smallest and the largest value (for texts: length) in the tests; None if no token holds it."""
        key = variable.name, secret_only
        if key not in self._seen:
            sheets = [sheet for sheet in self.sheets if not secret_only or sheet.name.startswith("secret/")]
            self._seen[key] = _extremes(variable, sheets)
        return self._seen[key]

    def extremes(self, variable: Variable, inputs: Sequence[bytes]) -> Extremes | None:
        """The same for any inputs."""
        return _extremes(variable, [self.sheet_of(data) for data in inputs])

    def is_single(self, variable: Variable) -> bool:
        """Whether each input holds it once."""
        readings = [sheet.reading for sheet in self.sheets if sheet.reading]
        return all(len(reading.places(variable.name)) <= 1 for reading in readings)

    def sheet_of(self, data: bytes) -> Sheet:
        """An input that is no test, read by the layout; small ones are read once."""
        found = self._read.get(data)
        if found is None:
            document = Document.of(data)
            found = Sheet("", document, self.layout.read(document.tokens) if self.layout else None)
            if len(data) <= SMALL_BYTES:
                self._read[data] = found
        return found

    @cached_property
    def small_sheets(self) -> list[Sheet]:
        """Small inputs of the package, the smallest first."""
        few = [sheet for sheet in self.sheets if 0 < sheet.size <= SMALL_BYTES]
        small = [sheet for sheet in few if len(sheet.document.data) <= SMALL_BYTES]
        return sorted(small, key=lambda sheet: sheet.size)


def _extremes(variable: Variable, sheets: Sequence[Sheet]) -> Extremes | None:
    sizes = [
        sheet.size_at(variable, place)
        for sheet in sheets
        for place in (sheet.reading.places(variable.name) if sheet.reading else ())
    ]
    return (min(sizes), max(sizes)) if sizes else None
