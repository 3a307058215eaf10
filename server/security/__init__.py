"""Who is asking, over which line, and what a browser may do with the answer."""
