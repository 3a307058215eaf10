"""The server itself: its processes, their logs, and certificates for a closed network."""
