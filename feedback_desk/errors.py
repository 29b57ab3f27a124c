"""Expected trouble, each with a sentence for the person in front of the program.

Anything that is not a `DeskError` is a bug of ours and goes to the crash handler and the log.
A message never holds what was written about a candidate.
"""

from __future__ import annotations


class DeskError(Exception):
    """Something a user can understand and act on; `str(error)` is one plain sentence."""


class NotFound(DeskError):
    """No such interview, candidate, letter, kit or skill."""


class BadInput(DeskError):
    """A file or a value that cannot be taken as it is."""


class StoreTrouble(DeskError):
    """The store can't be read or written: disk full, locked, foreign, damaged or newer file, wrong key."""


class AlreadyOpen(StoreTrouble):
    """Another window has this store open; one is enough, and it is the one to bring to the front."""


class PassphraseNeeded(StoreTrouble):
    """The store opens with a passphrase and none was given."""


class WrongPassphrase(StoreTrouble):
    """The passphrase given does not open the store; the store itself is whole."""


class LetterBlocked(DeskError):
    """A letter that must not leave the machine as it is; `reasons` has one sentence for each block."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__("The letter was not exported: " + " ".join(reasons))
        self.reasons = reasons

    def __reduce__(self) -> tuple[type[LetterBlocked], tuple[tuple[str, ...]]]:
        return type(self), (self.reasons,)  # between processes it is made of its reasons, not of its sentence
