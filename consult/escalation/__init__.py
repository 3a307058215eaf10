"""Who is rung when, as pure functions: policies, the ladder of a call, what leaves the house."""
