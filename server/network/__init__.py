"""A whole network at once: from a file, or the demonstration."""
