"""`alpaco secrets set NAME --stage STAGE`: puts a value where the stack looks for it. It is read, never shown."""

from __future__ import annotations

import sys
from argparse import Namespace
from getpass import getpass
from typing import Any

from operate.aws import OperatorError, client, is_code, told_plainly

# By what operators call a secret, the output of the stack that names it.
OUTPUTS = {"model-key": "ModelKeySecret"}
MAX_LENGTH = 4096


def run(arguments: Namespace) -> int:
    """Raises OperatorError."""
    value = checked(_read(arguments.name))
    store(arguments.name, arguments.stage, value, ssm=client("ssm"), secrets=client("secretsmanager"))
    print(f"{arguments.name} of stage {arguments.stage} is set; generations that start from now on use it")
    return 0


def _read(name: str) -> str:
    return getpass(f"{name}: ") if sys.stdin.isatty() else sys.stdin.read()


def checked(text: str) -> str:
    """The value without the line's end. Raises OperatorError if it cannot be a key."""
    value = text.strip()
    if not value:
        raise OperatorError("nothing was given: pipe the value in, or type it when asked")
    if len(value.split()) > 1 or len(value) > MAX_LENGTH or not value.isprintable():
        raise OperatorError("a key is one word: the value has spaces, several lines, or is too long")
    return value


def store(name: str, stage: str, value: str, *, ssm: Any, secrets: Any) -> None:
    parameter = f"/alpaco/{stage}/{OUTPUTS[name]}"
    try:
        with told_plainly():
            secret = ssm.get_parameter(Name=parameter)["Parameter"]["Value"]
            secrets.put_secret_value(SecretId=secret, SecretString=value)
    except OperatorError as exc:
        if is_code(exc, "ParameterNotFound"):
            raise OperatorError(
                f"stage {stage} has no such secret ({parameter} is not there): "
                "name a model in infrastructure/settings.py and deploy first"
            ) from exc
        raise
