"""Candidates: search over everything, the list of all, and one candidate's page."""
