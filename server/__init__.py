"""Everything that speaks HTTP: it translates and calls, and decides and writes nothing itself."""
