"""What `make dev` prints when the service stands: URLs and lines to copy."""

from __future__ import annotations

from tools.dev.local_api import write_environment_file
from tools.dev.local_platform import Platform
from tools.dev.playground import Playground

_GUIDE = """
[bold]The service is up.[/] Ctrl-C ends everything.

  [bold]page       {page}[/]
  HTTP       {http}
  WebSocket  {ws}
  logs       {logs}
  callers    everybody who reaches this port may do everything (auth_mode none: for one machine only)

[bold]From the terminal[/]
  .venv/bin/alpaco problems
  .venv/bin/alpaco generate "a graph problem about ferries" --watch
  .venv/bin/alpaco submit ferryrest solution.py --watch

[bold]Grade[/]
  curl -s {http}/problems
  curl -s -X POST {http}/problems/ferryrest/grade -H 'Content-Type: application/json' \\
       -d '{{"language": "python3", "code": "print(1)"}}'
  curl -s {http}/submissions/SUBMISSION_ID

[bold]Generate[/]  (then paste the line in braces)
  .venv/bin/python -m websockets {ws}
  {{"action": "generate", "request_id": "r1", "prompt": "ferries", "difficulty": "easy", "language": "en"}}
  or: npx wscat -c {ws}

[bold]HTTP API with live reload[/]  (same store, same queue)
  cd runtime && env $(cat {environment}) ../.venv/bin/chalice local
"""


def guide(platform: Platform, playground: Playground) -> str:
    deployment = platform.deployment
    return _GUIDE.format(
        page=playground.url,
        http=deployment.http_url,
        ws=deployment.websocket_url,
        logs=platform.emulator.directory,
        environment=write_environment_file(platform),
    )
