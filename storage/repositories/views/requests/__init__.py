"""One request: in brief, in full, its course and its meeting."""
