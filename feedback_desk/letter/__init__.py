"""Findings become a letter, and nothing private gets into it: wording, composing, Markdown, checks, wall."""
