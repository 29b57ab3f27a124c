"""Feedback Desk's core: it knows no screen, runs headless and is all of the command line."""

__version__ = "0.1.0"
