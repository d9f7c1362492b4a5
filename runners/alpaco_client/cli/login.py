"""`alpaco login`: names a service and, where it asks for one, a key; checks both before anything is written."""

from __future__ import annotations

import getpass
import sys

from judge.cli.main import Arguments

from alpaco_client.cli.common import command
from alpaco_client.errors import ClientError
from alpaco_client.http import Http
from alpaco_client.profiles import LOCAL, LOCAL_SITE, Profile, config_file, connected, discovered, read, write

DEPLOYED = "deployed"


@command
def run(arguments: Arguments) -> int:
    name = arguments.profile or (DEPLOYED if arguments.url else LOCAL)
    profile = _profile(name, arguments.url, arguments.websocket_url, _token(arguments))
    alpaco = connected(profile)
    alpaco.get("/problems", limit="1")
    file = config_file()
    write(file, read(file).with_profile(profile))
    print(f"profile {name}: {alpaco.http_url} (kept in {file}, readable by you alone)")
    return 0


def _profile(name: str, url: str, websocket_url: str, token: str) -> Profile:
    """A page's address if there is such a page there, else that of the API."""
    site = Profile(name, site=url or LOCAL_SITE, token=token)
    if websocket_url:
        return Profile(name, http_url=url, websocket_url=websocket_url, token=token)
    try:
        discovered(site, Http())
        return site
    except ClientError:
        if not url:
            raise
        return Profile(name, http_url=url, token=token)


def _token(arguments: Arguments) -> str:
    """From standard input or a hidden prompt, never from the command line, which others can see."""
    if not arguments.token:
        return ""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    return getpass.getpass("API key or token: ").strip()
