"""A room and its messages, page by page or by their words."""
