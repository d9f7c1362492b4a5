"""What can be submitted here: the table, and what the runners of this deployment have published."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chalicelib.domain import keys
from chalicelib.domain.languages import ANSWERS_LANGUAGE, LANGUAGES, Language, Published, by_name, offered
from chalicelib.errors import AlpacoError, Corrupt, Invalid
from chalicelib.usecases.ports import Clock, ObjectStore

log = logging.getLogger(__name__)

MAX_PUBLISHED_BYTES = 256 * 1024
# A runner that starts later is seen after so long.
FRESH = timedelta(seconds=60)


@dataclass
class Catalogue:
    """Without a bucket it is the table alone. What was read is kept for a minute."""

    objects: ObjectStore | None = None
    clock: Clock = datetime.now
    _read: Mapping[str, Language] = field(default_factory=dict)
    _read_at: datetime | None = None

    def known(self) -> Mapping[str, Language]:
        """By id, those of the table first."""
        now = self.clock()
        if self._read_at is None or now - self._read_at > FRESH:
            self._read, self._read_at = offered(self._published()), now
        return self._read

    def find(self, name: str) -> Language:
        """The language of that id or alias. Raises Invalid (language) naming those that there are."""
        found = by_name(name) or by_name(name, self.known())
        if found is None:
            raise Invalid(f"{name[:40]!r} is none of {', '.join(sorted(self.known()))}", field="language")
        return found

    def of(self, language_id: str) -> Language:
        """The language of a submission that was accepted. Raises Corrupt if no runner has it any more."""
        if language_id == ANSWERS_LANGUAGE.id:
            return ANSWERS_LANGUAGE
        found = LANGUAGES.get(language_id) or self.known().get(language_id)
        if found is None:
            raise Corrupt(f"no runner has the language {language_id}")
        return found

    def _published(self) -> Iterator[Published]:
        """A listing that cannot be read is left out: the table still holds."""
        if self.objects is None:
            return
        try:
            for key in self.objects.names(keys.PUBLISHED_LANGUAGES):
                data = self.objects.get(key, limit=MAX_PUBLISHED_BYTES)
                if data is not None:
                    yield Published.from_json(data)
        except (AlpacoError, ValueError, KeyError, TypeError) as exc:
            log.warning("languages_unreadable", extra={"error": type(exc).__name__})
