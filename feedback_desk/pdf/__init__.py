"""Blocks of a letter to the bytes of a PDF: fonts, text, tags, layout, pages, and pictures of them."""
