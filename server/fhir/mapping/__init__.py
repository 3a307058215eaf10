"""From the product's values to FHIR resources: pure functions, one file for each kind."""
