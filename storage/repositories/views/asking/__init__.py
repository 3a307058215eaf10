"""What the asking hospital works from: recordings to start from, tasks, drafts, patients, lists."""
