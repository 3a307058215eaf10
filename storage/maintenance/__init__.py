"""Looking after an installation: is everything whole, a copy of it, and back from the copy."""
