"""Makers of rebuildable files, each named and versioned."""
