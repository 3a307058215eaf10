"""A room's numbered log, the views shown in it, and the index over its words."""
