"""Every route and everybody: one module per area has its routes and what they are about."""
