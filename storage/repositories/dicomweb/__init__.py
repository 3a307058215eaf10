"""What DICOMweb reads: studies an actor may open, their instances, and searches over them."""
