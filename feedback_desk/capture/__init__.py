"""From what is typed to notes, from notes to findings; the clock and the kits an interview follows."""
