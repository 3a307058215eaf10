"""FHIR R4 (4.0.1), read only: the same rows, rights and audit in the words of the standard."""
