"""`python -m tests.provider NAME [--port N]`: serves a recording until interrupted, and prints what to set."""

from __future__ import annotations

import argparse
import sys
import threading
from pathlib import Path

from tests.provider.recordings import Recording, names
from tests.provider.server import Provider


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.provider", description=__doc__)
    parser.add_argument("recording", help=f"a folder, or one of: {', '.join(names())}")
    parser.add_argument("--port", type=int, default=0, help="0 (the default) takes a free one")
    args = parser.parse_args()
    folder = Path(args.recording)
    recording = Recording(folder) if folder.is_dir() else Recording.named(args.recording)
    with Provider(recording, port=args.port) as provider:
        sys.stdout.write(f"OPENAI_BASE_URL={provider.url} OPENAI_MODEL=recorded\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
