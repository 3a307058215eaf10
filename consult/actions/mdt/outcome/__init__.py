"""What came of a case: sealed opinions, the outcome, its signatures, its tasks."""
