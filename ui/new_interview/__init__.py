"""The small sheet that plans or starts an interview."""
