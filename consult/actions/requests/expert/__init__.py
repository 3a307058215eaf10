"""What the answering side does with a request it holds: hand on, ask, meet, write."""
