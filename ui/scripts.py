"""Names of any script on the screen: where the system has no font for a script, the one that letters use is lent to it.

A font that is lent is loaded by Qt for this program only; nothing is installed. Chinese, Japanese and Korean fonts are
too large to come with the program, so there the system's own are needed.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFontDatabase

_W = QFontDatabase.WritingSystem
FONTS: tuple[tuple[QFontDatabase.WritingSystem, str], ...] = (
    (_W.Devanagari, "Devanagari"),
    (_W.Bengali, "Bengali"),
    (_W.Gurmukhi, "Gurmukhi"),
    (_W.Gujarati, "Gujarati"),
    (_W.Oriya, "Oriya"),
    (_W.Tamil, "Tamil"),
    (_W.Telugu, "Telugu"),
    (_W.Kannada, "Kannada"),
    (_W.Malayalam, "Malayalam"),
    (_W.Sinhala, "Sinhala"),
    (_W.Thai, "Thai"),
    (_W.Lao, "Lao"),
    (_W.Myanmar, "Myanmar"),
    (_W.Khmer, "Khmer"),
    (_W.Georgian, "Georgian"),
    (_W.Armenian, "Armenian"),
    (_W.Hebrew, "Hebrew"),
    (_W.Arabic, "Arabic"),
)


def lend_fonts() -> int:
    """Load a font for each script the system has none for; how many were needed."""
    spec = find_spec("manimgx_fonts")
    if spec is None or spec.origin is None:
        return 0
    folder = Path(spec.origin).parent
    lent = 0
    for system, name in FONTS:
        if not QFontDatabase.families(system):
            lent += QFontDatabase.addApplicationFont(str(folder / f"NotoSans{name}[wght].ttf")) >= 0
    return lent
