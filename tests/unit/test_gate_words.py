"""The page says in both languages what each gate asks."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \| .* \| .* \|$", re.MULTILINE)
WORDS = re.compile(r'^  "?([a-z-]+)"?: \["[^"]+\?", "[^"]*[가-힣][^"]*\?"\],$', re.MULTILINE)


def test_every_gate_has_its_question_in_english_and_korean() -> None:
    rows = ROW.findall((ROOT / "docs/gates.md").read_text(encoding="utf-8"))
    gates = {gate for row in rows for gate in re.findall(r"`([a-z-]+)`", row)}
    asked = WORDS.findall((ROOT / "web/src/gatewords.ts").read_text(encoding="utf-8"))
    assert len(asked) == len(set(asked))
    assert set(asked) == gates
