"""Keeping an installation whole: schema, checks, backup and restore."""
