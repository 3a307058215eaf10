"""The domain's store over a SQLAlchemy connection, and the read models people look at."""
