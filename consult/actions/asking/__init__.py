"""Verbs of the asking hospital beside its requests: forms, drafts, tasks, merges, follow-ups."""
