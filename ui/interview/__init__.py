"""The live interview: notes typed while listening, sections, ratings, and what has been found so far."""
