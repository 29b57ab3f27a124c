"""The Library: kits, skills and resources, to look at."""
