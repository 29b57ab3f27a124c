"""The program's window: one folder per screen, placed and wired by `window`."""
