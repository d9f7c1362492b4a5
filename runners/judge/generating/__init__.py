"""Makes the tests of a package from its generator and its model solution."""

from judge.generating.run import generate_tests, reference_of

__all__ = ["generate_tests", "reference_of"]
