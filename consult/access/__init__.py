"""Who may do what: one policy function, and the audit of what was done."""
