"""Which language a text is in, as far as its script and its commonest words tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

_SCRIPTS: Mapping[str, str] = {
    "hangul": r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]",
    "kana": r"[\u3040-\u30ff]",
    "han": r"[\u4e00-\u9fff\u3400-\u4dbf]",
    "cyrillic": r"[\u0400-\u04ff]",
    "greek": r"[\u0370-\u03ff\u1f00-\u1fff]",
    "hebrew": r"[\u0590-\u05ff]",
    "arabic": r"[\u0600-\u06ff\u0750-\u077f]",
    "thai": r"[\u0e00-\u0e7f]",
    "devanagari": r"[\u0900-\u097f]",
    "georgian": r"[\u10a0-\u10ff]",
    "armenian": r"[\u0530-\u058f]",
    "latin": r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]",
}
_SCRIPT_OF: Mapping[str, tuple[str, ...]] = {
    "ko": ("hangul",), "ja": ("kana", "han"), "zh": ("han",), "ru": ("cyrillic",), "uk": ("cyrillic",),
    "bg": ("cyrillic",), "sr": ("cyrillic", "latin"), "mk": ("cyrillic",), "be": ("cyrillic",), "kk": ("cyrillic",),
    "el": ("greek",), "he": ("hebrew",), "ar": ("arabic",), "fa": ("arabic",), "ur": ("arabic",), "th": ("thai",),
    "hi": ("devanagari",), "mr": ("devanagari",), "ne": ("devanagari",), "ka": ("georgian",), "hy": ("armenian",),
}  # fmt: skip
_COMMON: Mapping[str, str] = {
    "en": "the of and is are to that it with each which for by you be on at from this if not or as can has",
    "es": "el los las de que y en una es por con para se cada del al si hay son lo su como más esta",
    "fr": "le les des et est une dans que qui pour sur par du au chaque il ce sont si pas avec on aux",
    "de": "der die das und ist ein eine nicht mit von zu den dem des wird auf jede wenn es sind für im oder",
    "pt": "os as que em um uma é por com para não cada do da se ao são mais dos das você ou no na",
    "it": "il di che è per con si ogni del della nel gli sono non una alla dei dal più come un",
    "nl": "het een en van is dat met op te voor elke niet zijn wordt als er aan deze heeft bij",
    "sv": "och att det en ett är som på för av med varje inte den om till från har kan",
    "da": "og at det en et er som på for af med hver ikke den til fra har kan der",
    "no": "og at det en et er som på for av med hver ikke den til fra har kan hvis",
    "fi": "ja on ei että se joka voi kun jos ovat hän tai sen niin kuin ensimmäinen",
    "pl": "i w z na do jest nie się że dla od oraz każdy po jeśli to są który ile",
    "cs": "a v na je se že do pro od každý pokud jsou který které není po ve",
    "hu": "a az és egy nem hogy van minden ha meg is akkor vagy első szám",
    "ro": "și în de la cu pe este un o nu care dacă din sunt fiecare se",
    "hr": "i u na je se da od za su koji svaki ako ne ili iz broj",
    "tr": "ve bir bu için ile olarak en her da de ise olan kadar sayısı",
    "vi": "và của là các có một được cho trong với không từ số mỗi nếu",
    "id": "dan yang di dari untuk dengan adalah setiap ini itu pada jika tidak ke akan",
}
_RIVALS = {frozenset(pair) for pair in (("da", "no"), ("da", "sv"), ("no", "sv"), ("cs", "hr"), ("cs", "pl"))}
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_LETTERS = 60
# Scripts of which one character says as much as three letters.
_DENSE = ("hangul", "kana", "han")
_FEWEST_HITS = 8
_FEWEST_IN_SENTENCES = 5
_CLEARLY = 3
# A text in another script than Latin holds Latin letters too: names, variables that are no formulas.
_OWN_SHARE = 0.2
_FOREIGN_SHARE = 0.3


def _distinctive() -> dict[str, frozenset[str]]:
    """Per language the common words that no other language has in its list."""
    counts = Counter(word for words in _COMMON.values() for word in set(words.split()))
    near = {language: {w for pair in _RIVALS if language in pair for o in pair if o != language
                       for w in _COMMON[o].split()} for language in _COMMON}  # fmt: skip
    return {
        language: frozenset(w for w in words.split() if counts[w] == 1 or (counts[w] == 2 and w in near[language]))
        for language, words in _COMMON.items()
    }


_WORDS = _distinctive()


def scripts(text: str) -> dict[str, int]:
    """Letters by script."""
    return {name: len(re.findall(pattern, text)) for name, pattern in _SCRIPTS.items()}


def is_foreign(text: str, language: str) -> str | None:
    """What the text is in if that is clearly not this language (`en`, `pt-BR`); None if it may be, or is too short."""
    base = language.partition("-")[0].lower()
    counts = scripts(text)
    letters = sum(counts.values())
    if letters + 2 * sum(counts[name] for name in _DENSE) < _FEWEST_LETTERS:
        return None
    own = _SCRIPT_OF.get(base)
    if own:
        if sum(counts[name] for name in own) < _OWN_SHARE * letters:
            return max(counts, key=lambda name: counts[name])
        return "kana" if base == "zh" and counts["kana"] > _FOREIGN_SHARE * letters else None
    if base not in _COMMON:
        return None
    if letters - counts["latin"] > _FOREIGN_SHARE * letters:
        return max((name for name in counts if name != "latin"), key=lambda name: counts[name])
    return _other_words(text, base)


def hits(text: str) -> dict[str, int]:
    """How many words of the text are common ones of each language and of no other."""
    words = [word.lower() for word in _WORD.findall(text)]
    return {language: sum(word in known for word in words) for language, known in _WORDS.items()}


def _other_words(text: str, base: str) -> str | None:
    found = hits(text)
    best = max(found, key=lambda name: found[name])
    if best == base or frozenset((best, base)) in _RIVALS:
        return None
    return best if found[best] >= _FEWEST_HITS and found[best] > _CLEARLY * found[base] else None


def has_foreign_sentences(sentences: Sequence[str], language: str) -> str | None:
    """What those sentences are in that have no common word of this language; None if that is not clear."""
    base = language.partition("-")[0].lower()
    if base not in _COMMON:
        return None
    odd = hits(" ".join(text for text in sentences if not hits(text)[base]))
    best = max(odd, key=lambda name: odd[name])
    others = sum(odd.values()) - odd[best]
    is_rival = frozenset((best, base)) in _RIVALS
    return best if odd[best] >= _FEWEST_IN_SENTENCES and odd[best] > _CLEARLY * others and not is_rival else None


def guess(text: str) -> str | None:
    """`ko` or `en` or another language with a list here, if the text is clearly in it."""
    counts = scripts(text)
    letters = sum(counts.values())
    if counts["hangul"] > _FOREIGN_SHARE * letters:
        return "ko"
    if letters == 0 or counts["latin"] < (1 - _FOREIGN_SHARE) * letters:
        return None
    found = hits(text)
    best = max(found, key=lambda name: found[name])
    alone = sum(found.values()) == found[best] > 0
    return best if found[best] >= _FEWEST_HITS or alone else None


def may_be_english(text: str) -> bool:
    """Whether a text that is too short for a guess is in Latin letters and no other language is likelier."""
    found = hits(text)
    return scripts(text)["latin"] > 0 and guess(text) in (None, "en") and found["en"] >= max(found.values())


def may_be_in(language: str, text: str) -> bool:
    """Whether the text is in this language as far as can be told; a short one may be English."""
    base = language.partition("-")[0].lower()
    return guess(text) == base or (base == "en" and may_be_english(text))
