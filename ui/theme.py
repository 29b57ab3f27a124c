"""How the program looks: colours by role, type scale, spacing and icons, light and dark.

Screens name roles (`color("muted")`), fonts (`font("heading")`), spaces (`GAP`, `SPACE`, `MARGIN`) and icons
(`icon("plus")`), never values. The palette is explicit on every platform, because Fusion's own selection, visited
link and disabled text are too faint; a short style sheet comes last. The system's scheme is followed live;
`FEEDBACK_DESK_SCHEME=light|dark` forces one, for pictures and tests.

Contrast over the palettes below is asserted in the tests: text at least 4.5:1, borders and marks of controls 3:1.
"""

from __future__ import annotations

import os
from functools import cache, partial
from typing import Literal

from PySide6.QtCore import QBuffer, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QImageReader,
    QPainter,
    QPalette,
    QPixmap,
    QStyleHints,
)
from PySide6.QtWidgets import QApplication, QWidget

from feedback_desk import paths
from ui.style_sheet import style_sheet

Role = Literal[
    "surface",  # the window
    "raised",  # what lies on it: fields, cards, lists
    "sunken",  # what lies behind it: the rail, read-only areas
    "hover",  # a row or button under the pointer
    "selected",  # the row that is current
    "text",
    "muted",  # secondary text; still 4.5:1
    "faint",  # disabled text; 3:1
    "accent",  # the one thing to do; links; what is on
    "accent_hover",
    "accent_text",  # on accent
    "danger",
    "warning",
    "good",
    "line",  # decoration between things
    "control",  # the border of a field or button; 3:1
    "focus",  # the ring around what has the keyboard; 3:1
]

LIGHT: dict[Role, str] = {
    "surface": "#F8F7F4",
    "raised": "#FFFFFF",
    "sunken": "#EFEDE8",
    "hover": "#EAE8E2",
    "selected": "#DCEBE8",
    "text": "#1D2327",
    "muted": "#505960",
    "faint": "#7F868B",
    "accent": "#0F5C55",
    "accent_hover": "#0A4741",
    "accent_text": "#FFFFFF",
    "danger": "#A8261C",
    "warning": "#7F4F00",
    "good": "#1C6434",
    "line": "#DFDCD5",
    "control": "#7C8284",
    "focus": "#0F766D",
}
DARK: dict[Role, str] = {
    "surface": "#181B1D",
    "raised": "#212528",
    "sunken": "#111415",
    "hover": "#2A2F32",
    "selected": "#1F3B38",
    "text": "#E8EAEA",
    "muted": "#B0B8BC",
    "faint": "#737B7F",
    "accent": "#67C8BB",
    "accent_hover": "#8AD8CD",
    "accent_text": "#08201D",
    "danger": "#FF9A8D",
    "warning": "#E9B562",
    "good": "#86D19A",
    "line": "#33393C",
    "control": "#7B8488",
    "focus": "#67C8BB",
}

SCHEMES = ("light", "dark")
"""What can be chosen instead of the system's scheme."""

GAP = 8
"""Pixels between things that belong together; everything is a multiple of it."""
SPACE = 16
"""Pixels between things that don't."""
MARGIN = 32
"""Pixels around a screen."""
RADIUS = 6
SMALL_ICON = 16
"""Pixels of an icon beside words; larger text has larger ones."""


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(c: QColor) -> float:
        parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in (c.redF(), c.greenF(), c.blueF())]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


FontRole = Literal["title", "heading", "strong", "body", "small"]
_SCALE: dict[FontRole, tuple[float, QFont.Weight]] = {
    "title": (1.75, QFont.Weight.DemiBold),
    "heading": (1.2, QFont.Weight.DemiBold),
    "strong": (1.0, QFont.Weight.DemiBold),
    "body": (1.0, QFont.Weight.Normal),
    "small": (0.9, QFont.Weight.Normal),
}
_CODE_SCALE = 0.95

