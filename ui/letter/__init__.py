"""The letter: its blocks beside the PDF itself, with what the checks say below."""
