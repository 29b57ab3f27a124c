"""No name in the window is a row of boxes, also where the desktop brings no fonts."""

import pytest
from PySide6.QtGui import QFont, QGuiApplication, QTextLayout

from ui import fonts


@pytest.mark.parametrize(
    "name", ["अनन्या राव", "أسماء", "שלומית", "தமிழ்", "বাংলা", "తెలుగు", "ไทย", "Nguyễn Thị Hoa", "🙂"]
)
def test_every_character_is_drawn_by_some_font(qapp, name):
    before = QFont(qapp.font())
    fonts.choose(QGuiApplication.instance())
    assert fonts.wants_more(["Zoë", name])
    assert not fonts.wants_more(["Zoë Lindqvist", "Ольга"])
    fonts.lend()
    layout = QTextLayout(name, qapp.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    qapp.setFont(before)
    assert glyphs and 0 not in glyphs
