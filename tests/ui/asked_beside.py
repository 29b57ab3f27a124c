"""What tests ask the second process: it imports this file, so nothing heavy is imported here."""

import os
import time

from feedback_desk.errors import LetterBlocked
from feedback_desk.model import Profile


def echo(desk, value):
    return value


def slowly(desk, seconds, value):
    time.sleep(seconds)
    return value


def who(desk):
    return desk.profile().name, os.getpid()


def blocked(desk):
    raise LetterBlocked(("It names somebody.", "It has no date."))


def bug(desk, profile: Profile):
    return profile.name.nothing_like_that


def die(desk):
    os._exit(3)


def die_once(desk, mark):
    if not mark.exists():
        mark.touch()
        os._exit(3)
    return "alive"


def where_from(desk):
    import colorsys  # of the standard library, and not imported by anything here

    return colorsys.__file__
