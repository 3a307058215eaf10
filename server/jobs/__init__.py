"""What goes on by itself: work that is rows of the database, claimed by lease."""
