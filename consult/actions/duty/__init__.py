"""Rosters and what changes them, expert terms, hand-overs: the verbs of duty."""
