"""The use cases that the screens and the command line call.

A `Desk` is plain synchronous Python over one connection. What changes something returns a
`Change`; expected trouble is a `DeskError`. Ids of what is made are made by the caller where a
screen must know them before the commit, so every method that makes something accepts the id.

One module a part, each standing on the one before: `opened`, `looking`, `settings`, `kits`, `interviews`, `texts`,
`letters`, `sending`; `ahead` is a question asked of the whole. Rooms that are slow to import (catalogue, letter, pdf,
exchange) are imported by the methods that need them: the first window opens its `Desk` before it is painted.
"""

from __future__ import annotations

from feedback_desk.desk.sending import Sending

__all__ = ["Desk"]


class Desk(Sending):
    """One person's store with everything one can do in it. Use as a context manager, or call `close`."""
