"""What can be wrong with our world; what a program does is never an exception but an `Outcome`.

SandboxError
├── SandboxUnavailable    this machine offers no way to confine a program; the message is one clear line
└── SupervisorLost        a slot's supervisor died or answered nonsense; the slot is replaced
"""


class SandboxError(Exception):
    """The sandbox itself is at fault, never the program that ran in it."""


class SandboxUnavailable(SandboxError):
    """Nothing here confines a program; raised rather than ever running one unconfined."""


class SupervisorLost(SandboxError):
    """A slot's supervisor ended or broke the protocol."""
