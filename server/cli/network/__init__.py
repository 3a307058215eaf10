"""Who is in the network: the demonstration, tables to import, logins, tokens."""
