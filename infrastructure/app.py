"""What `cdk` runs: one stack for the stage given as `-c stage=...` (dev if none is)."""

import json
import os
import sys
from pathlib import Path

import aws_cdk
from settings import SettingsError, for_stage
from stacks.alpaco_stack import AlpacoStack


def _images(path: str | None) -> dict[str, str] | None:
    """The digests that `-c images=FILE` names, by pool."""
    try:
        return dict(json.loads(Path(path).read_text())) if path else None
    except (OSError, ValueError, TypeError) as exc:
        raise SettingsError("images", f"{path} is not a readable JSON object of pool and digest: {exc}") from exc


def main() -> None:
    app = aws_cdk.App()
    try:
        settings = for_stage(
            app.node.try_get_context("stage") or "dev",
            os.environ,
            dispatch=app.node.try_get_context("dispatch"),
            images=_images(app.node.try_get_context("images")),
            keep_data=app.node.try_get_context("keep_data"),
        )
    except SettingsError as exc:
        sys.exit(f"alpaco: {exc}")
    AlpacoStack(app, "Alpaco", settings=settings)
    app.synth()


if __name__ == "__main__":
    main()
