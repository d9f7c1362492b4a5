"""Variants of inputs come to an end where nothing can be changed."""

from __future__ import annotations

from itertools import islice

from judge.probe.document import Document
from judge.probe.variants import Mutator, Sheet


def test_input_of_one_word_has_no_variants() -> None:
    assert list(Mutator(None).variants([Sheet("", Document.of(b"([])\n"))], seed=1)) == []


def test_input_of_numbers_has_endless_variants() -> None:
    variants = Mutator(None).variants([Sheet("", Document.of(b"([])\n")), Sheet("", Document.of(b"3 4\n"))], seed=1)
    assert len(list(islice(variants, 5000))) == 5000