TEXT_SIZES = (0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
"""What the system's text size can be multiplied by."""


def is_dark() -> bool:
    """Whether the dark scheme is the one shown."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


@cache
def _color(role: Role, dark: bool) -> QColor:
    return QColor((DARK if dark else LIGHT)[role])


def color(role: Role) -> QColor:
    """The colour of a role in the scheme now shown."""
    return _color(role, is_dark())


def font(role: FontRole, base: QFont | None = None) -> QFont:
    """A font of the type scale, relative to `base` (default: the program's font, which follows the text size)."""
    factor, weight = _SCALE[role]
    made = QFont(base or QApplication.font())
    made.setPointSizeF(made.pointSizeF() * factor)
    made.setWeight(weight)
    made.setVariableAxis(QFont.Tag("wght"), weight.value)  # fonts with a weight axis ignore the weight alone
    return made


def code_font(base: QFont) -> QFont:
    """The system's font of even width, for code, as large as `base`."""
    from PySide6.QtGui import QFontDatabase  # few notes need it, and none in the first frame

    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    made.setPointSizeF(base.pointSizeF() * _CODE_SCALE)
    return made


STYLE = ("-style", "Fusion")
"""Arguments for the application. `setStyle` says the same, but answers with a QStyle: 15 ms for its enumerations."""


def apply(app: QApplication, scheme: object = "") -> None:
    """Dress the program in the `scheme` chosen, one of `SCHEMES`; anything else is the system's, followed live."""
    app.setProperty("scheme", scheme if scheme in SCHEMES else "")
    hints = app.styleHints()
    if scheme in SCHEMES:
        _ask_platform(hints, str(scheme))
    hints.colorSchemeChanged.connect(partial(_dress, app))
    _dress(app, hints.colorScheme())


def scheme(app: QApplication) -> str:
    """The scheme that was chosen; empty for the system's."""
    return str(app.property("scheme") or "")


def choose_scheme(app: QApplication, scheme: str) -> None:
    """Dress the program anew, in one of `SCHEMES` or, with an empty word, as the system is."""
    app.setProperty("scheme", scheme)
    _ask_platform(app.styleHints(), scheme)
    _dress(app, app.styleHints().colorScheme())


def _ask_platform(hints: QStyleHints, scheme: str) -> None:
    """Windows and macOS colour the window's frame and their own dialogs too; elsewhere it does nothing."""
    if scheme in SCHEMES:
        hints.setColorScheme(Qt.ColorScheme.Dark if scheme == "dark" else Qt.ColorScheme.Light)
    else:
        hints.unsetColorScheme()


MOST_BELIEVED = 100
"""Times the system's text size that somebody may have meant; more, infinity and NaN are damage."""


def known_text_size(kept: object) -> float:
    """The size of `TEXT_SIZES` nearest to what was kept; the normal one when that is no number."""
    wanted = float(kept) if isinstance(kept, (int, float)) and abs(kept) < MOST_BELIEVED else 1.0
    return min(TEXT_SIZES, key=lambda size: abs(size - wanted))


def text_scale(app: QApplication) -> float:
    """What the system's text size is multiplied by, one of `TEXT_SIZES`."""
    return known_text_size(app.property("textScale"))


def set_text_scale(app: QApplication, scale: float) -> None:
    """Multiply the system's text size; headings and lists follow through their fonts."""
    app.setProperty("textScale", scale)
    base = app.property("systemFont")
    if base is None:
        base = QFont(app.font())
        app.setProperty("systemFont", base)
    scaled = QFont(base)
    scaled.setPointSizeF(base.pointSizeF() * scale)
    app.setFont(scaled)
    # Widgets that a style sheet has dressed keep their font otherwise, and icons their size.
    app.setStyleSheet(_sheet(is_dark(), scale))
    # Qt tells only those widgets that have no size of their own; headings have one, made from the program's.
    for widget in app.allWidgets():
        follow = getattr(widget, "follow_text_size", None)
        if follow is not None:
            follow()


def _dress(app: QApplication, scheme: Qt.ColorScheme) -> None:
    chosen = os.environ.get("FEEDBACK_DESK_SCHEME") or app.property("scheme")
    dark = chosen == "dark" if chosen in SCHEMES else scheme == Qt.ColorScheme.Dark
    app.setPalette(palette(dark))
    app.setStyleSheet(_sheet(dark, text_scale(app)))


def _sheet(dark: bool, scale: float) -> str:
    icon = round(SMALL_ICON * max(1.0, scale))
    return style_sheet({str(role): value for role, value in (DARK if dark else LIGHT).items()}, RADIUS, icon)


def palette(dark: bool) -> QPalette:
    """The whole palette of a scheme, no role left to the platform."""
    c = partial(_color, dark=dark)
    r = QPalette.ColorRole
    made = QPalette()
    for role, name in (
        (r.Window, "surface"),
        (r.WindowText, "text"),
        (r.Base, "raised"),
        (r.AlternateBase, "sunken"),
        (r.Text, "text"),
        (r.Button, "raised"),
        (r.ButtonText, "text"),
        (r.BrightText, "danger"),
        (r.Highlight, "accent"),
        (r.HighlightedText, "accent_text"),
        (r.Accent, "accent"),
        (r.Link, "accent"),
        (r.LinkVisited, "accent"),
        (r.PlaceholderText, "muted"),
        (r.ToolTipBase, "text"),
        (r.ToolTipText, "surface"),
        (r.Light, "raised"),
        (r.Midlight, "hover"),
        (r.Mid, "line"),
        (r.Dark, "control"),
        (r.Shadow, "line"),
    ):
        made.setColor(role, c(name))
    for role in (r.WindowText, r.Text, r.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, c("faint"))
    made.setColor(QPalette.ColorGroup.Disabled, r.Highlight, c("line"))
    made.setColor(QPalette.ColorGroup.Disabled, r.HighlightedText, c("text"))
    return made


# --- Icons ------------------------------------------------------------------------------------


@cache
def _drawing(name: str) -> bytes:
    return paths.bundled("assets", "icons", f"{name}.svg").read_bytes()


@cache
def _picture(name: str, width: int, height: int, tint: str) -> QPixmap:
    """The icon in one colour; kept, because every repaint asks."""
    buffer = QBuffer()
    buffer.setData(_drawing(name).replace(b"currentColor", tint.encode()))
    reader = QImageReader(buffer, b"svg")
    reader.setScaledSize(QSize(width, height))
    return QPixmap.fromImageReader(reader)


class _OneColour(QIconEngine):
    """Draws an icon of the family in the colour that its state asks for in the scheme now shown."""

    def __init__(self, name: str, role: Role) -> None:
        super().__init__()
        self._name, self._role = name, role

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        role: Role = "faint" if mode == QIcon.Mode.Disabled else "accent" if state == QIcon.State.On else self._role
        # `size` is in device-independent pixels; the picture must have as many as the screen shows.
        width, height = round(size.width() * scale), round(size.height() * scale)
        made = QPixmap(_picture(self._name, width, height, color(role).name()))
        made.setDevicePixelRatio(scale)
        return made

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, ratio))

    def clone(self) -> QIconEngine:
        return _OneColour(self._name, self._role)


def icon(name: str, role: Role = "text") -> QIcon:
    """An icon of `assets/icons`, in the colour of `role`; it follows the scheme by itself."""
    return QIcon(_OneColour(name, role))


def paint_icon(painter: QPainter, name: str, rect: QRect, role: Role) -> None:
    """Draw an icon where a delegate paints."""
    ratio = painter.device().devicePixelRatioF()
    made = QPixmap(_picture(name, round(rect.width() * ratio), round(rect.height() * ratio), color(role).name()))
    made.setDevicePixelRatio(ratio)
    painter.drawPixmap(rect, made)


def repolish(widget: QWidget) -> None:
    """Let the style sheet look again after a dynamic property changed.

    By the widget's own sheet and not by its style: the Python object of a layout item that Qt deleted may still stand
    for the place in memory that the style was made at, and is then what `style()` gives.
    """
    own = widget.styleSheet()
    widget.setStyleSheet(f"{own} ")
    widget.setStyleSheet(own)
