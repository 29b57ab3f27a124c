"""The Library: kits, skills, resources, the wording of letters and what the checks look for."""
