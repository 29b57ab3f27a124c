"""Settings: who writes the letters, and how their paper looks."""
