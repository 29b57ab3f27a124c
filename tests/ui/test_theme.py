"""Contrast over the real palettes, icons of one family, and a scheme that is followed live."""

import re

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPalette

from feedback_desk import paths
from ui import theme
from ui.actions import TABLE

TEXT = 4.5
"""WCAG 2.2, 1.4.3."""
CONTROL = 3.0
"""WCAG 2.2, 1.4.11."""
SCHEMES = pytest.mark.parametrize("roles", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
GROUNDS = ("surface", "raised", "sunken", "hover", "selected")


@pytest.fixture(autouse=True)
def dressed(qapp):
    before = QPalette(qapp.palette()), qapp.styleSheet()
    yield
    qapp.setPalette(before[0])
    qapp.setStyleSheet(before[1])


def ratio(roles, one, other):
    return theme.contrast(QColor(roles[one]), QColor(roles[other]))


def test_contrast_agrees_with_known_figures():
    assert theme.contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert theme.contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@SCHEMES
def test_every_text_can_be_read_on_every_ground(roles):
    low = {
        (text, ground): round(ratio(roles, text, ground), 2)
        for text in ("text", "muted", "accent", "danger", "warning", "good")
        for ground in GROUNDS
        if ratio(roles, text, ground) < TEXT
    }
    assert not low
    assert ratio(roles, "accent_text", "accent") >= TEXT
    assert ratio(roles, "accent_text", "accent_hover") >= TEXT


@SCHEMES
def test_controls_focus_and_disabled_text_can_be_seen(roles):
    low = {
        (role, ground): round(ratio(roles, role, ground), 2)
        for role in ("control", "focus", "faint")
        for ground in ("surface", "raised", "sunken")
        if ratio(roles, role, ground) < CONTROL
    }
    assert not low
    assert ratio(roles, "focus", "selected") >= CONTROL
    assert ratio(roles, "focus", "hover") >= CONTROL


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_pair_of_the_palette_is_left_to_the_platform(dark):
    palette, role = theme.palette(dark), QPalette.ColorRole
    pairs = [
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button),
        (role.HighlightedText, role.Highlight),
        (role.Link, role.Base),
        (role.LinkVisited, role.Base),
        (role.PlaceholderText, role.Base),
        (role.ToolTipText, role.ToolTipBase),
    ]
    for front, back in pairs:
        assert theme.contrast(palette.color(front), palette.color(back)) >= TEXT, front
        grey = QPalette.ColorGroup.Disabled
        assert theme.contrast(palette.color(grey, front), palette.color(grey, back)) >= CONTROL, front


def test_a_scheme_can_be_forced(qapp, monkeypatch):
    for name, dark in (("dark", True), ("light", False)):
        monkeypatch.setenv("FEEDBACK_DESK_SCHEME", name)
        theme.apply(qapp)
        assert theme.is_dark() is dark
        assert theme.color("surface") == QColor((theme.DARK if dark else theme.LIGHT)["surface"])


def test_the_systems_scheme_is_followed_live(qapp, monkeypatch):
    monkeypatch.delenv("FEEDBACK_DESK_SCHEME", raising=False)
    theme.apply(qapp)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.is_dark()
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert not theme.is_dark()


def test_every_icon_is_one_of_the_family():
    files = sorted(paths.bundled("assets", "icons").glob("*.svg"))
    assert files
    for file in files:
        drawing = file.read_text("utf-8")
        assert 'viewBox="0 0 20 20"' in drawing, file.name
        assert 'stroke="currentColor"' in drawing, file.name
        assert 'fill="none"' in drawing, file.name
        assert set(re.findall(r'stroke-width="([\d.]+)"', drawing)) <= {"1.6", "2.4"}, file.name
        assert "#" not in drawing, f"{file.name} has a colour of its own"


def test_every_command_has_the_icon_it_names():
    names = {command.icon for command in TABLE if command.icon}
    assert not [n for n in names if not paths.bundled("assets", "icons", f"{n}.svg").is_file()]


def test_an_icon_is_drawn_in_the_colour_of_its_state_and_sharp(qapp, monkeypatch):
    monkeypatch.setenv("FEEDBACK_DESK_SCHEME", "light")
    theme.apply(qapp)
    picture = theme.icon("plus").pixmap(QSize(20, 20), 2.0, QIcon.Mode.Normal, QIcon.State.On).toImage()
    assert picture.width() == 40
    assert picture.pixelColor(20, 20) == theme.color("accent")
    greyed = theme.icon("plus").pixmap(QSize(20, 20), 1.0, QIcon.Mode.Disabled, QIcon.State.Off).toImage()
    assert greyed.pixelColor(10, 10).alpha() > 0
    assert QGuiApplication.palette() is not None


def test_headings_follow_the_text_size(qtbot, qapp):
    from ui.widgets.words import Words

    before = qapp.font()
    words = Words("Desk", "title")
    qtbot.addWidget(words)
    words.show()
    small = words.font().pointSizeF()
    theme.set_text_scale(qapp, 2.0)
    qtbot.wait(1)
    large = words.font().pointSizeF()
    theme.set_text_scale(qapp, 1.0)
    qapp.setFont(before)
    assert large == pytest.approx(2 * small)
