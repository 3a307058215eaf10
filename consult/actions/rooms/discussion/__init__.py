"""What people do in a room beyond plain text: replies, edits, acknowledgements, request cards."""
