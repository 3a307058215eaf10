"""The live side: sockets, rooms with somebody in them, notes and alarms."""
