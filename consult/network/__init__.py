"""Who works with whom: organisations, partnerships, people and their roles."""
