"""Tells the service which languages this runner has, so that `GET /languages` shows what can really be submitted."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable

from judge import languages as known_languages
from judge.language_report import version_of
from judge.languages import Language

from worker.ports import Store

log = logging.getLogger(__name__)


def publish(store: Store, pools: Iterable[str]) -> None:
    """Writes `languages/<pool>.json` for each pool. A failure is logged: jobs can be done without it."""
    try:
        known = [_shown(language) for language in known_languages.available(known_languages.load()).values()]
        for pool in pools:
            body = {"v": 1, "pool": pool, "languages": known}
            store.put(f"languages/{pool}.json", json.dumps(body, ensure_ascii=False).encode())
    except Exception:
        log.exception("languages_not_published")


def _shown(language: Language) -> dict[str, object]:
    return {
        "id": language.code,
        "name": language.name,
        "aliases": language.aliases,
        "source_name": language.source_name,
        "pool": language.pool,
        "version": version_of(language),
    }
