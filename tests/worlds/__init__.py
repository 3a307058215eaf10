"""A network in memory, and the steps of each workflow on it."""
