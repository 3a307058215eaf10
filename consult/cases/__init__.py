"""The case: patient, forms, requests and their questions; one transition table per workflow."""
