"""Rooms: who is in, what is posted, what each has seen; the discussion in them."""
