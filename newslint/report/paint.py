"""Terminal colours by what a text is for."""

from __future__ import annotations

COLORS = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "path": "1",
    "faint": "2",
    "cut": "9;31",
    "new": "32",
    "gutter": "34",
    "help": "32",
}


def paint(text: str, role: str, color: bool) -> str:
    """``text`` in the colour of its role; as it is without colour or without text."""
    return f"\x1b[{COLORS[role]}m{text}\x1b[0m" if color and text else text
