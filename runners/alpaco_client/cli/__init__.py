"""Commands of `alpaco` that talk to a running service."""
