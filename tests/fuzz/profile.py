"""How fuzzers look for faults: the same examples each time, unless FUZZ_EXAMPLES asks for more and for new ones."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy


def profile(examples: int) -> settings:
    """`examples` is how many are tried where FUZZ_EXAMPLES says nothing."""
    return settings(
        max_examples=int(os.environ.get("FUZZ_EXAMPLES", examples)),
        deadline=None,
        derandomize="FUZZ_EXAMPLES" not in os.environ,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def json_values(text: SearchStrategy[str]) -> SearchStrategy[object]:
    """Whatever JSON can say with these texts."""
    return st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | text,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
        max_leaves=8,
    )
