"""Makers of test material the project may ship."""
