"""The benchmark of the stream counts every chunk once and tells whether its goal is kept."""

from __future__ import annotations

from tools.bench.chunks import NotingServer, recorded
from tools.bench.inprocess import through_code
from tools.bench.stream import told


def test_every_chunk_leaves_once_it_was_sent() -> None:
    with recorded(60) as recording, NotingServer(recording, 0.0, 0) as server:
        left, frames = through_code(server, 0.01)
    assert set(left) == set(server.sent) == set(range(60))
    assert all(left[number] >= server.sent[number] for number in left)
    assert frames < 60


def test_table_says_whether_the_goal_is_kept() -> None:
    text, is_good = told([0.01] * 98 + [0.06, 0.065], 5, 0.03)
    assert is_good
    assert text.splitlines()[-1] == "  goal for p99: 40 ms beyond the window, kept"
    assert not told([0.01] * 90 + [0.08] * 10, 5, 0.03)[1]
