"""The room of a case (会诊室): an append-only, gapless log of what was said and done."""
