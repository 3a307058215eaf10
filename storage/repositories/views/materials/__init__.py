"""What was recorded: the materials of a case, their bytes, and uploads under way."""
