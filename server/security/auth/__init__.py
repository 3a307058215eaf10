"""Who is asking: passwords, sessions, bearer tokens, and the brake on guessing."""
