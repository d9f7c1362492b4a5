"""The judging engine: no AWS, no network."""
