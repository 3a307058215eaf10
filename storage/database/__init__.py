"""SQLite and PostgreSQL behind one Database protocol."""
