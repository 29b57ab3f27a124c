"""What the user set: the letterhead, the organisation's rules, wording and lists of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, TypeVar

from feedback_desk.desk.looking import Looking
from feedback_desk.errors import BadInput
from feedback_desk.model import Change, Feedback, Policy, Profile
from feedback_desk.record import known
from feedback_desk.store import pictures, settings

if TYPE_CHECKING:
    from feedback_desk.letter.lists import Lists
    from feedback_desk.letter.wording import Wording
    from feedback_desk.pdf.pictures import Picture

Loaded = TypeVar("Loaded")


class Settings(Looking):
    """What is set once and holds for every letter."""

    def profile(self) -> Profile:
        held = settings.get(self._store, "profile")
        return Profile(**known(Profile, held)) if isinstance(held, dict) else Profile()

    def set_profile(self, profile: Profile, source: str = "") -> Change:
        return self._keep("profile", asdict(profile), source)

    def change_profile(self, fields: Mapping[str, Any], source: str = "") -> Change:
        """Other values for some fields; the rest stays as it is in the store by then."""
        with self._store.transaction():
            return self.set_profile(replace(self.profile(), **fields), source)

    def policy(self) -> Policy:
        """What the organisation lets candidates have."""
        held = settings.get(self._store, "policy")
        return Policy(Feedback(held["feedback"]), held["sign_off"]) if isinstance(held, dict) else Policy()

    def set_policy(self, policy: Policy, source: str = "") -> Change:
        return self._keep("policy", asdict(policy), source)

    def change_policy(self, fields: Mapping[str, Any], source: str = "") -> Change:
        """Like `change_profile`."""
        with self._store.transaction():
            return self.set_policy(replace(self.policy(), **fields), source)

    def _keep(self, name: str, values: dict[str, Any], source: str) -> Change:
        """What a newer program keeps beside these values stays."""
        with self._store.transaction():
            held = settings.get(self._store, name)
            settings.put(self._store, name, {**held, **values} if isinstance(held, dict) else values)
        return Change(frozenset({name}), source)

    # --- Pictures -----------------------------------------------------------------------------

    def add_picture(self, content: bytes, read: Picture) -> str:
        """Keep a PNG, JPEG or SVG for the letterhead; its SHA-256. `read` is what `pdf.pictures` made of it.

        That is done before: it takes a moment, and all that is typed waits for who writes.
        """
        return pictures.put(self._store, content, read.type)

    def picture(self, sha256: str) -> bytes | None:
        """The bytes of a logo or signature, or None when the store has it not."""
        return pictures.find(self._store, sha256)

    # --- Wording ------------------------------------------------------------------------------

    def wording(self, language: str = "en", tone: str = "warm") -> Wording:
        """The words letters are written with, the user's own where they changed them."""
        from feedback_desk.letter.wording import load_wording

        return _loaded(self._wording_changes(language, tone), lambda changes: load_wording(language, tone, changes))

    def set_wording(self, language: str, tone: str, key: str, words: str | tuple[str, ...], source: str = "") -> Change:
        """Change one text or one slot's variants; `BadInput` when a letter couldn't be written with them.

        `key` is one of `letter.wording.texts(...)`.
        """
        from feedback_desk.letter.wording import load_wording, texts

        changes = {**self._wording_changes(language, tone), key: words}
        load_wording(language, tone, {key: words})
        shipped = texts(language, tone)
        return self._keep_wording(language, tone, {k: w for k, w in changes.items() if w != shipped.get(k)}, source)

    def restore_wording(self, language: str, tone: str, key: str = "", source: str = "") -> Change:
        """Back to what comes with the program: one text, or all of them without a key."""
        changes = self._wording_changes(language, tone)
        changes.pop(key, None)
        return self._keep_wording(language, tone, changes if key else {}, source)

    def _wording_changes(self, language: str, tone: str) -> dict[str, str | tuple[str, ...]]:
        held = settings.get(self._store, f"wording {language} {tone}")
        changes = held if isinstance(held, dict) else {}
        return {key: tuple(words) if isinstance(words, list) else words for key, words in changes.items()}

    def _keep_wording(
        self, language: str, tone: str, changes: Mapping[str, str | tuple[str, ...]], source: str
    ) -> Change:
        settings.put(self._store, f"wording {language} {tone}", dict(changes))
        return Change(frozenset({"wording"}), source)

    # --- The lists of the checks --------------------------------------------------------------

    def check_lists(self, language: str = "en") -> Lists:
        """What the checks look for, with the user's own additions."""
        from feedback_desk.letter.lists import load_lists

        return _loaded(self._list_changes(language), lambda changes: load_lists(language, changes))

    def set_check_list(
        self, name: str, patterns: tuple[str, ...], excepted: tuple[str, ...], language: str = "en", source: str = ""
    ) -> Change:
        """Change what one list looks for, a pattern each; `BadInput` names a pattern that can't be read."""
        from feedback_desk.letter.lists import list_change, load_lists

        changes = self._list_changes(language)
        changes[name] = list_change(language, name, patterns, excepted)
        load_lists(language, {name: changes[name]})
        return self._keep_lists(language, changes, source)

    def _list_changes(self, language: str) -> dict[str, dict[str, list[str]]]:
        """By list, what was added and removed: lists of a newer program keep growing under it."""
        from feedback_desk.letter.lists import list_language

        held = settings.get(self._store, f"checks {list_language(language)}")
        return dict(held) if isinstance(held, dict) else {}

    def _keep_lists(self, language: str, changes: Mapping[str, dict[str, list[str]]], source: str) -> Change:
        from feedback_desk.letter.lists import list_language

        settings.put(self._store, f"checks {list_language(language)}", dict(changes))
        return Change(frozenset({"checks"}), source)


def _loaded(changes: dict[str, Any], load: Callable[[dict[str, Any]], Loaded]) -> Loaded:
    """What `load` makes of the changes; those that only another version of the program could use take none away."""

    def is_usable(key: str) -> bool:
        try:
            load({key: changes[key]})
        except BadInput:
            return False
        return True

    try:
        return load(changes)
    except BadInput:
        return load({key: change for key, change in changes.items() if is_usable(key)})
