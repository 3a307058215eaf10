"""What the specialist answers and what the county makes of it."""
