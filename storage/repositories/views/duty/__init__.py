"""What is read of duty: the week, one's own shift, experts' papers, hand-overs, suggestions."""
