"""What the FHIR interface reads: rows an actor may see, searched, counted, with their papers."""
