"""State machines as tables, the consultation's own, and the clocks read off its transitions."""
