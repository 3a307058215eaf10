"""Calls that ring now."""
