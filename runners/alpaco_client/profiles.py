"""Which service the terminal client talks to: profiles in a private file, overruled by the environment.

A profile names a playground page (its `config.json` says where the API is) or the API itself.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from alpaco_client.api import Alpaco
from alpaco_client.errors import ApiError, ClientError
from alpaco_client.http import Http, Request

LOCAL = "local"
# Where `make dev` serves the playground page.
LOCAL_SITE = "http://127.0.0.1:4567"
PRIVATE = 0o600


@dataclass(frozen=True)
class Profile:
    """`site` is the page's address; with `http_url` nothing is looked up there."""

    name: str
    site: str = ""
    http_url: str = ""
    websocket_url: str = ""
    token: str = field(default="", repr=False)


@dataclass(frozen=True)
class Profiles:
    """What the file holds; `current` is the profile that is used if none is named."""

    current: str
    by_name: Mapping[str, Profile]

    def named(self, name: str) -> Profile:
        """Raises ClientError if there is no such profile."""
        if name in self.by_name:
            return self.by_name[name]
        raise ClientError(f"there is no profile {name!r}; known: {', '.join(sorted(self.by_name))}")

    def with_profile(self, profile: Profile) -> Profiles:
        """The profile added or replaced, and current."""
        return Profiles(profile.name, {**self.by_name, profile.name: profile})


def config_file(environ: Mapping[str, str] = os.environ) -> Path:
    """`ALPACO_CONFIG`, else in the user's configuration folder."""
    if environ.get("ALPACO_CONFIG"):
        return Path(environ["ALPACO_CONFIG"])
    folder = environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(folder) / "alpaco" / "config.json"


def read(path: Path) -> Profiles:
    """The file's profiles and `local`, which is always there. Raises ClientError if it cannot be read."""
    local = {LOCAL: Profile(LOCAL, site=LOCAL_SITE)}
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        stored = {name: Profile(name, **values) for name, values in raw["profiles"].items()}
        return Profiles(str(raw["current"]), {**local, **stored})
    except FileNotFoundError:
        return Profiles(LOCAL, local)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as exc:
        raise ClientError(f"{path} cannot be read ({exc}); correct or remove it") from exc


def write(path: Path, profiles: Profiles) -> None:
    """Replaces the file at once; it may hold keys, so nobody else can read it at any moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    stored = {name: _stored(profile) for name, profile in sorted(profiles.by_name.items())}
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".config-")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), PRIVATE)
        json.dump({"current": profiles.current, "profiles": stored}, file, indent=2)
    Path(temporary).replace(path)


def _stored(profile: Profile) -> dict[str, str]:
    return {name: value for name, value in asdict(profile).items() if value and name != "name"}


def chosen(name: str, environ: Mapping[str, str] = os.environ) -> Profile:
    """The profile named, else `ALPACO_PROFILE`, else the current one; then what the environment overrules."""
    profiles = read(config_file(environ))
    profile = profiles.named(name or environ.get("ALPACO_PROFILE") or profiles.current)
    if environ.get("ALPACO_URL"):
        profile = Profile(profile.name, http_url=environ["ALPACO_URL"])
    return replace(
        profile,
        websocket_url=environ.get("ALPACO_WEBSOCKET_URL") or profile.websocket_url,
        token=environ.get("ALPACO_TOKEN") or profile.token,
    )


def connected(profile: Profile, http: Http | None = None) -> Alpaco:
    """The service of a profile, looked up at its page if need be. Raises ClientError."""
    http = http or Http()
    known = profile if profile.http_url else discovered(profile, http)
    return Alpaco(known.http_url.rstrip("/"), known.websocket_url, known.token, http)


def discovered(profile: Profile, http: Http) -> Profile:
    """The profile with the URLs that the page names. Raises ApiError, Unreachable, ClientError."""
    address = f"{profile.site.rstrip('/')}/config.json"
    try:
        named: Any = json.loads(http(Request("GET", address, {})).body)
        if named.get("starting"):
            raise ClientError(f"the service of {profile.site} is starting: try again in half a minute")
        return replace(profile, http_url=str(named["http_url"]), websocket_url=str(named.get("websocket_url", "")))
    except (ValueError, KeyError, TypeError, AttributeError, ApiError) as exc:
        raise ClientError(f"{profile.site} is no page of this service ({address} names no http_url)") from exc
