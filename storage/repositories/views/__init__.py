"""What is shown of cases: each opened for an actor, in a fixed number of statements."""
