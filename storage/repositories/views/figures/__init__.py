"""Read models of the figures (统计)."""
