"""The one door for foreign bytes: they enter as a file and leave as a typed manifest."""
