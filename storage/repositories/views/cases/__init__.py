"""Lists of cases, the page of one, and what waits for a person."""
