"""A session of a team: planned, its list, who is invited and who is there."""
