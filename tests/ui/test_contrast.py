"""Contrast of what is really painted: the rules of the style sheet, the washes of note kinds, and pixels of screens."""

import re
from collections import Counter

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from tests.ui.test_fits import PLACES, filled
from tests.ui.whole_window import WholeWindow
from ui import theme
from ui.interview.kinds import LOOKS
from ui.interview.note_row import wash
from ui.style_sheet import style_sheet

__all__ = ["filled"]

TEXT, CONTROL = 4.5, 3.0
"""WCAG 2.2, 1.4.3 and 1.4.11."""
GROUNDS = ("surface", "raised", "sunken", "hover", "selected")
"""What words and controls lie on where a rule has no ground of its own."""
DECORATION = ("card", "rail", "pane", ":disabled", "separator", "splitter")
"""Where a border only parts things, or belongs to what can't be used now: no contrast is asked of it."""
SCHEMES = pytest.mark.parametrize("roles", [theme.LIGHT, theme.DARK], ids=["light", "dark"])


def rules():
    """Each rule of the sheet, with roles in place of colours: selector, and its declarations by name."""
    text = style_sheet({role: role for role in theme.LIGHT}, 6, 16)
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        declared = dict(part.strip().split(":", 1) for part in body.split(";") if part.strip())
        yield " ".join(selector.split()), {name.strip(): value.strip() for name, value in declared.items()}


def role_in(value):
    return next((word for word in value.split() if word in theme.LIGHT), "")


def ratio(roles, one, other):
    return theme.contrast(QColor(roles[one]), QColor(roles[other]))


@SCHEMES
def test_words_of_every_rule_can_be_read_on_its_ground(roles):
    low, seen = {}, 0
    for selector, declared in rules():
        for front, back in (("color", "background"), ("selection-color", "selection-background-color")):
            words = role_in(declared.get(front, ""))
            if not words:
                continue
            ground = role_in(declared.get(back, ""))
            limit = CONTROL if ":disabled" in selector else TEXT
            for under in (ground,) if ground else GROUNDS[:3] if ":disabled" in selector else GROUNDS:
                seen += 1
                if ratio(roles, words, under) < limit:
                    low[selector, words, under] = round(ratio(roles, words, under), 2)
    assert seen > 40
    assert not low


@SCHEMES
def test_grounds_that_change_under_the_pointer_keep_their_words_readable(roles):
    """A rule that only changes the ground: words keep the colour of the plain rule of the same thing."""
    plain = {selector: role_in(declared.get("color", "")) for selector, declared in rules() if ":" not in selector}
    low = {}
    for selector, declared in rules():
        ground = role_in(declared.get("background", ""))
        if ":" not in selector or not ground or "color" in declared or "::" in selector:
            continue
        for one in selector.split(","):
            base = one.strip().partition(":")[0]
            words = plain.get(base) or next((w for s, w in plain.items() if w and base in s.split(", ")), "text")
            if ratio(roles, words, ground) < TEXT:
                low[one, words, ground] = round(ratio(roles, words, ground), 2)
    assert not low


@SCHEMES
def test_borders_of_controls_and_the_focus_ring_can_be_seen_on_every_ground(roles):
    low, rings = {}, set()
    for selector, declared in rules():
        for name in ("border", "border-color", "border-bottom"):
            border = role_in(declared.get(name, ""))
            if not border or any(word in selector for word in DECORATION):
                continue
            if ":focus" in selector:
                rings.add(border)
            own = role_in(declared.get("background", ""))
            for ground in GROUNDS if ":focus" in selector else GROUNDS[:3]:
                if border != own and ratio(roles, border, ground) < CONTROL:
                    low[selector, border, ground] = round(ratio(roles, border, ground), 2)
    assert not low
    assert rings == {"focus", "text"}, "a primary button has a ring of the text's colour around the accent"
    assert ratio(roles, "text", "accent") >= CONTROL or ratio(roles, "text", "surface") >= CONTROL


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_marks_of_note_kinds_can_be_read_on_their_wash(qapp, monkeypatch, dark):
    monkeypatch.setenv("FEEDBACK_DESK_SCHEME", "dark" if dark else "light")
    theme.apply(qapp)
    low = {}
    for look in LOOKS.values():
        over = wash(look.role)
        for name in ("surface", "raised", "selected", "hover"):
            under = theme.color(name)
            mixed = QColor(
                *(
                    round(a * over.alphaF() + b * (1 - over.alphaF()))
                    for a, b in zip(over.getRgb()[:3], under.getRgb()[:3], strict=True)
                )
            )
            if theme.contrast(theme.color(look.role), mixed) < TEXT:
                low[look.kind, name] = round(theme.contrast(theme.color(look.role), mixed), 2)
    assert not low


LOOKED_AT = ("desk", "candidate", "skills", "profile", "organisation", "keys", "live", "letter", "palette")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_words_of_every_screen_stand_out_in_its_pixels(qtbot, qapp, filled, monkeypatch, scheme):
    """At twice the text size a stroke is wider than a pixel, so the letters' own colour is there to be measured."""
    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(filled))
    monkeypatch.setenv("FEEDBACK_DESK_SCHEME", scheme)
    (filled / "window.ini").unlink(missing_ok=True)
    theme.apply(qapp)
    theme.set_text_scale(qapp, 2.0)
    whole = WholeWindow(qtbot, filled)
    low, seen = {}, 0
    try:
        whole.window.resize(1280, 800)
        for place in LOOKED_AT:
            PLACES[place](whole)
            qtbot.wait(500)
            shot = whole.window.grab().toImage()
            for widget, rect in words_shown(whole.window):
                seen += 1
                got, least = stands_out(shot, rect), TEXT if widget.isEnabled() else CONTROL
                if got < least:
                    low[place, type(widget).__name__, widget.text()[:40]] = round(got, 2)
    finally:
        whole.close()
        theme.set_text_scale(qapp, 1.0)
    assert seen > 60
    assert not low


def words_shown(window):
    """Labels, buttons and fields with words, and where they are in the window; only what nothing hides."""
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, (QLabel, QAbstractButton, QLineEdit)) or not widget.isVisible():
            continue
        if widget.window() is not window or not widget.text().strip():
            continue
        inside = widget.visibleRegion().boundingRect()
        if inside.width() < widget.width() or inside.height() < widget.height():
            continue
        if covered(window, widget):
            continue
        yield widget, QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def covered(window, widget):
    """Whether something that floats, such as the palette, lies over it."""
    middle = widget.mapTo(window, widget.rect().center())
    at = window.childAt(middle)
    return at is not None and at is not widget and not widget.isAncestorOf(at) and not at.isAncestorOf(widget)


def stands_out(shot, rect):
    """The contrast of the ground, its most frequent colour, with what differs from it most."""
    inside = rect.adjusted(4, 4, -4, -4)
    across, down = range(inside.left(), inside.right()), range(inside.top(), inside.bottom())
    colours = Counter(shot.pixel(x, y) for x in across for y in down)
    if not colours:
        return 21.0
    ground = QColor(colours.most_common(1)[0][0])
    return max(theme.contrast(QColor(one), ground) for one in colours)
