"""The Desk: what to do now."""
