"""Calling people until somebody comes: rounds, their steps, and what ends them."""
