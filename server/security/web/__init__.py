"""What protects every answer and refuses foreign callers: pure ASGI, before any route."""
