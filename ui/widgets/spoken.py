"""How the tones and languages of letters are called."""

from __future__ import annotations

TONES = {"warm": "Warm", "formal": "Formal"}
_LANGUAGES = {"en": "English", "hi": "हिन्दी"}


def language_text(language: str) -> str:
    """A language by the name it calls itself; another one by its code."""
    return _LANGUAGES.get(language, language)
