"""The letter's few colours, and an accent that can be read whatever the user chose.

Contrast is WCAG 2.2's, against white paper: ink 15.2:1, grey 6.3:1.
"""

from __future__ import annotations

import re

INK = "#1B2733"
GREY = "#54616E"
HAIRLINE = "#D3DADF"
"""Rules only: they say nothing that the text doesn't."""
ACCENT = "#0F5C55"
READABLE = 4.5
"""The least contrast of text with its ground (WCAG 2.2, 1.4.3)."""

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


def printed_accent(chosen: str) -> str:
    """The user's colour as `#RRGGBB`, as the page prints it: where it can't be read on white, the nearest darker tone.

    The hue stays. What is no colour is printed in the house's own.
    """
    if not _HEX.fullmatch(chosen.strip()):
        return ACCENT
    red, green, blue = (int(chosen.strip()[place : place + 2], 16) for place in (1, 3, 5))
    for step in range(101):
        dark = "#" + "".join(f"{round(part * (100 - step) / 100):02X}" for part in (red, green, blue))
        if contrast_on_white(dark) >= READABLE:
            return dark
    return ACCENT


def contrast_on_white(colour: str) -> float:
    """Contrast ratio of `#RRGGBB` with white, 1 to 21."""
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in rgb(colour))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 1.05 / (luminance + 0.05)


def rgb(colour: str) -> tuple[float, float, float]:
    """`#RRGGBB` as three numbers from 0 to 1."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue
