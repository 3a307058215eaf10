"""What the asking hospital keeps beside its requests: drafts, tasks, merges, follow-ups."""
